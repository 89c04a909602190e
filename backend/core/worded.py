"""Words that people read: one TOML file a language in a folder, each with its review status."""

import tomllib
from importlib.resources import files
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict


class Review(BaseModel):
    """Whether these words were approved, by whom and when. None until somebody has."""

    model_config = ConfigDict(extra="forbid")

    status: Literal["draft", "approved"]
    approved_by: str | None = None
    approved_on: str | None = None


class Worded(BaseModel):
    """What every file of words says about itself."""

    model_config = ConfigDict(extra="forbid")

    language: str
    review: Review


W = TypeVar("W", bound=Worded)


class Catalogue(Generic[W]):
    """The files of one package, each read once and checked against `shape`."""

    def __init__(self, package: str, shape: type[W]) -> None:
        self._folder, self._shape = files(package), shape
        self._read: dict[str, W] = {}

    def of(self, language: str) -> W:
        """Return the words in a language, English where there are none. Raises ValidationError."""
        found = self._folder / f"{language}.toml"
        name = language if language.isalpha() and found.is_file() else "en"
        if name not in self._read:
            text = (self._folder / f"{name}.toml").read_text(encoding="utf-8")
            self._read[name] = self._shape.model_validate(tomllib.loads(text))
        return self._read[name]

    def languages(self) -> list[str]:
        """Return every language there is, each file read and checked. Raises ValidationError for a broken one."""
        names = [entry.name for entry in self._folder.iterdir() if entry.name.endswith(".toml")]
        return sorted(self.of(name.removesuffix(".toml")).language for name in names)

    def unapproved(self) -> list[str]:
        """Return the languages whose words are drafts."""
        return [language for language in self.languages() if self.of(language).review.status != "approved"]
