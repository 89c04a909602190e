"""Turns a message into windows of plain words, and a window into the features that were learned from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from backend.screening.folding import Folded

COLUMNS = 1 << 16
VERSION = 2  # raised with every change here: a file trained for another version is refused
WINDOW_WORDS = 16
_PARTS = (3, 4, 5)  # letters
_WORD = re.compile(r"(?P<stop>[.!?;\n\u0964\u06d4\u061f]+)|[^\W_]+(?:'[^\W_]+)*")
_LONG = re.compile(r"(.)\1{2,}")
_TWICE = re.compile(r"(.)\1+")
_SOUNDS = [("kh", "k"), ("gh", "g"), ("ch", "c"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("bh", "b")]
_SOUNDS += [
    ("ph", "p"),
    ("jh", "j"),
    ("zh", "j"),
    ("z", "j"),
    ("w", "v"),
    ("q", "k"),
    ("x", "ks"),
    ("ck", "k"),
]
_VOWELS = str.maketrans("", "", "aeiouy")
_WORD_MAX = 24  # letters; a longer run is no word


@dataclass(frozen=True, slots=True)
class Window:
    """Words that stand together; `start` and `end` are code points of the text as it was written."""

    words: tuple[str, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(self.words)


_Word = tuple[str, int, int]


def _clauses(folded: Folded) -> Iterator[list[_Word]]:
    clause: list[_Word] = []
    for match in _WORD.finditer(folded.text):
        if match.lastgroup == "stop":
            yield clause
            clause = []
        else:
            word = _LONG.sub(r"\1\1", match[0].replace("'", ""))[:_WORD_MAX]
            clause.append((word, folded.origins[match.start()], folded.origins[match.end() - 1] + 1))
    yield clause


def _packed(clauses: list[list[_Word]]) -> Iterator[list[_Word]]:
    """Join short neighbouring clauses; cut long ones into pieces that overlap by half."""
    held: list[_Word] = []
    for clause in clauses:
        if held and len(held) + len(clause) > WINDOW_WORDS:
            yield held
            held = []
        held = held + clause
        if len(held) > WINDOW_WORDS:
            half = WINDOW_WORDS // 2
            yield from (held[at : at + WINDOW_WORDS] for at in range(0, len(held) - half, half))
            held = []
    if held:
        yield held


def windows(folded: Folded) -> list[Window]:
    """Return the windows of a message, together all of its words."""
    clauses = [clause for clause in _clauses(folded) if clause]
    packed = _packed(clauses)
    return [Window(tuple(word for word, _, _ in part), part[0][1], part[-1][2]) for part in packed]


def _sound(word: str) -> str:
    """Return the consonants of a word in Latin letters: its vowels are spelt in many ways."""
    if not word.isascii():
        return word
    for old, new in _SOUNDS:
        word = word.replace(old, new)
    return _TWICE.sub(r"\1", word[:1] + word[1:].translate(_VOWELS))


def _column(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass")) % COLUMNS


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[str, tuple[int, ...]]:
    """Return the sound of a word, and the columns of the word, of its sound and of its parts."""
    sound, edged = _sound(word), f"<{word}>"
    parts = (edged[at : at + size] for size in _PARTS for at in range(len(edged) - size + 1))
    return sound, tuple(_column(name) for name in ("w" + word, "k" + sound, *parts))


def _near(words: Sequence[str], marks: tuple[str, str, str]) -> Iterator[str]:
    """Yield each pair, each three, and each pair with one word between."""
    two, three, gap = marks
    for one, other in pairwise(words):
        yield f"{two}{one} {other}"
    for one, middle, other in zip(words, words[1:], words[2:], strict=False):
        yield f"{three}{one} {middle} {other}"
        yield f"{gap}{one} {other}"


def columns(words: Sequence[str]) -> NDArray[np.int64]:
    """Return the columns, sorted and each once, that the words of a window stand for."""
    known = [_of_word(word) for word in words]
    found = {column for _, of_word in known for column in of_word}
    found.update(map(_column, _near(words, ("b", "t", "s"))))
    found.update(map(_column, _near([sound for sound, _ in known], ("l", "m", "n"))))
    return np.array(sorted(found), dtype=np.int64)
