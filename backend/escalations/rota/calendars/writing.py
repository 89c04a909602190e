"""Shifts as an iCalendar document. It says "On call" and when, and nothing else. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from backend.escalations.rota.model import Shift

PRODUCT = "-//Evenlight//Rota//EN"
REFRESH_EVERY = timedelta(hours=1)


def calendar_of(shifts: Iterable[Shift], stamped_at: datetime) -> bytes:
    """Return a calendar with one event a shift, in UTC; `stamped_at` is when it was read (UTC)."""
    calendar = Calendar()
    for name, value in {"prodid": PRODUCT, "version": "2.0", "method": "PUBLISH"}.items():
        calendar.add(name, value)
    calendar.add("refresh-interval", REFRESH_EVERY, {"value": "DURATION"})
    for shift in shifts:
        calendar.add_component(_event(shift, stamped_at))
    return bytes(calendar.to_ical())


def _event(shift: Shift, stamped_at: datetime) -> Event:
    event = Event()
    event.add("uid", _uid(shift))
    event.add("dtstamp", stamped_at)
    event.add("dtstart", shift.starts_at)
    event.add("dtend", shift.ends_at)
    event.add("summary", "On call")
    event.add("class", "PRIVATE")
    return event


def _uid(shift: Shift) -> str:
    """Return the same id for the same stretch of the same person each time, and one that tells nobody who."""
    named = f"{shift.id}|{shift.staff_id}|{shift.starts_at.isoformat()}"
    return f"{sha256(named.encode()).hexdigest()[:32]}@evenlight"
