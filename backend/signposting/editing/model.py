"""An entry with its standing, what was changed in it, and when it is looked at again. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from backend.signposting.model import Display, DisplayRule, Service

CRISIS_DAYS = 30
USUAL_DAYS = 90
SERVICE = TypeAdapter(Service)
HIDDEN_AT_FIRST = DisplayRule(Display.HIDE, None, "New. Hidden until somebody here shows it.")


class Which(StrEnum):
    """Which entries an editor looks at."""

    DUE = "due"
    FLAGGED = "flagged"
    SHOWN = "shown"
    HIDDEN = "hidden"
    ALL = "all"


class Flag(StrEnum):
    """Why a person has to look at an entry that came from a feed."""

    VANISHED = "vanished"
    CHANGED_IN_FEED = "changed_in_feed"


class What(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    SHOWN = "shown"
    CHECKED = "checked"
    IMPORTED = "imported"
    CHANGED_BY_FEED = "changed_by_feed"
    FLAGGED = "flagged"


@dataclass(frozen=True)
class Record:
    """An entry as it is stored. `version` rises with every change by a person or a feed."""

    service: Service
    version: int
    edited_at: datetime | None = None
    flag: Flag | None = None


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as JSON values."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Change:
    """Who changed an entry, when, and what. `by` is a first name or a feed."""

    service_id: str
    at: datetime
    by_id: str
    by: str
    what: What
    fields: tuple[FieldChange, ...] = ()


def begun(service_id: str, wanted: dict[str, Any], checked_on: date, next_on: date | None) -> Service:
    """Return an entry that an editor adds: hidden, like what comes from a feed, and as sure as one person is."""
    return Service(
        **wanted, id=service_id, withheld_channels=(), crisis_rank=None, never_hidden=False, display=HIDDEN_AT_FIRST,
        confidence="medium", as_of=checked_on.isoformat(), unverified=(), notes=(), checked_on=checked_on,
        next_check_on=next_on or checked_on + timedelta(days=USUAL_DAYS),
    )  # fmt: skip


def first_words(service: Service) -> tuple[FieldChange, ...]:
    """Return every field that says something, as the history of a new entry tells it."""
    fields = SERVICE.dump_python(service, mode="json", exclude={"id"})
    return tuple(FieldChange(name, None, value) for name, value in fields.items() if value)


def what_it_is(before: Service, after: Service) -> What:
    """Return what an edit comes to: the public has lost an entry, or has one more, or neither."""
    if before.shown == after.shown:
        return What.EDITED
    return What.SHOWN if after.shown else What.WITHDRAWN


def differences(before: Service, after: Service) -> tuple[FieldChange, ...]:
    """Return the fields that differ."""
    old, new = (SERVICE.dump_python(service, mode="json") for service in (before, after))
    return tuple(FieldChange(name, old[name], new[name]) for name in old if old[name] != new[name])


def next_check(service: Service, today: date) -> date:
    """Return the day on which an entry that is checked today has to be checked again."""
    return today + timedelta(days=CRISIS_DAYS if service.in_a_crisis else USUAL_DAYS)
