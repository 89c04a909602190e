"""From an entry of the directory to the shapes of the standard."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from backend.signposting.hours import MIDNIGHT, usual_week, valid_hours
from backend.signposting.model import Channel, Cost, Location, Service
from backend.signposting.open_referral.ids import id_of
from backend.signposting.open_referral.shapes import (
    Address,
    Attribute,
    CostOption,
    LanguageShape,
    LocationShape,
    Organization,
    Phone,
    Schedule,
    ServiceArea,
    ServiceAtLocation,
    ServiceAtLocationItem,
    ServiceItem,
    ServiceShape,
)
from backend.signposting.open_referral.taxonomies import term_of, terms_of
from backend.signposting.saying import checked, label
from backend.signposting.terms import languages

BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST_MINUTE = "23:59"  # The standard has no 24:00.
AREAS = {"national": "United Kingdom", "local": "Luton"}
OTHER_AREA = "Bedfordshire and Luton"
COSTS = {Cost.FREE: "Free", Cost.NORMAL_RATE: "The normal rate of a call", Cost.CHARGED: "The caller pays"}
NUMBERS = frozenset({"phone", "text"})


def item_of(service: Service, day: date) -> ServiceItem:
    """Return a service as a list shows it on a day."""
    own = id_of("service", service.id)
    runs_it = id_of("organization", service.organization)
    emails = [way.value for way in service.public_channels if way.type == "email"]
    cautions = [checked(service), label(service, day)]
    return ServiceItem(
        id=own,
        organization_id=runs_it,
        name=service.name,
        description=service.description,
        url=service.url,
        email=next(iter(emails), None),
        fees=service.fees_description or None,
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        assured_date=service.checked_on,
        alert=". ".join(caution for caution in cautions if caution),
        organization=Organization(
            id=runs_it, name=service.organization, description="Known here by the services that it runs."
        ),
    )


def service_of(service: Service, day: date) -> ServiceShape:
    """Return a service with everything that belongs to it, on a day."""
    own = id_of("service", service.id)
    return ServiceShape(
        **vars(item_of(service, day)),
        phones=list(_phones(service, own)),
        schedules=list(_schedules(service, own, service.hours_on(day))),
        service_areas=[ServiceArea(id=id_of("area", own), service_id=own, name=area_of(service))],
        service_at_locations=places_of(service),
        languages=[
            LanguageShape(id=id_of("language", own, code), service_id=own, code=code, name=languages()[code])
            for code in service.languages
        ],
        cost_options=_costs(service, own),
        attributes=[
            Attribute(
                id=id_of("attribute", own, *term), link_id=own, taxonomy_term_id=id_of("term", *term),
                taxonomy_term=term_of(*term),
            )
            for term in terms_of(service)
        ],
    )  # fmt: skip


def places_of(service: Service) -> list[ServiceAtLocationItem]:
    """Return where a service is found."""
    own = id_of("service", service.id)
    return [
        ServiceAtLocationItem(
            id=id_of("at-location", own, number),
            service_id=own,
            location_id=id_of("location", own, number),
            location=_location(place, id_of("location", own, number)),
        )
        for number, place in enumerate(service.locations)
    ]


def place_with_service(service: Service, item: ServiceAtLocationItem, day: date) -> ServiceAtLocation:
    """Return a place with its whole service."""
    return ServiceAtLocation(**vars(item), service=service_of(service, day))


def area_of(service: Service) -> str:
    """Return where people live whom it is for."""
    return AREAS.get(service.scope, OTHER_AREA)


def _location(place: Location, own: str) -> LocationShape:
    addresses = []
    if place.address_1 and place.city and place.state_province and place.postal_code:
        addresses.append(
            Address(
                id=id_of("address", own),
                location_id=own,
                address_1=place.address_1,
                city=place.city,
                state_province=place.state_province,
                postal_code=place.postal_code,
            )
        )
    return LocationShape(id=own, name=place.name, addresses=addresses)


def _phones(service: Service, own: str) -> Iterable[Phone]:
    for number, way in enumerate(service.public_channels):
        if way.type in NUMBERS:
            yield _phone(way, id_of("phone", own, number), own)


def _phone(way: Channel, phone_id: str, own: str) -> Phone:
    kind = "text" if way.type == "text" else "voice"
    return Phone(id=phone_id, service_id=own, number=way.value, type=kind, description=way.note or None)


def _schedules(service: Service, own: str, hours: str | None) -> Iterable[Schedule]:
    if hours is None or not valid_hours(hours):
        return
    days: dict[tuple[str, str], list[int]] = defaultdict(list)
    for day, opens, closes in usual_week(hours):
        days[opens, closes].append(day)
    for (opens, closes), which in days.items():
        yield Schedule(
            id=id_of("schedule", own, opens, closes),
            service_id=own,
            byday=",".join(BYDAY[day] for day in sorted(set(which))),
            opens_at=opens,
            closes_at=LAST_MINUTE if closes in {MIDNIGHT, "00:00"} else closes,
            description=hours,
            notes=service.holiday_note or None,
        )


def _costs(service: Service, own: str) -> list[CostOption]:
    if service.cost not in COSTS:
        return []
    amount = 0 if service.cost is Cost.FREE else None
    says = service.fees_description or COSTS[service.cost]
    return [
        CostOption(
            id=id_of("cost", own), service_id=own, option=COSTS[service.cost], amount=amount,
            amount_description=says,
        )
    ]  # fmt: skip
