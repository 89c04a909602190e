"""Reading the directory in the terms of the standard: lists, pages, and one thing by its id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from backend.core.clock import LONDON, Clock
from backend.core.problem import NotFound
from backend.signposting.directory import Directory
from backend.signposting.model import Service
from backend.signposting.open_referral.ids import id_of
from backend.signposting.open_referral.mapping import item_of, place_with_service, places_of, service_of
from backend.signposting.open_referral.shapes import (
    PageQuery,
    ServiceAtLocation,
    ServiceAtLocationItem,
    ServiceQuery,
    ServiceShape,
)
from backend.signposting.open_referral.taxonomies import terms_of


@dataclass(frozen=True)
class Place:
    """A service at one of its places."""

    service: Service
    item: ServiceAtLocationItem


class _Index:
    """The services of one reading of the directory, by the ids of the standard and in the order of those."""

    def __init__(self, services: tuple[Service, ...]) -> None:
        self.of = services
        self.services = {id_of("service", service.id): service for service in services}
        found = [Place(service, item) for service in services for item in places_of(service)]
        self.places = {place.item.id: place for place in found}
        self.in_order = [self.services[key] for key in sorted(self.services)]
        self.places_in_order = [self.places[key] for key in sorted(self.places)]


class OpenReferralService:
    """What the public may see of the directory, and nothing that is hidden. Needs no store."""

    def __init__(self, directory: Directory, clock: Clock) -> None:
        self._directory, self._clock = directory, clock
        self._index = _Index(())

    async def services(self, query: ServiceQuery) -> dict[str, Any]:
        """Return a page of services."""
        found = [one for one in (await self._now()).in_order if _wanted(one, query)]
        day = self._today()
        return page(found, query, lambda service: item_of(service, day))

    async def service(self, service_id: str) -> ServiceShape:
        """Return one service. Raises NotFound."""
        found = (await self._now()).services.get(service_id)
        if found is None:
            raise NotFound
        return service_of(found, self._today())

    async def places(self, query: ServiceQuery) -> dict[str, Any]:
        """Return a page of services at places."""
        found = [one for one in (await self._now()).places_in_order if _wanted(one.service, query)]
        return page(found, query, lambda place: place.item)

    async def place(self, place_id: str) -> ServiceAtLocation:
        """Return one service at a place. Raises NotFound."""
        found = (await self._now()).places.get(place_id)
        if found is None:
            raise NotFound
        return place_with_service(found.service, found.item, self._today())

    async def _now(self) -> _Index:
        services = await self._directory.services()
        if services is not self._index.of:
            self._index = _Index(services)
        return self._index

    def _today(self) -> date:
        return self._clock.now().astimezone(LONDON).date()


def page(found: Sequence[Any], query: PageQuery, shape: Any = lambda one: one) -> dict[str, Any]:
    """Return the fields of the page that is asked for; one past the last is empty."""
    start = (query.page - 1) * query.per_page
    contents = [shape(one) for one in found[start : start + query.per_page]]
    pages = -(-len(found) // query.per_page)
    return {
        "total_items": len(found),
        "total_pages": pages,
        "page_number": query.page,
        "size": len(contents),
        "first_page": query.page == 1,
        "last_page": query.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _wanted(service: Service, query: ServiceQuery) -> bool:
    terms = terms_of(service) if query.taxonomy_term_id or query.taxonomy_id else []
    youngest, oldest = service.minimum_age, service.maximum_age
    return all(
        (
            not query.taxonomy_term_id or query.taxonomy_term_id in {id_of("term", *term) for term in terms},
            not query.taxonomy_id or query.taxonomy_id in {id_of("taxonomy", name) for name, _ in terms},
            query.minimum_age is None or (youngest is not None and youngest >= query.minimum_age),
            query.maximum_age is None or (oldest is not None and oldest <= query.maximum_age),
        )
    )
