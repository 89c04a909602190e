"""Which characters a plan keeps. Words are brought into Unicode NFC and never changed in any other way. Pure.

Kept: every script, emoji, the joiners that Urdu and emoji need, and the marks that set one direction inside another.
Refused, with a reason for the form: NUL and the other control characters, half of a surrogate pair, and the two
overrides that turn the letters of any script round, which no language needs and which can disguise a number.
"""

import re
from unicodedata import normalize

_REFUSED = (
    (re.compile("[\ud800-\udfff]"), "contains half of a character pair"),
    (re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"), "contains control characters"),
    (re.compile("[\u202d\u202e]"), "contains a mark that turns letters round"),
)


def refused_character(text: str) -> str | None:
    """Return why a text cannot be kept, for a form; None where it can."""
    return next((reason for pattern, reason in _REFUSED if pattern.search(text)), None)


def kept(text: str) -> str:
    """Return a text as it is kept: in Unicode NFC."""
    return normalize("NFC", text)
