"""From an iCalendar document to lines of a report: one event each, understood or not. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256

from icalendar import Calendar, Event

from backend.core.clock import LONDON
from backend.core.problem import Problem, Unprocessable
from backend.escalations.rota.layers import instant
from backend.escalations.rota.model import Shift
from backend.escalations.rota.rules import check_shift

MOST_EVENTS = 400


@dataclass(frozen=True)
class Colleague:
    """Somebody who can be on call, and the names that a calendar may use (usernames, e-mail addresses)."""

    id: str
    first_name: str
    names: frozenset[str]


@dataclass(frozen=True)
class Line:
    """One event: the shift that it is, or what is wrong with it. `number` counts from 1."""

    number: int
    shift: Shift | None
    first_name: str | None
    problem: str | None


class _Unclear(Exception):
    """Why an event is no shift, in a sentence."""


def lines_of(document: bytes, colleagues: list[Colleague], now: datetime) -> list[Line]:
    """Return a line for each event, in order. Raises Unprocessable where the document is no calendar."""
    return [_line(number, event, colleagues, now) for number, event in enumerate(_events(document), 1)]


def _events(document: bytes) -> Iterator[Event]:
    try:
        calendars = Calendar.from_ical(document, multiple=True)
    except (ValueError, LookupError, TypeError, OSError) as error:  # OSError: a zone such as "Europe"
        raise Unprocessable("This is not a calendar that can be read (iCalendar, .ics).") from error
    events = [one for found in calendars for one in found.walk("VEVENT") if isinstance(one, Event)]
    if not events:
        raise Unprocessable("This calendar has no events.")
    if len(events) > MOST_EVENTS:
        raise Unprocessable(f"This calendar has more than {MOST_EVENTS} events. Send it in parts.")
    yield from events


def _line(number: int, event: Event, colleagues: list[Colleague], now: datetime) -> Line:
    try:
        starts_at, ends_at = _times(event)
        who = _who(event, colleagues)
        check_shift(starts_at, ends_at, now)
    except (_Unclear, Unprocessable) as error:
        says = error.detail if isinstance(error, Problem) else str(error)
        return Line(number, None, None, says)
    return Line(number, Shift(_id(event, who, starts_at), who.id, starts_at, ends_at), who.first_name, None)


def _times(event: Event) -> tuple[datetime, datetime]:
    if event.get("RRULE") or event.get("RDATE"):
        raise _Unclear("It repeats. Add a layer for this, or send its events one by one.")
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        raise _Unclear("It is cancelled.")
    try:
        start = event.decoded("DTSTART")
        end = event.decoded("DTEND") if "DTEND" in event else start + event.decoded("DURATION")
        return _utc(start), _utc(end)
    except (LookupError, ValueError, TypeError, AttributeError, OverflowError, OSError):
        raise _Unclear("It does not say when it starts and ends.") from None


def _utc(value: date | datetime) -> datetime:
    """Return the instant; a time without a zone, and a day, are those of London."""
    if not isinstance(value, datetime):
        return instant(value, time(0))
    aware = value if value.tzinfo else value.replace(tzinfo=LONDON)
    return aware.astimezone(UTC)


def _who(event: Event, colleagues: list[Colleague]) -> Colleague:
    found = _attendees(event, colleagues) or _named(str(event.get("SUMMARY", "")), colleagues)
    if not found:
        raise _Unclear("It names nobody on the staff list, by address or in its title.")
    if len(found) > 1:
        names = " or ".join(sorted(one.first_name for one in found))
        raise _Unclear(f"It could be {names}: name one person.")
    return found[0]


def _attendees(event: Event, colleagues: list[Colleague]) -> list[Colleague]:
    listed = event.get("ATTENDEE", [])
    addresses = {
        re.sub(r"^mailto:", "", str(one), flags=re.IGNORECASE).strip().casefold()
        for one in (listed if isinstance(listed, list) else [listed])
    }
    return [one for one in colleagues if one.names & addresses]


def _named(summary: str, colleagues: list[Colleague]) -> list[Colleague]:
    words = re.findall(r"[\w.@-]+", summary.casefold())
    said = f" {' '.join(words)} "
    by_username = [one for one in colleagues if any(f" {name} " in said for name in one.names)]
    return by_username or [one for one in colleagues if f" {one.first_name.casefold()} " in said]


def _id(event: Event, who: Colleague, starts_at: datetime) -> str:
    """Return the same id for the same event each time, so that taking it in again changes nothing."""
    named = f"{event.get('UID', '')}|{who.id}|{starts_at.isoformat()}"
    return f"ics-{sha256(named.encode()).hexdigest()[:32]}"
