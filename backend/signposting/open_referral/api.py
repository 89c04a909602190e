"""HTTP for the directory as Open Referral UK: public, and the same for everybody, so it may be kept for a while."""

from aiohttp import web
from pydantic import BaseModel

from backend.core.problem import NotFound
from backend.core.routes import Call, Reply, Route
from backend.identity.policies import PUBLIC
from backend.signposting.open_referral.service import OpenReferralService, page
from backend.signposting.open_referral.shapes import (
    ApiInfo,
    PageQuery,
    ServiceAtLocation,
    ServiceAtLocationPage,
    ServicePage,
    ServiceQuery,
    ServiceShape,
    TaxonomyPage,
    TaxonomyShape,
    TaxonomyTerm,
    TaxonomyTermPage,
)
from backend.signposting.open_referral.taxonomies import all_taxonomies, all_terms

OPEN_REFERRAL = web.AppKey("open_referral", OpenReferralService)
OPENAPI_URL = web.AppKey("open_referral_openapi_url", str)
KEPT = {"Cache-Control": "public, max-age=300"}
PROFILE = "https://docs.openreferraluk.org"
BASE = "/open-referral/v3"


def _kept(document: BaseModel) -> Reply:
    return Reply(document, 200, KEPT)


async def info(call: Call) -> Reply:
    """Say what this API is."""
    return _kept(ApiInfo(version="3.0", profile=PROFILE, openapi_url=call.request.app[OPENAPI_URL]))


async def services(call: Call) -> Reply:
    """List services."""
    return _kept(ServicePage(**await call.request.app[OPEN_REFERRAL].services(call.query)))


async def service(call: Call) -> Reply:
    """Give one service."""
    return _kept(await call.request.app[OPEN_REFERRAL].service(call.path("service_id")))


async def places(call: Call) -> Reply:
    """List services at places."""
    return _kept(ServiceAtLocationPage(**await call.request.app[OPEN_REFERRAL].places(call.query)))


async def place(call: Call) -> Reply:
    """Give one service at a place."""
    return _kept(await call.request.app[OPEN_REFERRAL].place(call.path("service_at_location_id")))


async def taxonomies(call: Call) -> Reply:
    """List taxonomies."""
    return _kept(TaxonomyPage(**page(list(all_taxonomies().values()), call.query)))


async def taxonomy(call: Call) -> Reply:
    """Give one taxonomy."""
    return _kept(_found(all_taxonomies().get(call.path("taxonomy_id"))))


async def terms(call: Call) -> Reply:
    """List terms."""
    return _kept(TaxonomyTermPage(**page(list(all_terms().values()), call.query)))


async def term(call: Call) -> Reply:
    """Give one term."""
    return _kept(_found(all_terms().get(call.path("taxonomy_term_id"))))


def _found(shape: BaseModel | None) -> BaseModel:
    if shape is None:
        raise NotFound
    return shape


ROUTES = [
    Route("GET", BASE, info, PUBLIC, "The directory in Open Referral UK terms", answer=ApiInfo),
    Route("GET", f"{BASE}/services", services, PUBLIC, "Services", query=ServiceQuery, answer=ServicePage),
    Route(
        "GET", f"{BASE}/services/{{service_id}}", service, PUBLIC, "One service",
        answer=ServiceShape, problems=(404,),
    ),
    Route(
        "GET", f"{BASE}/service_at_locations", places, PUBLIC, "Services at places",
        query=ServiceQuery, answer=ServiceAtLocationPage,
    ),
    Route(
        "GET", f"{BASE}/service_at_locations/{{service_at_location_id}}", place, PUBLIC,
        "One service at a place", answer=ServiceAtLocation, problems=(404,),
    ),
    Route("GET", f"{BASE}/taxonomies", taxonomies, PUBLIC, "Taxonomies", query=PageQuery, answer=TaxonomyPage),
    Route(
        "GET", f"{BASE}/taxonomies/{{taxonomy_id}}", taxonomy, PUBLIC, "One taxonomy",
        answer=TaxonomyShape, problems=(404,),
    ),
    Route(
        "GET", f"{BASE}/taxonomy_terms", terms, PUBLIC, "Terms",
        query=PageQuery, answer=TaxonomyTermPage,
    ),
    Route(
        "GET", f"{BASE}/taxonomy_terms/{{taxonomy_term_id}}", term, PUBLIC, "One term",
        answer=TaxonomyTerm, problems=(404,),
    ),
]  # fmt: skip
