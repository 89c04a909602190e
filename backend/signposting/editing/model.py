"""An entry with its standing, what was changed in it, and when it is looked at again. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from backend.signposting.model import Service

CRISIS_DAYS = 30
USUAL_DAYS = 90
SERVICE = TypeAdapter(Service)


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

    EDITED = "edited"
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


def differences(before: Service, after: Service) -> tuple[FieldChange, ...]:
    """Return the fields that differ."""
    old, new = (SERVICE.dump_python(service, mode="json") for service in (before, after))
    return tuple(FieldChange(name, old[name], new[name]) for name in old if old[name] != new[name])


def next_check(service: Service, today: date) -> date:
    """Return the day on which an entry that is checked today has to be checked again."""
    return today + timedelta(days=CRISIS_DAYS if service.in_a_crisis else USUAL_DAYS)
