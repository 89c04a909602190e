"""Reading a feed from a file one service at a time, however many there are: a list, a page, or one after the other."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TextIO

from backend.core.problem import Problem

OF_A_NUMBER = "0123456789.eE+-"
LISTS = frozenset({"contents", "services", "service"})
CHUNK_CHARACTERS = 256 * 1024
MOST_CHARACTERS = 8 * 1024 * 1024  # of one service; longer ones would have to fit into memory
BROKEN = "The file is not JSON, or it breaks off in the middle."

Source = Path | bytes  # a file, or what was in one


class BrokenFeed(Problem):
    """The file is not JSON that holds services, or ends too early. Nothing of it is taken in."""

    status, key, title = 422, "broken-feed", "The feed cannot be read, and nothing was taken in"


def records(source: Source) -> Iterator[Any]:
    """Yield what stands where a service should be. Raises BrokenFeed where the file breaks off or is no feed."""
    try:
        with _opened(source) as file:
            yield from _Text(file).services()
    except (ValueError, RecursionError) as error:  # Not JSON, not UTF-8, or nested without end.
        raise BrokenFeed(BROKEN) from error
    except OSError as error:
        raise BrokenFeed("The file cannot be opened.") from error


def count(source: Source) -> int:
    """Read the whole feed once and return how many there are. Raises BrokenFeed."""
    return sum(1 for _ in records(source))


def _opened(source: Source) -> TextIO:
    if isinstance(source, bytes):
        return io.TextIOWrapper(io.BytesIO(source), encoding="utf-8-sig")
    return source.open(encoding="utf-8-sig")


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


class _Text:
    """JSON that is read a chunk at a time: only the value that is being read is in memory.

    Not ijson: text that is nested without end keeps it busy for minutes, and a feed is somebody else's text.
    """

    def __init__(self, file: TextIO) -> None:
        self._file, self._buffer, self._at, self._ended = file, "", 0, False
        self._decoder = json.JSONDecoder(parse_constant=_refused)

    def services(self) -> Iterator[Any]:
        """Yield the services, wherever in the file they are."""
        first = self._next()
        if first == "[":
            yield from self._items()
        elif first == "{":
            yield from self._in_a_document()
        else:
            raise BrokenFeed("There is no list of services in it.")
        if self._next():
            raise ValueError("something stands behind the end")

    def _in_a_document(self) -> Iterator[Any]:
        """Yield the list of a page; a document without one is the first of several services."""
        document: dict[str, Any] = {}
        is_page = False
        self._take("{")
        while self._next() != "}":
            key = self._value()
            self._take(":")
            if key in LISTS and self._next() == "[" and not is_page:
                is_page = True
                yield from self._items()
            else:
                document[str(key)] = self._value()
            self._comma("}")
        self._take("}")
        if not is_page:
            yield document
            while self._next():
                yield self._value()

    def _items(self) -> Iterator[Any]:
        self._take("[")
        while self._next() != "]":
            yield self._value()
            self._comma("]")
        self._take("]")

    def _comma(self, end: str) -> None:
        if self._next() == end:
            return
        self._take(",")
        if self._next() == end:
            raise ValueError("a comma before the end")

    def _take(self, character: str) -> None:
        if self._next() != character:
            raise ValueError(f"{character} is missing")
        self._at += 1

    def _next(self) -> str:
        """Return the next character that is no space, without taking it; "" at the end."""
        while True:
            while self._at < len(self._buffer) and self._buffer[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def _value(self) -> Any:
        self._next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError:
                if not self._more():
                    raise
                continue
            if not self._buffer[end:].lstrip(OF_A_NUMBER) and self._more():
                continue  # A number may go on in what follows.
            self._at = end
            return value

    def _more(self) -> bool:
        """Read on, and forget what was taken."""
        if self._ended:
            return False
        if len(self._buffer) - self._at > MOST_CHARACTERS:
            raise BrokenFeed("One service in it is too large, or it is no JSON.")
        chunk = self._file.read(CHUNK_CHARACTERS)
        self._buffer, self._at, self._ended = self._buffer[self._at :] + chunk, 0, not chunk
        return bool(chunk)
