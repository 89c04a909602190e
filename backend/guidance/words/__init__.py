"""What the pages say around an article, one TOML file a language, each with its review status."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from backend.core.languages import LANGUAGES, Language, set_apart
from backend.core.worded import Catalogue, Worded
from backend.guidance.model import Audience, Stage


class Place(BaseModel):
    """The first page of an audience: its name, its first line, and what it is."""

    model_config = ConfigDict(extra="forbid")

    name: str
    now: str
    about: str


class CallStep(BaseModel):
    """What to do, and when. `href` starts the call; empty where there is no one number."""

    model_config = ConfigDict(extra="forbid")

    do: str
    href: str = Field(pattern=r"^(tel:\d+)?$")
    when: list[str] = Field(min_length=1)


class Call(BaseModel):
    """The block that is first on every page."""

    model_config = ConfigDict(extra="forbid")

    title: str
    steps: list[CallStep] = Field(min_length=1)


class PageWords(Worded):
    """All words of the pages in one language.

    `names` are those of help lines that say more than a name; `english_first` comes before the English sentence
    that asks for an interpreter. English has neither.
    """

    english_first: str = ""
    ui: dict[str, str]
    names: dict[str, str] = Field(default_factory=dict)
    stages: dict[Stage, str]
    places: dict[Audience, Place]
    call: dict[Audience, Call]


CATALOGUE = Catalogue(__package__, PageWords)
word_languages = CATALOGUE.languages


def page_words(language: str) -> PageWords:
    """Return the words to show in a language, else those in English; numbers in them keep their order."""
    words = CATALOGUE.of(language)
    if LANGUAGES[words.language].dir == "ltr":
        return words
    return PageWords.model_validate(_apart(words.model_dump(), words.language))


def languages_on() -> list[Language]:
    """Return the languages whose words may be shown now, English first."""
    return [one for one in LANGUAGES.values() if CATALOGUE.of(one.code).language == one.code]


def _apart(value: Any, language: str) -> Any:
    if isinstance(value, dict):
        return {name: _apart(inside, language) for name, inside in value.items()}
    if isinstance(value, list):
        return [_apart(inside, language) for inside in value]
    return set_apart(value, language) if isinstance(value, str) else value
