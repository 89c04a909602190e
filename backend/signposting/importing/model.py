"""A feed, and what becomes of each line of it. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from backend.signposting.editing.model import SERVICE
from backend.signposting.model import Display, DisplayRule, Service

HIDDEN_AT_FIRST = DisplayRule(Display.HIDE, None, "From a feed. Hidden until somebody here has checked it.")


class Outcome(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FLAGGED = "flagged"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"
    VANISHED = "vanished"


@dataclass(frozen=True)
class Feed:
    """Where services come from. `address` is a URL, or the name of a file."""

    publisher: str
    licence: str
    address: str

    @property
    def id(self) -> str:
        """Return the short name that entries of this feed begin with."""
        return re.sub(r"[^a-z0-9]+", "-", self.publisher.lower()).strip("-") or "feed"


@dataclass(frozen=True)
class Line:
    """One service of a feed: its place (from 1, or None for one that is not in it any more), and what becomes of it.

    `details` are the reasons, or the fields that change, in words.
    """

    number: int | None
    id: str
    name: str
    outcome: Outcome
    details: tuple[str, ...] = ()


@dataclass
class Counts:
    """How many lines had which outcome."""

    of: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))

    def add(self, line: Line) -> Line:
        """Count a line and return it."""
        self.of[line.outcome] += 1
        return line


@dataclass(frozen=True)
class Run:
    """An import that was stored: when, by whom (empty: from the command line), from where, and what it came to."""

    at: datetime
    by: str
    address: str
    counts: Mapping[Outcome, int]


@dataclass(frozen=True)
class Imported:
    """A feed that was imported: its newest runs, newest first, and how many lines of it are held back."""

    feed: Feed
    runs: tuple[Run, ...]
    held_back: int


def digest_of(service: Service) -> str:
    """Return what tells one version of a feed's entry from another."""
    text = json.dumps(SERVICE.dump_python(service, mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_time(service: Service, today: date) -> Service:
    """Return an entry as it is stored when it is new: hidden, and due for a check."""
    return replace(service, display=HIDDEN_AT_FIRST, next_check_on=today)


def over(stored: Service, service: Service) -> Service:
    """Return the feed's version with what was decided here: whether it is shown, and when it is checked."""
    return replace(
        service, display=stored.display, checked_on=stored.checked_on, next_check_on=stored.next_check_on
    )
