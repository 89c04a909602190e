"""The JSON shapes of Open Referral UK 3.0, as far as this directory fills them. What is not known is left out."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer


class Known(BaseModel):
    """A shape that leaves out what is not known: the standard has no null."""

    @model_serializer(mode="wrap")
    def without_nulls(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Serialise, without the fields that are None."""
        return {name: value for name, value in handler(self).items() if value is not None}


class ApiInfo(BaseModel):
    """What this API is."""

    version: str
    profile: str
    openapi_url: str


class Organization(Known):
    """Who runs a service."""

    id: str
    name: str
    description: str


class TaxonomyShape(Known):
    """A list of terms."""

    id: str
    name: str
    description: str
    version: str


class TaxonomyTerm(Known):
    """A term."""

    id: str
    code: str
    name: str
    description: str
    taxonomy: str
    taxonomy_id: str


class Attribute(Known):
    """That a term applies to a service."""

    id: str
    link_id: str
    link_type: Literal["service"] = "service"
    taxonomy_term_id: str
    taxonomy_term: TaxonomyTerm


class Schedule(Known):
    """Days on which it opens at the same time. Times are those of the clock in London."""

    id: str
    service_id: str
    freq: Literal["WEEKLY"] = "WEEKLY"
    byday: str
    opens_at: str
    closes_at: str
    description: str
    notes: str | None = None


class Phone(Known):
    """A number to ring or text."""

    id: str
    service_id: str
    number: str
    type: Literal["voice", "text"]
    description: str | None = None


class Address(Known):
    """An address that a letter would reach."""

    id: str
    location_id: str
    address_1: str
    city: str
    state_province: str
    postal_code: str
    country: Literal["GB"] = "GB"
    address_type: Literal["physical"] = "physical"


class LocationShape(Known):
    """A place that people go to."""

    id: str
    location_type: Literal["physical"] = "physical"
    name: str
    addresses: list[Address]


class ServiceAtLocationItem(Known):
    """That a service is found at a place."""

    id: str
    service_id: str
    location_id: str
    location: LocationShape


class ServiceArea(Known):
    """Where people live whom it is for."""

    id: str
    service_id: str
    name: str
    extent_type: Literal["text"] = "text"


class LanguageShape(Known):
    """A language that is spoken for certain."""

    id: str
    service_id: str
    code: str
    name: str


class CostOption(Known):
    """What it costs."""

    id: str
    service_id: str
    option: str
    amount: float | None = None
    amount_description: str


class ServiceItem(Known):
    """A service in a list. `alert` says how old the facts are, and the caution that goes with the entry."""

    id: str
    organization_id: str
    name: str
    description: str
    url: str | None = None
    email: str | None = None
    status: Literal["active"] = "active"
    fees: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    assured_date: date | None = None
    alert: str
    organization: Organization


class ServiceShape(ServiceItem):
    """A service with everything that belongs to it."""

    phones: list[Phone]
    schedules: list[Schedule]
    service_areas: list[ServiceArea]
    service_at_locations: list[ServiceAtLocationItem]
    languages: list[LanguageShape]
    cost_options: list[CostOption]
    attributes: list[Attribute]


class ServiceAtLocation(ServiceAtLocationItem):
    """A service at a place, with the whole service."""

    service: ServiceShape


class Page(BaseModel):
    """One page of a list; the first is 1. `size` is how many are on it."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


class ServicePage(Page):
    """A page of services."""

    contents: list[ServiceItem]


class TaxonomyPage(Page):
    """A page of taxonomies."""

    contents: list[TaxonomyShape]


class TaxonomyTermPage(Page):
    """A page of terms."""

    contents: list[TaxonomyTerm]


class ServiceAtLocationPage(Page):
    """A page of services at places."""

    contents: list[ServiceAtLocationItem]


class PageQuery(BaseModel):
    """Which page. What is not offered is refused, so that nobody takes a whole list for a part of it."""

    model_config = ConfigDict(extra="forbid")

    page: int = Field(default=1, ge=1, le=1_000_000)
    per_page: int = Field(default=50, ge=1, le=200)


class ServiceQuery(PageQuery):
    """Which services: with a term, with any term of a taxonomy, from an age, up to an age (years)."""

    taxonomy_term_id: str | None = Field(default=None, max_length=100)
    taxonomy_id: str | None = Field(default=None, max_length=100)
    minimum_age: float | None = Field(default=None, ge=0, le=150)
    maximum_age: float | None = Field(default=None, ge=0, le=150)
