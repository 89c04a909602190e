"""Who can see what, in plain words at three lengths; one TOML file a language, each with its review status."""

from pydantic import BaseModel, ConfigDict, Field

from backend.core.worded import Catalogue, Worded


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


class Notice(Worded):
    """The whole notice in one language. Production does not start with a draft."""

    short: Length
    longer: Length
    whole: Length


CATALOGUE = Catalogue(__package__, Notice)
notice = CATALOGUE.of
notice_languages = CATALOGUE.languages
unapproved_notices = CATALOGUE.unapproved
