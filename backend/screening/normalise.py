"""Turns a message into plain words with one space between them, keeping the way back to the original."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from backend.screening.folding import Folded, Folder
from backend.screening.spelling import Speller

STOP, QUESTION, LAUGHTER = ".", "?", "haha"

_LETTER = r"[^\W_]"
TOKEN = re.compile(
    # Letters written apart: three or more single ones with the same separator between them.
    rf"(?P<apart>(?<!{_LETTER})(?<!')[a-z](?P<gap>[ .\-_*]{{1,2}})[a-z](?:(?P=gap)[a-z])+(?!{_LETTER}|'))"
    rf"|(?P<word>{_LETTER}+(?:['*#@$!|]{{1,4}}{_LETTER}+)*)"
    r"|(?P<pause>\.{2,})"
    r"|(?P<question>[?\u061f])"
    r"|(?P<stop>[.!;\n\u0964\u06d4])"
    r"|(?P<other>\S)"
)
NOT_LETTERS = re.compile(r"[\W_]+")
SPLIT = re.compile(rf"{_LETTER}+")
_TAILS = {"m", "ve", "ll", "d", "re", "s"}
_HEADS = {"i", "you", "he", "she", "it", "we", "they", "that", "there", "what", "who", "lets"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one mark that ends a sentence, with its place in the folded text."""

    text: str
    start: int
    end: int

    @property
    def ends_sentence(self) -> bool:
        """Whether this is a mark and not a word."""
        return self.text in (STOP, QUESTION)


@dataclass(frozen=True, slots=True)
class Normalised:
    """Words of a message joined by single spaces, with one space before the first and after the last."""

    text: str
    token_starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original that stand behind `text[start:end]`, in whole words."""
        first = max(bisect_right(self.token_starts, start) - 1, 0)
        last = max(bisect_right(self.token_starts, max(end - 1, start)) - 1, first)
        return self.spans[first][0], self.spans[last][1]


def join_tokens(tokens: Sequence[Token], origins: Sequence[int]) -> Normalised:
    """Join tokens of the folded text; `origins` leads from there to the original."""
    pieces, starts, spans = [" "], [], []
    length = 1
    for token in tokens:
        starts.append(length)
        spans.append((origins[token.start], origins[token.end - 1] + 1))
        pieces.append(token.text + " ")
        length += len(token.text) + 1
    return Normalised("".join(pieces), tuple(starts), tuple(spans))


class Normaliser:
    """Normalises messages with one set of character and spelling tables."""

    def __init__(self, speller: Speller, folder: Folder, laughter: frozenset[str]) -> None:
        self._speller = speller
        self._folder = folder
        self._laughter = laughter

    def normalise(self, text: str) -> Normalised:
        """Return the plain words of `text`. Raises nothing on any string."""
        return self.read(self._folder.fold(text))

    def read(self, folded: Folded) -> Normalised:
        """Return the plain words of a text already folded."""
        tokens = without_single_word_stops(_join_contractions(list(self._tokens(folded.text))))
        return join_tokens(tokens, folded.origins)

    def _tokens(self, folded: str) -> Iterator[Token]:
        for match in TOKEN.finditer(folded):
            kind, start, end = match.lastgroup, match.start(), match.end()
            if kind == "word":
                yield from self._words(match[0], start, end)
            elif kind == "stop":
                yield Token(STOP, start, end)
            elif kind == "question":
                yield Token(QUESTION, start, end)
            elif match["apart"]:
                yield from self._words(NOT_LETTERS.sub("", match[0]), start, end)
            elif match[0] in self._laughter:
                yield Token(LAUGHTER, start, end)

    def _words(self, written: str, start: int, end: int) -> Iterator[Token]:
        resolved = self._speller.resolve(written)
        if resolved is not None:
            yield Token(resolved, start, end)
            return
        for part in SPLIT.finditer(written):
            word = self._speller.resolve(part[0]) or part[0]
            yield Token(word, start + part.start(), start + part.end())


def _is_contraction(head: Token, tail: Token) -> bool:
    """Tell whether two words are one that lost its apostrophe: "don t", "i m"."""
    if tail.start - head.end != 1:
        return False
    if tail.text == "t":
        return head.text.endswith(("n", "nt")) and len(head.text) > 2
    return tail.text in _TAILS and head.text in _HEADS


def _join_contractions(tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    for token in tokens:
        if joined and _is_contraction(joined[-1], token):
            head = joined.pop()
            tail = "" if head.text.endswith("nt") else token.text
            joined.append(Token(head.text + tail, head.start, token.end))
        else:
            joined.append(token)
    return joined


def without_single_word_stops(tokens: list[Token]) -> list[Token]:
    """Drop the stops of a message written one. word. at. a. time."""
    stops = [-1, *(index for index, token in enumerate(tokens) if token.ends_sentence), len(tokens)]
    lengths = [right - left - 1 for left, right in pairwise(stops)]
    dropped = {
        stop
        for stop, before, after in zip(stops[1:-1], lengths, lengths[1:], strict=False)
        if before == 1 and after == 1
    }
    return [token for index, token in enumerate(tokens) if index not in dropped]
