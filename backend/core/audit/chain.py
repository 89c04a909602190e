"""The chain itself, pure: the hash of an entry, and what an edited, removed, reordered or cut-off one looks like."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

GENESIS = "0" * 64


def entry_hash(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry with its place and its predecessor's hash in it (hex)."""
    body = {key: value for key, value in entry.items() if key != "hash"}
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()


def linked(entry: Mapping[str, Any], place: int, previous: str) -> dict[str, Any]:
    """Return an entry that waited for its place, with it."""
    body = {key: value for key, value in entry.items() if key != "waiting"}
    body |= {"place": place, "previous": previous}
    return body | {"hash": entry_hash(body)}


@dataclass(frozen=True)
class Head:
    """The newest entry at one time, noted elsewhere: what comes before it can no longer be cut off unseen."""

    place: int
    hash: str


@dataclass(frozen=True)
class Finding:
    """What is wrong, and at which place."""

    place: int
    says: str


@dataclass
class ChainCheck:
    """Reads entries in the order of their places and notes every break; `heads` are looked for on the way."""

    heads: Iterable[Head] = ()
    findings: list[Finding] = field(default_factory=list)
    length: int = 0
    _previous: str = GENESIS
    _expected: dict[int, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the heads by place."""
        for head in self.heads:
            self._expected.setdefault(head.place, set()).add(head.hash)

    def read(self, entry: Mapping[str, Any]) -> None:
        """Take the next entry."""
        place = entry.get("place")
        if not isinstance(place, int) or place <= self.length:
            self._note(self.length, f"Entry {self.length} is followed by one whose place was changed.")
            return
        if place > self.length + 1:
            self._note(self.length + 1, f"{_span(self.length + 1, place - 1)} missing.")
        elif entry.get("previous") != self._previous:
            self._note(place, f"Entry {place} does not follow the one before it: one of the two was changed.")
        if entry.get("hash") != entry_hash(entry):
            self._note(place, f"Entry {place} was edited.")
        if self._expected.get(place, {entry.get("hash")}) != {entry.get("hash")}:
            self._note(place, f"Entry {place} is not the one that was noted when it was the newest.")
        self.length, self._previous = place, str(entry.get("hash"))

    def end(self) -> list[Finding]:
        """Return what was found, after the last entry."""
        noted = max(self._expected, default=0)
        if noted > self.length:
            self._note(self.length + 1, f"{_span(self.length + 1, noted)} cut off at the end.")
        return self.findings

    def _note(self, place: int, says: str) -> None:
        self.findings.append(Finding(place, says))


def _span(first: int, last: int) -> str:
    return f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
