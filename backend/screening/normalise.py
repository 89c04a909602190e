"""Turns a message into plain words with one space between them, keeping the way back to the original."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, zip_longest

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
_BEFORE_A_THING = frozenset(
    ("the", "a", "my", "these", "those", "some", "all", "of", "with", "more", "many", "every", "his", "her")
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or one mark that ends a sentence, with its place in the folded text. A picture stands for a word."""

    text: str
    start: int
    end: int
    picture: bool = False

    @property
    def ends_sentence(self) -> bool:
        """Whether this is a mark and not a word."""
        return self.text in (STOP, QUESTION)


@dataclass(frozen=True, slots=True)
class Normalised:
    """Words of a message joined by single spaces, with one space before the first and after the last."""

    text: str
    words: Sequence[str]
    tokens: Sequence[Token]  # where each of `words` stands in the folded text
    origins: Sequence[int]  # from there to the original

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original that stand behind `text[start:end]`, in whole words."""
        starts = list(accumulate((len(word) + 1 for word in self.words), initial=1))[:-1]
        first = max(bisect_right(starts, start) - 1, 0)
        last = max(bisect_right(starts, max(end - 1, start)) - 1, first)
        whole = self.tokens[first : last + 1]  # a picture may have moved, so these need not be in order
        return self.origins[min(token.start for token in whole)], self.origins[
            max(token.end for token in whole) - 1
        ] + 1


def join_words(words: Sequence[str], tokens: Sequence[Token], origins: Sequence[int]) -> Normalised:
    """Join words that stand where `tokens` stand in the folded text; `origins` leads from there to the original."""
    return Normalised(" " + " ".join(words) + " " if words else " ", words, tokens, origins)


class Normaliser:
    """Normalises messages with one set of character and spelling tables."""

    def __init__(self, speller: Speller, folder: Folder, pictures: Mapping[str, str]) -> None:
        self._speller = speller
        self._folder = folder
        self._pictures = pictures

    def normalise(self, text: str) -> Normalised:
        """Return the plain words of `text`. Raises nothing on any string."""
        return self.read(self._folder.fold(text))

    def read(self, folded: Folded) -> Normalised:
        """Return the plain words of a text already folded."""
        tokens = _join_contractions(list(self._tokens(folded.text)))
        if any(token.picture for token in tokens):
            tokens = _pictures_settled(tokens)
        tokens = without_single_word_stops(tokens)
        return join_words([token.text for token in tokens], tokens, folded.origins)

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
            elif match[0] in self._pictures:
                yield Token(self._pictures[match[0]], start, end, picture=True)

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


def _pictures_settled(tokens: list[Token]) -> list[Token]:
    """Keep a picture where a word for it would stand ("all my ...", "... myself"); move others behind the sentence.

    So a face in the middle of a phrase does not break it, and is still there for what asks about the sentence.
    """
    settled: list[Token] = []
    held: list[Token] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        asked_for = bool(settled) and settled[-1].text in _BEFORE_A_THING
        does = following is not None and following.text == "myself"
        if token.picture and (token.text == LAUGHTER or not (asked_for or does)):
            held.append(token)
            continue
        if token.ends_sentence:
            settled += held
            held = []
        settled.append(token)
    return settled + held
