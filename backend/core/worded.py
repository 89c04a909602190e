"""Words that people read: one TOML file a language in a folder, each with its review status."""

import hashlib
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from backend.core.languages import ENGLISH


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


class Drafts:
    """Whether words that nobody approved are shown: one answer for the whole process, given where it is wired."""

    shown = True

    @classmethod
    def hides(cls, language: str, review: Review) -> bool:
        """Tell whether English stands in. English itself always shows: production does not start with its drafts."""
        return language != ENGLISH and review.status != "approved" and not cls.shown


class Approvals:
    """What was approved in the product, by the hash of the file's text: the files stay as they were shipped."""

    _of: ClassVar[dict[str, Review]] = {}

    @classmethod
    def learn(cls, found: Mapping[str, Review]) -> None:
        """Hold these, and no others."""
        cls._of = dict(found)

    @classmethod
    def of(cls, sha256: str) -> Review | None:
        """Return the approval of a text, or None."""
        return cls._of.get(sha256)


class Catalogue(Generic[W]):
    """The files of one package, each read once and checked against `shape`."""

    def __init__(self, package: str, shape: type[W]) -> None:
        self._folder, self._shape = files(package), shape
        self._read: dict[str, tuple[W, str]] = {}

    def of(self, language: str) -> W:
        """Return the words to show in a language, else those in English. Raises ValidationError."""
        words = self.file(language)
        return self.file(ENGLISH) if Drafts.hides(words.language, words.review) else words

    def file(self, language: str) -> W:
        """Return the words that are there in a language, approved or not, else those in English."""
        found = self._folder / f"{language}.toml"
        name = language if language.isalpha() and found.is_file() else ENGLISH
        if name not in self._read:
            text = self.text(name)
            words = self._shape.model_validate(tomllib.loads(text))
            self._read[name] = words, hashlib.sha256(text.encode()).hexdigest()
        words, sha256 = self._read[name]
        approval = Approvals.of(sha256)
        return words.model_copy(update={"review": approval}) if approval else words

    def text(self, language: str) -> str:
        """Return the file of a language as it is written. Raises FileNotFoundError."""
        return (self._folder / f"{language}.toml").read_text(encoding="utf-8")

    def languages(self) -> list[str]:
        """Return every language there is, each file read and checked. Raises ValidationError for a broken one."""
        names = [entry.name for entry in self._folder.iterdir() if entry.name.endswith(".toml")]
        return sorted(self.file(name.removesuffix(".toml")).language for name in names)

    def unapproved(self) -> list[str]:
        """Return the languages whose words are drafts."""
        return [one for one in self.languages() if self.file(one).review.status != "approved"]
