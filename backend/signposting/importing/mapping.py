"""From a service of a feed, in Open Referral UK terms, to an entry of the directory."""

import json
import re
from collections.abc import Iterator
from typing import Any

from backend.signposting.checking import Trouble, troubles
from backend.signposting.importing.model import Feed
from backend.signposting.importing.schedules import BrokenHours, hours_from
from backend.signposting.model import Audience, Channel, Cost, Display, DisplayRule, Location, Service, Source
from backend.signposting.terms import languages

ACTIVE = "active"
MOST_WAYS = 20
MOST_CHARACTERS = 200_000
OLDEST_YEARS = 150
CONTROLS = re.compile(r"\\u00[01][0-9a-f]|\x7f")


class Rejected(Exception):
    """A line that can be no entry; the reason is its text."""


class Ended(Rejected):
    """A service that the feed itself calls inactive: like one that is no longer in it."""


def entry_of(record: Any, feed: Feed) -> tuple[Service, list[Trouble]]:
    """Return the entry of a line, and what a person has to look at before it is taken in. Raises Rejected."""
    if not isinstance(record, dict):
        raise Rejected("is no object")
    _refuse_what_cannot_be_stored(record)
    own_id, name = record.get("id"), record.get("name")
    if not isinstance(own_id, str) or not 0 < len(own_id) <= 100 or not own_id.isprintable() or "~" in own_id:
        raise Rejected("has no id that can be used")
    if not isinstance(name, str) or not name.strip():
        raise Rejected("has no name")
    if record.get("status") not in (None, ACTIVE):
        raise Ended("is not active")
    found: list[Trouble] = []
    service = _service(record, feed, own_id, name.strip(), found)
    return service, [*found, *troubles(service)]


def _refuse_what_cannot_be_stored(record: dict[str, Any]) -> None:
    try:
        text = json.dumps(record, ensure_ascii=False)
        text.encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise Rejected("has half of a character pair in it") from error
    if len(text) > MOST_CHARACTERS:
        raise Rejected("is too large")
    if CONTROLS.search(text):
        raise Rejected("has control characters in it")


def _service(record: dict[str, Any], feed: Feed, own_id: str, name: str, found: list[Trouble]) -> Service:
    as_of = _text(record, "assured_date")[:10] or _text(record, "last_modified")[:10] or "not known"
    organization = record.get("organization")
    runs_it = _text(organization, "name") if isinstance(organization, dict) else ""
    return Service(
        id=f"{feed.id}.{own_id}",
        name=name,
        organization=runs_it or feed.publisher,
        scope="local",
        description=_text(record, "description"),
        audience=(Audience.ANYONE,),
        minimum_age=_age(record, "minimum_age", found),
        maximum_age=_age(record, "maximum_age", found),
        eligibility_description="",
        opening_hours=_hours(record, found),
        holiday_note="",
        interpretation_services="",
        fees_description=_text(record, "fees"),
        confidentiality="",
        url=_text(record, "url") or None,
        channels=tuple(_ways(record)),
        withheld_channels=(),
        crisis_rank=None,
        never_hidden=False,
        display=DisplayRule(Display.HIDE),
        confidence="low",
        as_of=as_of,
        unverified=(),
        sources=(Source(f"{feed.publisher} ({feed.licence})", None, as_of),),
        notes=(),
        languages=tuple(_languages(record, found)),
        cost=_cost(record),
        locations=tuple(_places(record)),
        feed=feed.id,
    )


def _text(record: Any, name: str) -> str:
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""


def _items(record: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    value = record.get(name)
    yield from (one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def _age(record: dict[str, Any], name: str, found: list[Trouble]) -> float | None:
    value = record.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= OLDEST_YEARS:
        found.append(Trouble(name, "is no age"))
        return None
    return float(value)


def _hours(record: dict[str, Any], found: list[Trouble]) -> str | None:
    try:
        return hours_from(record.get("schedules") or [])
    except BrokenHours as broken:
        found.append(Trouble("schedules", str(broken)))
        return None


def _ways(record: dict[str, Any]) -> Iterator[Channel]:
    phones = [*_items(record, "phones")]
    for contact in _items(record, "contacts"):
        phones += _items(contact, "phones")
    for phone in phones[:MOST_WAYS]:
        kind = "text" if phone.get("type") in {"text", "sms"} else "phone"
        yield Channel(kind, _text(phone, "number"), _text(phone, "description")[:300])
    if email := _text(record, "email"):
        yield Channel("email", email)
    if url := _text(record, "url"):
        yield Channel("web", url)
    for place in list(_places(record))[:MOST_WAYS]:
        address = ", ".join(part for part in (place.address_1, place.city, place.postal_code) if part)
        if address:
            yield Channel("in_person", address)


def _places(record: dict[str, Any]) -> Iterator[Location]:
    for at in _items(record, "service_at_locations"):
        place = at.get("location")
        if isinstance(place, dict):
            address = next(_items(place, "addresses"), {})
            parts = {
                name: _text(address, name) or None
                for name in ("address_1", "city", "state_province", "postal_code")
            }
            yield Location(_text(place, "name") or parts["address_1"] or "", **parts)


def _languages(record: dict[str, Any], found: list[Trouble]) -> Iterator[str]:
    by_name = {name.casefold(): code for code, name in languages().items()}
    for one in _items(record, "languages"):
        code, name = _text(one, "code"), _text(one, "name")
        known = code if code in languages() else by_name.get(name.casefold())
        if known:
            yield known
        elif code or name:
            found.append(Trouble("languages", "names a language that is not known"))


def _cost(record: dict[str, Any]) -> Cost:
    options = [*_items(record, "cost_options")]
    free = bool(options) and all(option.get("amount") == 0 for option in options)
    return Cost.FREE if free else Cost.UNKNOWN
