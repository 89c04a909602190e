"""The route table is the whole service: nothing is open by accident, and nothing is outside it."""

import re

import pytest
from aiohttp import web

from backend.app import ROUTES
from backend.core.http import add_routes
from backend.core.routes import Route

# What anybody may call, without a token. A new line here is a decision.
PUBLIC = [
    "GET /",
    "GET /health/live",
    "GET /health/ready",
    "GET /help",
    "GET /manifest.webmanifest",
    "GET /metrics",
    "GET /staff",
    "GET /static/{path:.+}",
    "GET /sw.js",
    "GET /v1/app-texts",
    "GET /v1/openapi.json",
    "GET /v1/services/open-now",
    "POST /v1/devices",
    "POST /v1/staff/tokens",
    "POST /v1/tokens",
]
POLICIES = {"public", "young_person", "responder", "supervisor"}


def address(route: Route) -> str:
    return f"{route.method} {route.path}"


each_route = pytest.mark.parametrize("route", ROUTES, ids=address)


def test_the_public_routes_are_these_and_no_others() -> None:
    assert sorted(address(route) for route in ROUTES if route.policy.name == "public") == PUBLIC


def test_no_address_is_there_twice() -> None:
    addresses = [address(route) for route in ROUTES]
    assert sorted(set(addresses)) == sorted(addresses)


@each_route
def test_a_route_has_a_policy_and_a_summary(route: Route) -> None:
    assert route.policy.name in POLICIES
    assert re.fullmatch(r"[A-Z].*[^.]", route.summary)


@each_route
def test_a_route_of_staff_is_under_staff_and_the_reverse(route: Route) -> None:
    under_staff = route.path.startswith("/v1/staff/") and route.path != "/v1/staff/tokens"
    assert under_staff == (route.policy.name in {"responder", "supervisor"})


@each_route
def test_a_route_that_changes_something_says_what_it_takes(route: Route) -> None:
    assert route.method in {"GET", "POST"}
    assert (route.body is not None) == (route.method == "POST")


@each_route
def test_no_address_carries_what_somebody_wrote(route: Route) -> None:
    names = set(re.findall(r"\{(\w+)", route.path)) | set(route.query.model_fields if route.query else ())
    allowed = {"conversation_id", "escalation_id", "path", "language", "after", "state", "age", "audience"}
    assert names <= allowed


@each_route
def test_json_is_answered_in_a_declared_shape(route: Route) -> None:
    if route.media == "application/json" and route.path != "/v1/openapi.json":
        assert route.answer is not None


def test_what_the_server_answers_is_the_table_and_nothing_else() -> None:
    app = web.Application()
    add_routes(app, ROUTES)
    registered = {
        (found.method, found.resource.canonical)
        for found in app.router.routes()
        if found.resource is not None
    }
    table = {(route.method, re.sub(r"\{(\w+):[^}]*\}", r"{\1}", route.path)) for route in ROUTES}
    # aiohttp answers HEAD where the table says GET only if it is told to; it is not.
    assert registered == table
