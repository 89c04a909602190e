"""Who can see what, in plain words at three lengths; one TOML file a language, each with its review status."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Review(BaseModel):
    """Whether these words were approved, by whom and when. None until somebody has."""

    model_config = ConfigDict(extra="forbid")

    status: Literal["draft", "approved"]
    approved_by: str | None = None
    approved_on: str | None = None


class Section(BaseModel):
    """A heading and short paragraphs under it."""

    model_config = ConfigDict(extra="forbid")

    heading: str = Field(min_length=1)
    lines: list[str] = Field(min_length=1)


class Length(BaseModel):
    """The notice at one length; `minutes` is how long reading it takes, about."""

    model_config = ConfigDict(extra="forbid")

    minutes: int = Field(ge=1)
    sections: list[Section] = Field(min_length=1)


class Notice(BaseModel):
    """The whole notice in one language."""

    model_config = ConfigDict(extra="forbid")

    language: str
    review: Review
    short: Length
    longer: Length
    whole: Length


@cache
def notice(language: str) -> Notice:
    """Return the notice in a language, English where there is none."""
    folder = files(__package__)
    found = folder / f"{language}.toml"
    source = found if language.isalpha() and found.is_file() else folder / "en.toml"
    return Notice.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))


def notice_languages() -> list[str]:
    """Return every language there is, each file read and checked. Raises ValidationError for a broken one."""
    names = [entry.name for entry in files(__package__).iterdir() if entry.name.endswith(".toml")]
    return sorted(notice(name.removesuffix(".toml")).language for name in names)


def unapproved_notices() -> list[str]:
    """Return the languages whose notice is a draft: production does not start with one of these."""
    return [language for language in notice_languages() if notice(language).review.status != "approved"]
