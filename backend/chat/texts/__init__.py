"""The texts of the service, one TOML file a language, each with its review status."""

from functools import cache

from pydantic import BaseModel

from backend.core.languages import ENGLISH, LANGUAGES, Language, listed
from backend.core.worded import Catalogue, Worded
from backend.screening.rules import languages as screened_languages


class Lines(BaseModel):
    """Short messages, one after the other, with buttons under the last."""

    lines: list[str]
    buttons: list[str] = []


class Safety(BaseModel):
    """The fixed replies to a message that needs a person.

    Those named `again` follow where a request for a person is open already. Each is a list, said in turn.
    """

    now: Lines
    today: Lines
    harm_by_others: Lines
    now_again: list[Lines]
    today_again: list[Lines]
    harm_by_others_again: list[Lines]

    @property
    def all(self) -> list[Lines]:
        """Return every reply, the first ones first."""
        again = *self.now_again, *self.today_again, *self.harm_by_others_again
        return [self.now, self.today, self.harm_by_others, *again]


class Texts(Worded):
    """All that the service says in one language. Production does not start with a draft."""

    opening: Lines
    word_check_languages: dict[str, str]
    word_check_in_english_letters: dict[str, list[str]]
    status: dict[str, str]
    planned: dict[str, str]
    roles: dict[str, str]
    safety: Safety
    person_requested: Lines
    person_requested_again: list[Lines]
    bot_unavailable: Lines
    bot_unavailable_again: list[Lines]
    returned: str
    not_saved: str
    no_plan: Lines
    no_plan_again: list[Lines]

    @property
    def no_plan_offers(self) -> list[str]:
        """Return the variants of what stands in place of a step of a plan where there is none."""
        return ["\n\n".join(offer.lines) for offer in (self.no_plan, *self.no_plan_again)]

    @property
    def opening_lines(self) -> list[str]:
        """Return what is said before the first message, with the languages that the word check reads."""
        known, roman = screened_languages(), self.word_check_in_english_letters
        own = [self.word_check_languages[code] for code in known if code not in roman]
        in_english_letters = [name for code in known for name in roman.get(code, [])]
        return [
            line.replace("{languages}", listed(own, self.language)).replace(
                "{in_english_letters}", listed(in_english_letters, self.language)
            )
            for line in self.opening.lines
        ]

    @property
    def buttons(self) -> list[str]:
        """Return the words on every button, in the same order in each language."""
        return [button for lines in (*self.replies, self.no_plan) for button in lines.buttons]

    @property
    def replies(self) -> list[Lines]:
        """Return every fixed reply, in the same order in each language."""
        asked = self.person_requested, *self.person_requested_again
        return [*self.safety.all, *asked, self.bot_unavailable, *self.bot_unavailable_again]


class OfferedLanguage(Language):
    """A language that may be chosen. `draft`: nobody has approved its words."""

    draft: bool


CATALOGUE = Catalogue(__package__, Texts)
texts = CATALOGUE.of
languages = CATALOGUE.languages
unapproved_languages = CATALOGUE.unapproved


def offered() -> list[OfferedLanguage]:
    """Return the languages that may be chosen now, English first."""
    shown = [one for one in LANGUAGES.values() if texts(one.code).language == one.code]
    return [
        OfferedLanguage(**one.model_dump(), draft=texts(one.code).review.status != "approved")
        for one in shown
    ]


def meant(text: str) -> str:
    """Return the English words of a button that was pressed in another language; any other text as it is.

    Pressing a button sends its words. The word check and the bot know ours for certain in English only.
    """
    return _english_of_buttons().get(text.strip(), text)


def language_of(text: str) -> str | None:
    """Return the language of words that the service said itself; None for anything else."""
    return _language_of_lines().get(text)


@cache
def _language_of_lines() -> dict[str, str]:
    said: dict[str, str] = {}
    for language in languages():
        words = CATALOGUE.file(language)
        for part in words.replies:
            said |= dict.fromkeys(part.lines, language)
        whole = words.returned, words.not_saved, *words.no_plan_offers
        said |= dict.fromkeys(whole, language)
    return said


@cache
def _english_of_buttons() -> dict[str, str]:
    english = CATALOGUE.file(ENGLISH).buttons
    return {
        own: said
        for language in languages()
        for own, said in zip(CATALOGUE.file(language).buttons, english, strict=True)
    }
