"""The small language phrases are written in, compiled to bounded regular expressions.

    want to die            these words in this order; a missing space is forgiven
    overdos*               a word that starts so
    (kill|hurt) myself     one of several phrases
    {want}                 a slot: a named set of phrases
    really?  (so much)?    may be left out; a group takes the question mark outside
    ..3                    up to three other words of the same sentence

There is no unbounded repetition, so matching takes time in proportion to the length of the message.
"""

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, reduce

_LEXEME = re.compile(
    r"\s*(?:(?P<gap>\.\.(\d))|\{(?P<slot>[a-z][a-z0-9_]*)\}|(?P<word>[^\W_]+\*?)|(?P<mark>[()|?]))"
)
_EDGE = r"[^\W_]"
_GAP_MAX = 6
_OTHERS_MAX = 3  # more would cost more than they spare
_COMMON = (
    "i im a an the to my me and or of in on it is so be do for you he she they we at no not with that this was "
    "were will just all can are have had has get go going want dont cant if but as by up what"
)
COMMON_WORDS = frozenset(_COMMON.split())
Anchors = frozenset[str]
Spell = Callable[[str], str]  # a word, or its beginning with a star, as the normaliser would spell it


class PatternError(ValueError):
    """A phrase pattern is not well formed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a pattern: its expression, and words one of which is in every text it matches (empty: none).

    `others` are more such sets of words: of each, one is in every text it matches.
    """

    expression: str
    anchors: Anchors
    others: tuple[Anchors, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """A phrase ready for searching. It can only match a text with one of `anchors` and one of each of `others`."""

    source: str
    anchors: Anchors
    others: tuple[Anchors, ...] = ()

    def could_match(self, present: AbstractSet[str]) -> bool:
        """Tell whether a text that holds the words `present`, of all that patterns ask for, may match."""
        return not present.isdisjoint(self.anchors) and not any(map(present.isdisjoint, self.others))

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression, compiled when first needed: most are never met, and compiling all takes a second."""
        return re.compile(self.source)


def _weight(anchors: Anchors) -> int:
    """Order sets of anchors by how rarely their most ordinary word is met."""
    if not anchors:
        return -1
    return min(0 if word in COMMON_WORDS else len(word) for word in anchors)


def _in_sequence(pieces: list[Piece]) -> Piece:
    needed = [each for piece in pieces for each in (piece.anchors, *piece.others) if each]
    best, *others = sorted(needed, key=_weight, reverse=True) or [frozenset()]
    telling = tuple(each for each in others if _weight(each))[:_OTHERS_MAX]
    return Piece("".join(piece.expression for piece in pieces), best, telling)


def _one_of(pieces: list[Piece]) -> Piece:
    if len(pieces) == 1:
        return pieces[0]
    known = all(piece.anchors for piece in pieces)
    anchors = reduce(frozenset.union, (piece.anchors for piece in pieces)) if known else frozenset()
    return Piece("(?:" + "|".join(piece.expression for piece in pieces) + ")", anchors)


class _Parser:
    def __init__(self, source: str, slots: Mapping[str, Piece], spell: Spell) -> None:
        self._source = source
        self._slots = slots
        self._spell = spell
        self._lexemes = self._read(source)
        self._at = 0

    @staticmethod
    def _read(source: str) -> list[re.Match[str]]:
        lexemes, at = [], 0
        source = source.rstrip()
        while at < len(source):
            match = _LEXEME.match(source, at)
            if match is None:
                raise PatternError(f"cannot read {source[at:]!r} in {source!r}")
            lexemes.append(match)
            at = match.end()
        return lexemes

    def _mark(self) -> str | None:
        return self._lexemes[self._at]["mark"] if self._at < len(self._lexemes) else None

    def parse(self) -> Piece:
        piece = self._alternatives()
        if self._at != len(self._lexemes):
            raise PatternError(f"unbalanced bracket in {self._source!r}")
        return piece

    def _alternatives(self) -> Piece:
        pieces = [self._sequence()]
        while self._mark() == "|":
            self._at += 1
            pieces.append(self._sequence())
        return _one_of(pieces)

    def _sequence(self) -> Piece:
        pieces = []
        while self._at < len(self._lexemes) and self._mark() not in ("|", ")"):
            pieces.append(self._item())
        if not pieces:
            raise PatternError(f"empty alternative in {self._source!r}")
        return _in_sequence(pieces)

    def _item(self) -> Piece:
        piece = self._atom()
        if self._mark() == "?":
            self._at += 1
            return Piece(f"(?:{piece.expression})?", frozenset())
        return piece

    def _atom(self) -> Piece:
        lexeme = self._lexemes[self._at]
        self._at += 1
        if lexeme["gap"]:
            return self._gap(int(lexeme[2]))
        if lexeme["slot"]:
            if lexeme["slot"] not in self._slots:
                raise PatternError(f"no slot {lexeme['slot']!r}, needed by {self._source!r}")
            return self._slots[lexeme["slot"]]
        if lexeme["word"]:
            return _word(lexeme["word"], self._spell)
        if lexeme["mark"] != "(":
            raise PatternError(f"misplaced {lexeme['mark']!r} in {self._source!r}")
        piece = self._alternatives()
        if self._mark() != ")":
            raise PatternError(f"unbalanced bracket in {self._source!r}")
        self._at += 1
        return piece

    def _gap(self, words: int) -> Piece:
        if not 1 <= words <= _GAP_MAX:
            raise PatternError(f"a gap is 1 to {_GAP_MAX} words, in {self._source!r}")
        return Piece(rf"(?:(?<!{_EDGE}){_EDGE}+ ){{0,{words}}}", frozenset())


def _as_written(word: str) -> str:
    return word.removesuffix("*")


def _word(written: str, spell: Spell) -> Piece:
    if written.endswith("*"):
        stem = spell(written)
        return Piece(rf"{stem}{_EDGE}{{0,12}} ?", frozenset({stem}))
    word = spell(written)
    return Piece(f"{word} ?", frozenset({word}))


def parse(source: str, slots: Mapping[str, Piece], spell: Spell = _as_written) -> Piece:
    """Return the expression of one phrase. Raises PatternError when it is not well formed."""
    return _Parser(source, slots, spell).parse()


def compile_pattern(source: str, slots: Mapping[str, Piece], spell: Spell = _as_written) -> Pattern:
    """Return the phrase compiled for searching in normalised text. Raises PatternError."""
    piece = parse(source, slots, spell)
    if not piece.anchors:
        raise PatternError(f"no word is certain to be present in {source!r}")
    return Pattern(rf"(?<!{_EDGE})(?:{piece.expression})(?!{_EDGE})", piece.anchors, piece.others)
