"""The sentences about one service at one instant: open until when, and how far that can be trusted."""

import re
from datetime import date, datetime, timedelta

from backend.core.clock import LONDON, london_clock_time
from backend.signposting.hours import Availability
from backend.signposting.model import Service, State

SOON = timedelta(hours=1)
NOT_CONFIRMED = "Hours not confirmed. Check before you rely on it."
FORM_SAYS = "Online form, at any time. Nobody answers straight away."
BEFORE_TRAVEL = "Check before you travel"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def says(found: Availability, now: datetime) -> str:
    """Return the sentence to show, such as "Open now, closes at 22:00 (in 20 minutes)"."""
    if found.state is State.UNKNOWN:
        return NOT_CONFIRMED
    if found.state is State.OPEN:
        return f"Open now, {_closing(found.closes_at, now)}"
    if found.opens_at is None:
        return "Closed"
    return f"Closed, opens at {london_clock_time(found.opens_at)} {_day(found.opens_at, now)}"


def checked(service: Service) -> str:
    """Return how old the facts are: who made sure here, or what the sources say about themselves."""
    if service.checked_on:
        return f"Checked on {day_in_words(service.checked_on)}"
    age = _age_of_sources(service.as_of)
    return f"Information from {age}" if age else "It is not known how old this information is"


def label(service: Service, day: date) -> str | None:
    """Return every caution about an entry in one line, or None."""
    cautions = [service.display.label]
    if service.overdue(day):
        since = day_in_words(service.checked_on) if service.checked_on else _age_of_sources(service.as_of)
        cautions.append(f"Not checked since {since}" if since else "Not checked for a long time")
    goes_there = any(way.type == "in_person" for way in service.public_channels)
    if goes_there and not service.in_a_crisis:
        cautions.append(BEFORE_TRAVEL)
    return ". ".join(caution for caution in cautions if caution) or None


def day_in_words(day: date) -> str:
    """Return a day as people write it, such as "12 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _age_of_sources(as_of: str) -> str | None:
    """Return "23 November 2026", "March 2023", "2024" or "2022 to 2024"; None for anything else."""
    if re.fullmatch(r"\d{4}", as_of):
        return as_of
    if years := re.fullmatch(r"(\d{4})-((?:19|20)\d{2})", as_of):
        return f"{years[1]} to {years[2]}"
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?", as_of)
    if found is None:
        return None
    month = f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    return f"{int(found[3])} {month}" if found[3] else month


def _closing(closes_at: datetime | None, now: datetime) -> str:
    if closes_at is None:
        return "all day and night"
    wall, left = london_clock_time(closes_at), closes_at - now
    if left >= timedelta(days=1):
        return f"closes at {wall} {_day(closes_at, now)}"
    wall = "midnight" if wall == "00:00" else wall
    return f"closes at {wall} (in {_minutes(left)})" if left <= SOON else f"closes at {wall}"


def _minutes(left: timedelta) -> str:
    minutes = int(left.total_seconds() // 60)
    if minutes == 0:
        return "less than a minute"
    return "1 minute" if minutes == 1 else f"{minutes} minutes"


def _day(instant: datetime, now: datetime) -> str:
    day, today = instant.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    ahead = (day - today).days
    if ahead < 2:
        return "tomorrow" if ahead else "today"
    return f"on {day:%A}" if ahead < 7 else f"on {day:%A} {day.day} {day:%B}"
