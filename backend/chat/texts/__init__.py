"""The texts of the service, one TOML file a language, each with its review status."""

from pydantic import BaseModel

from backend.core.worded import Catalogue, Worded
from backend.screening.rules import languages as screened_languages


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


class Texts(Worded):
    """All that the service says in one language. Production does not start with a draft."""

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


_CATALOGUE = Catalogue(__package__, Texts)
texts = _CATALOGUE.of
languages = _CATALOGUE.languages
unapproved_languages = _CATALOGUE.unapproved
