"""The English of the scripts: each words*.js is one object of texts, read here as the data that it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.jslexer import Token, tokenize, unquote_string

STATIC = Path(__file__).parent.parent / "static"
COUNTED = {"one", "other"}
CALL = "inLanguage"


class NotWords(Exception):
    """A file of words holds something else than names and texts."""


def script_english(path: Path) -> dict[str, Any]:
    """Return what a file hands to inLanguage(), by the name given there: nested dicts and lists of texts."""
    text = path.read_text(encoding="utf-8")
    tokens = [token for token in tokenize(text) if "comment" not in token.type]
    starts = [n for n, token in enumerate(tokens) if token.value == CALL and tokens[n + 1].value == "("]
    found = {}
    for start in starts:
        reader = _Reader(path.name, tokens[start + 4 :])
        found[unquote_string(tokens[start + 2].value)] = reader.value()
    return found


class _Reader:
    """Reads one literal. Raises NotWords where it is more than names and texts."""

    def __init__(self, name: str, tokens: list[Token]) -> None:
        self._name, self._tokens, self._at = name, tokens, 0

    def value(self) -> Any:
        """Return the literal that begins here."""
        token = self._take()
        if token.value == "{":
            return dict(self._until("}", self._pair))
        if token.value == "[":
            return dict(self._until("]", self._item))
        if token.type != "string":
            raise NotWords(f"{self._name}, line {token.lineno}: {token.value}")
        said = unquote_string(token.value)
        while self._next().value == "+":
            self._take()
            said += unquote_string(self._take().value)
        return said

    def _until(self, end: str, part: Any) -> Iterator[tuple[str, Any]]:
        number = 0
        while self._next().value != end:
            yield part(number)
            number += 1
            if self._next().value == ",":
                self._take()
        self._take()

    def _pair(self, _number: int) -> tuple[str, Any]:
        name = self._take()
        self._take()  # the colon
        return unquote_string(name.value) if name.type == "string" else name.value, self.value()

    def _item(self, number: int) -> tuple[str, Any]:
        return str(number), self.value()

    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]


def flat(words: Any, path: str) -> Iterator[tuple[str, str | tuple[str, str]]]:
    """Yield (path, text), and (path, (one, other)) for what says how many."""
    if isinstance(words, str):
        yield path, words
    elif words.keys() == COUNTED:
        yield path, (words["one"], words["other"])
    else:
        for name, inner in words.items():
            yield from flat(inner, f"{path}.{name}")
