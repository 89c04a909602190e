"""999, 111, Samaritans and Childline: no edit, no import and no empty store takes them away."""

from collections.abc import Iterable

from backend.signposting import shipped
from backend.signposting.model import Service

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


def protected_numbers() -> dict[str, str]:
    """Return the numbers that stand for one of the four and for nothing else: number without spaces to name."""
    never = {service.id: service.name for service in shipped.services() if service.never_hidden}
    return {line.value.replace(" ", ""): never[line.id] for line in shipped.lines() if line.id in never}
