"""The direction and the most likely language of a text, for whoever has it read aloud. Pure."""

import re
from typing import NamedTuple
from unicodedata import bidirectional


class Script(NamedTuple):
    """A script: its letters, the languages written in it, the most likely of them here first."""

    letters: re.Pattern[str]
    languages: tuple[str, ...]


SCRIPTS = (
    Script(re.compile("[\u0600-\u08ff\ufb50-\ufefc]"), ("ur", "ar", "fa", "ps", "sd", "ckb")),
    Script(re.compile("[\u0980-\u09ff]"), ("bn", "as")),
    Script(re.compile("[\u0a00-\u0a7f]"), ("pa",)),
    Script(re.compile("[\u0900-\u097f]"), ("hi", "ne", "mr")),
    Script(re.compile("[\u0400-\u052f]"), ("bg", "ru", "uk")),
)
ARABIC, BENGALI, GURMUKHI = (script.languages for script in SCRIPTS[:3])

_RTL = frozenset({"R", "AL"})
_STRONG = _RTL | {"L"}
_TAG = re.compile(r"[a-z]{2,3}(?=-|$)")


def primary(tag: str) -> str:
    """Return the language of a BCP 47 tag, such as `pt` of `pt-BR`; English of what is no tag."""
    found = _TAG.match(tag.lower())
    return found[0] if found else "en"


def direction(language: str) -> str:
    """Return `rtl` or `ltr`."""
    return "rtl" if language in ARABIC else "ltr"


def manner(text: str, language: str) -> tuple[str, str]:
    """Return the language and the direction of a text, from its first letter.

    `language` is its writer's: theirs stays wherever the script may be theirs. A number without a letter is `ltr`.
    """
    kinds = [bidirectional(character) for character in text]
    strong = next((place for place, kind in enumerate(kinds) if kind in _STRONG), None)
    if strong is None:
        return language, "ltr" if "EN" in kinds else direction(language)
    return _language(text[strong], language), "rtl" if kinds[strong] in _RTL else "ltr"


def _language(letter: str, language: str) -> str:
    for script in SCRIPTS:
        if script.letters.match(letter):
            return language if language in script.languages else script.languages[0]
    latin = not any(language in script.languages for script in SCRIPTS)
    return language if latin else "en"
