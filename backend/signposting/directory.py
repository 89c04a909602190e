"""Who is awake at one instant: choosing, wording and ordering entries of the directory."""

from collections.abc import Iterable
from datetime import UTC, datetime

from backend.signposting.hours import Availability, availability, says
from backend.signposting.model import Audience, Listing, Service, State

STATE_ORDER = {State.OPEN: 0, State.UNKNOWN: 1, State.CLOSED: 2}
UNRANKED = 99
NEVER = datetime.max.replace(tzinfo=UTC)
FORM_SAYS = "Online form, at any time. Nobody answers straight away."


def listings(
    services: Iterable[Service], now: datetime, audience: Audience, age: int | None
) -> tuple[Listing, ...]:
    """Return what this asker may see: open ones first, and among those what can be used without being heard.

    Unknown hours come after the open ones, then closed ones by how soon they open.
    """
    found = [
        (service, availability(service.opening_hours, now))
        for service in services
        if service.shown and service.public_channels and service.serves(audience, age)
    ]
    return tuple(_listing(service, when, now) for service, when in sorted(found, key=_order))


def with_never_hidden(services: Iterable[Service], shipped: Iterable[Service]) -> tuple[Service, ...]:
    """Put back the shipped 999, 111, Samaritans and Childline where an edit would make them disappear."""
    kept = {service.id: service for service in services}
    for service in shipped:
        if service.never_hidden and not _stays(kept.get(service.id), service):
            kept[service.id] = service
    return tuple(kept.values())


def _stays(stored: Service | None, shipped: Service) -> bool:
    if stored is None or not stored.shown or not stored.public_channels:
        return False
    return set(shipped.audience) <= set(stored.audience)


def _order(entry: tuple[Service, Availability]) -> tuple[int, datetime, bool, bool, int, str]:
    service, when = entry
    return (
        STATE_ORDER[when.state],
        (when.opens_at or NEVER) if when.state is State.CLOSED else NEVER,
        service.form_only,
        not service.quiet,
        UNRANKED if service.crisis_rank is None else service.crisis_rank,
        service.name,
    )


def _listing(service: Service, when: Availability, now: datetime) -> Listing:
    return Listing(
        id=service.id,
        name=service.name,
        what_for=service.description,
        state=when.state,
        closes_at=when.closes_at,
        opens_at=when.opens_at,
        says=FORM_SAYS if when.always_open and service.form_only else says(when, now),
        channels=service.public_channels,
        label=service.display.label,
    )
