"""What an entry needs before an editor may store it: whole when it is new, and never less than it had. Pure."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from backend.signposting import shipped
from backend.signposting.checking import ADDRESS, MARKUP, Trouble, troubles
from backend.signposting.editing.model import USUAL_DAYS
from backend.signposting.model import Location, Service
from backend.signposting.protected import spoils

LONGEST_DAYS = 366
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.IGNORECASE)
NEVER_HIDDEN = "would make an entry that never disappears harder to find or to reach"
NEEDED = {
    "organization": "is empty: say who runs it",
    "description": "is empty: say what it is for",
    "eligibility_description": 'is empty: say who can use it, such as "Any age"',
    "channels": "are missing: it needs one at least",
}


def wrong(service: Service, before: Service | None = None) -> list[Trouble]:
    """Return why an entry cannot be stored over the one `before`; what was missing in that may go on missing.

    Taking one away is never refused for what was wrong with it already.
    """
    found = [*troubles(service), *_lacking(service)]
    if before:
        old = {*_lacking(before), *(() if service.shown else troubles(before))}
        found = [one for one in found if one not in old]
    original = next((one for one in shipped.services() if one.id == service.id and one.never_hidden), None)
    protected = spoils(service, original) if original else []
    return [*found, *(Trouble(field, NEVER_HIDDEN) for field in protected)]


def wrong_days(today: date, checked_on: date, next_on: date | None) -> list[Trouble]:
    """Return what is wrong with the day of a check and the day of the next."""
    found = []
    if not today - timedelta(days=USUAL_DAYS) < checked_on <= today:
        found.append(Trouble("checked_on", f"is not one of the last {USUAL_DAYS} days: check it again first"))
    if next_on and not today < next_on <= today + timedelta(days=LONGEST_DAYS):
        found.append(Trouble("next_check_on", "is not within a year from tomorrow"))
    return found


def _lacking(service: Service) -> Iterator[Trouble]:
    for name, reason in NEEDED.items():
        value: str | tuple[object, ...] = getattr(service, name)
        if not (value.strip() if isinstance(value, str) else value):
            yield Trouble(name, reason)
    if not any(source.url for source in service.sources):
        yield Trouble("sources", "need one with an address at least")
    for number, source in enumerate(service.sources):
        if source.url is not None and not ADDRESS.fullmatch(source.url):
            yield Trouble(f"sources.{number}", "is not an address such as https://example.org")
    for number, place in enumerate(service.locations):
        yield from _place(f"locations.{number}", place)


def _place(field: str, place: Location) -> Iterator[Trouble]:
    parts = (place.address_1, place.city, place.state_province, place.postal_code)
    if any(parts) and not all(parts):
        yield Trouble(field, "needs street, town, county and postcode, or none of them")
    if place.postal_code and not POSTCODE.fullmatch(place.postal_code.strip()):
        yield Trouble(field, "has a postcode that is not one such as LU1 2AB")
    if any(MARKUP.search(part) for part in (place.name, *parts) if part):
        yield Trouble(field, "has HTML in it")
