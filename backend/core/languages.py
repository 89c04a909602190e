"""The languages that Evenlight can be written in, each by its own name and in its own direction."""

import re
from collections.abc import Sequence
from typing import Literal

from babel.lists import format_list
from pydantic import BaseModel

ENGLISH = "en"
# Groups of digits with spaces are put in order from the right in a text that runs from the right, unless set apart.
GROUPED_DIGITS = re.compile(r"\d[\d ]*(?<= )\d[\d ]*\d|\d+ \d+")
SET_APART, END = "\u2066", "\u2069"


class Language(BaseModel):
    """One language. `name` is what its own speakers call it, `english` what it is called in English."""

    code: str
    name: str
    english: str
    dir: Literal["ltr", "rtl"] = "ltr"


LANGUAGES = {
    language.code: language
    for language in (
        Language(code=ENGLISH, name="English", english="English"),
        Language(code="ur", name="اردو", english="Urdu", dir="rtl"),
        Language(code="bn", name="বাংলা", english="Bengali"),
        Language(code="pl", name="Polski", english="Polish"),
        Language(code="ro", name="Română", english="Romanian"),
        Language(code="pa", name="ਪੰਜਾਬੀ", english="Punjabi"),
    )
}


def tag(language: Language) -> str:
    """Return what a page says in `lang`."""
    return "en-GB" if language.code == ENGLISH else language.code


def set_apart(text: str, language: str) -> str:
    """Keep the order of digits in groups ("0800 068 4141") where the text runs from the right."""
    if LANGUAGES[language].dir == "ltr":
        return text
    return GROUPED_DIGITS.sub(lambda found: f"{SET_APART}{found.group()}{END}", text)


def listed(names: Sequence[str], language: str) -> str:
    """Return names as a list in a sentence of a language: "one, two and three"."""
    return format_list(names, locale="en_GB" if language == ENGLISH else language)
