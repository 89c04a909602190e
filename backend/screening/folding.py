"""Folds characters to plain lower-case ones, remembering where in the original each came from."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

_APOSTROPHES = "\u2019\u2018\u02bc\u02bb\u00b4\u0060\u2032\uff07"
_ELLIPSIS = "\u2026"
_STRETCHER = "\u0640"  # the Arabic tatweel
_MARKS = ("Mn", "Mc", "Me", "Cf")
# Letters in filled circles and squares, A to Z; these have no compatibility form.
_FILLED_LETTERS = (range(0x1F150, 0x1F16A), range(0x1F170, 0x1F18A))


@dataclass(frozen=True, slots=True)
class Folded:
    """Plain text and, for each of its characters, its code point index in the original."""

    text: str
    origins: Sequence[int]


def _without_mark(part: str) -> str:
    """Drop a mark; a vowel sign of Bengali or Gurmukhi becomes the letter of that vowel."""
    if unicodedata.category(part) not in _MARKS and part != _STRETCHER:
        return part
    name = unicodedata.name(part, "")
    if "VOWEL SIGN" not in name:
        return ""
    try:
        return unicodedata.lookup(name.replace("VOWEL SIGN", "LETTER"))
    except KeyError:
        return ""


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
    return "".join(look_alikes.get(part, part) for part in map(_without_mark, plain))


class Folder:
    """Folds with one table of characters drawn alike."""

    def __init__(self, look_alikes: Mapping[str, str]) -> None:
        self._fold = lru_cache(maxsize=4096)(partial(fold_character, look_alikes=look_alikes))

    def fold(self, text: str) -> Folded:
        """Return `text` folded. Raises nothing on any string."""
        if text.isascii():
            return Folded(text.lower(), range(len(text)))
        pieces: list[str] = []
        origins: list[int] = []
        for index, character in enumerate(text):
            piece = self._fold(character)
            pieces.append(piece)
            origins.extend([index] * len(piece))
        return Folded("".join(pieces), tuple(origins))
