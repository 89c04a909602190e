"""999, 111, Samaritans and Childline: no edit, no import and no empty store takes them away."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from backend.signposting import shipped
from backend.signposting.model import Line, Service

NUMBERED = {"phone", "text", "relay", "emergency_sms"}
KEEPS = ("opening_hours", "minimum_age", "maximum_age")


def with_never_hidden(services: Iterable[Service], from_package: Iterable[Service]) -> tuple[Service, ...]:
    """Put back the shipped entries that never disappear, where what is stored would make them do so."""
    kept = {service.id: service for service in services}
    for service in from_package:
        if service.never_hidden and (service.id not in kept or spoils(kept[service.id], service)):
            kept[service.id] = service
    return tuple(kept.values())


def spoils(wanted: Service, original: Service) -> list[str]:
    """Return the fields by which a change would make an entry that never disappears harder to find or to reach."""
    fields = [] if wanted.shown else ["display"]
    ways = {(way.type, way.value) for way in wanted.public_channels}
    if not numbers_of(original.id) <= ways:
        fields.append("channels")
    if not set(original.audience) <= set(wanted.audience):
        fields.append("audience")
    return fields + [name for name in KEEPS if getattr(wanted, name) != getattr(original, name)]


def numbers_of(service_id: str) -> set[tuple[str, str]]:
    """Return the ways to reach it that the number block names."""
    return {(line.channel, line.value) for line in shipped.lines() if line.id == service_id}


def shadowed(service: Service) -> list[tuple[str, Service]]:
    """Return where an entry has the number or the name of one of the four, and of which: (field, the one)."""
    names, numbers = _protected_names(), protected_numbers()
    found = [("name", names.get(_letters(service.name)))]
    found += [
        (f"channels.{place}", numbers.get(_digits(way.value)))
        for place, way in enumerate(service.channels)
        if way.type in NUMBERED
    ]
    return [(field, one) for field, one in found if one and one.id != service.id]


@cache
def protected_numbers() -> dict[str, Service]:
    """Return the numbers that stand for one of the four and for nothing else, as `_digits` writes them."""
    return {_digits(line.value): never for line, never in _lines_of_the_four()}


@cache
def _protected_names() -> dict[str, Service]:
    names = [(name, never) for line, never in _lines_of_the_four() for name in (line.name, never.name)]
    # "NHS 111" is "NHS 111, option 2"; "Childline" is "Childline (under 19)".
    return {_letters(part): never for name, never in names for part in (name, re.split("[,(]", name)[0])}


def _lines_of_the_four() -> list[tuple[Line, Service]]:
    never = {service.id: service for service in shipped.services() if service.never_hidden}
    return [(line, never[line.id]) for line in shipped.lines() if line.id in never]


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def _digits(number: str) -> str:
    """Return the digits of a number, the same with 0 and with the code of the country before it."""
    digits = "".join(filter(str.isdigit, number))
    if number.strip().startswith(("+44", "00")):
        digits = digits.removeprefix("00").removeprefix("44")
    return digits.lstrip("0")
