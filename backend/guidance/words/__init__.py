"""What the pages say around an article, one TOML file a language, each with its review status."""

from pydantic import BaseModel, ConfigDict, Field

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
    """All words of the pages in one language."""

    ui: dict[str, str]
    stages: dict[Stage, str]
    places: dict[Audience, Place]
    call: dict[Audience, Call]


CATALOGUE = Catalogue(__package__, PageWords)
page_words = CATALOGUE.of
word_languages = CATALOGUE.languages
