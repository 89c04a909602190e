"""The languages that Evenlight can be written in, each by its own name and in its own direction."""

from typing import Literal

from pydantic import BaseModel

ENGLISH = "en"


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
