"""The texts of the service, one TOML file a language, each with its review status."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from backend.screening.rules import languages as screened_languages


class Review(BaseModel):
    """Whether these words were approved, by whom and when. None until somebody has."""

    status: Literal["draft", "approved"]
    approved_by: str | None = None
    approved_on: str | None = None


class Lines(BaseModel):
    """Short messages, one after the other, with buttons under the last."""

    lines: list[str]
    buttons: list[str] = []


class Safety(BaseModel):
    """The fixed replies to a message that needs a person."""

    now: Lines
    today: Lines
    harm_by_others: Lines
    again: Lines


class Texts(BaseModel):
    """All that the service says in one language."""

    model_config = ConfigDict(extra="forbid")

    language: str
    review: Review
    opening: Lines
    word_check_languages: dict[str, str]
    status: dict[str, str]
    roles: dict[str, str]
    safety: Safety
    person_requested: Lines
    bot_unavailable: Lines
    no_plan: Lines

    @property
    def opening_lines(self) -> list[str]:
        """Return what is said before the first message, with the languages that the word check reads."""
        names = [self.word_check_languages.get(code, code) for code in screened_languages()]
        return [line.replace("{languages}", ", ".join(names)) for line in self.opening.lines]


@cache
def texts(language: str) -> Texts:
    """Return the texts of a language, English where there is none."""
    folder = files(__package__)
    found = folder / f"{language}.toml"
    source = found if language.isalpha() and found.is_file() else folder / "en.toml"
    return Texts.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))


def languages() -> list[str]:
    """Return every language there is, each file read and checked. Raises ValidationError for a broken one."""
    names = [entry.name for entry in files(__package__).iterdir() if entry.name.endswith(".toml")]
    return sorted(texts(name.removesuffix(".toml")).language for name in names)


def unapproved_languages() -> list[str]:
    """Return the languages whose texts are drafts: production does not start with one of these."""
    return [language for language in languages() if texts(language).review.status != "approved"]
