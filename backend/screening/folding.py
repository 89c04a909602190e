"""Folds characters to plain lower-case ones, remembering where in the original each came from."""

import unicodedata
from collections.abc import Mapping

_APOSTROPHES = "\u2019\u2018\u02bc\u02bb\u00b4\u0060\u2032\uff07"
_ELLIPSIS = "\u2026"
# Ranges of marks that decorate Latin letters. Marks of other scripts carry vowels and must stay.
_LATIN_MARKS = (range(0x0300, 0x0370), range(0x1AB0, 0x1B00), range(0x1DC0, 0x1E00), range(0x20D0, 0x2100))
# Letters in filled circles and squares, A to Z; these have no compatibility form.
_FILLED_LETTERS = (range(0x1F150, 0x1F16A), range(0x1F170, 0x1F18A))


def _is_dropped(character: str) -> bool:
    code = ord(character)
    if any(code in marks for marks in _LATIN_MARKS):
        return True
    return unicodedata.category(character) == "Cf" or 0xFE00 <= code <= 0xFE0F


def fold_character(character: str, look_alikes: Mapping[str, str]) -> str:
    """Return the plain form of one code point: usually one character, sometimes none or several."""
    if character in _APOSTROPHES:
        return "'"
    if character == _ELLIPSIS:
        return "..."
    for letters in _FILLED_LETTERS:
        if ord(character) in letters:
            return chr(ord("a") + ord(character) - letters.start)
    plain = unicodedata.normalize("NFKD", character).casefold()
    return "".join(look_alikes.get(part, part) for part in plain if not _is_dropped(part))


def fold(text: str, look_alikes: Mapping[str, str]) -> tuple[str, tuple[int, ...] | range]:
    """Return the folded text and, for each of its characters, its code point index in `text`."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        piece = character.lower() if character.isascii() else fold_character(character, look_alikes)
        pieces.append(piece)
        origins.extend([index] * len(piece))
    return "".join(pieces), tuple(origins)
