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
    "GET /.well-known/jwks.json",
    "GET /acknowledge",
    "GET /complaints",
    "GET /health/live",
    "GET /health/ready",
    "GET /help",
    "GET /help/{language}",
    "GET /manifest-plain.webmanifest",
    "GET /manifest.webmanifest",
    "GET /metrics",
    "GET /open-referral/v3",
    "GET /open-referral/v3/service_at_locations",
    "GET /open-referral/v3/service_at_locations/{service_at_location_id}",
    "GET /open-referral/v3/services",
    "GET /open-referral/v3/services/{service_id}",
    "GET /open-referral/v3/taxonomies",
    "GET /open-referral/v3/taxonomies/{taxonomy_id}",
    "GET /open-referral/v3/taxonomy_terms",
    "GET /open-referral/v3/taxonomy_terms/{taxonomy_term_id}",
    "GET /parents",
    "GET /parents/{article}",
    "GET /parents/{article}.pdf",
    "GET /plan",
    "GET /read",
    "GET /read/{article}",
    "GET /read/{article}.pdf",
    "GET /schools",
    "GET /schools/{article}",
    "GET /schools/{article}.pdf",
    "GET /shared",
    "GET /staff",
    "GET /staff-sw.js",
    "GET /static/{path:.+}",
    "GET /sw.js",
    "GET /v1/app-settings",
    "GET /v1/app-texts",
    "GET /v1/complaints/{reference}",
    "GET /v1/openapi.json",
    "GET /v1/privacy-notice",
    "GET /v1/rota-feeds/{token}.ics",
    "GET /v1/services/open-now",
    "GET /v1/staff/oidc",
    "GET /v1/staff/oidc/callback",
    "GET /v1/staff/oidc/login",
    "GET /words/{language}",
    "GET /you",
    "POST /v1/complaints",
    "POST /v1/devices",
    "POST /v1/page-acknowledgements",
    "POST /v1/providers/notify/messages",
    "POST /v1/providers/notify/receipts",
    "POST /v1/providers/sms2/messages",
    "POST /v1/providers/sms2/receipts/{page_id}",
    "POST /v1/recoveries",
    "POST /v1/shared-plans",
    "POST /v1/shared-plans/pictures/{picture_id}",
    "POST /v1/staff/oidc/sessions",
    "POST /v1/staff/tokens",
    "POST /v1/staff/totp",
    "POST /v1/staff/totp/confirm",
    "POST /v1/tokens",
]
STAFF_POLICIES = {
    "responder", "supervisor", "supervisor_recent", "content_editor", "admin", "admin_recent", "staff",
}  # fmt: skip
POLICIES = {"public", "young_person"} | STAFF_POLICIES


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
    signing_in = route.path.startswith(("/v1/staff/tokens", "/v1/staff/totp", "/v1/staff/oidc"))
    under_staff = route.path.startswith("/v1/staff/") and not signing_in
    assert under_staff == (route.policy.name in STAFF_POLICIES)


@each_route
def test_a_route_that_changes_something_says_what_it_takes(route: Route) -> None:
    assert route.method in {"GET", "POST", "PUT", "PATCH", "DELETE"}
    takes_something = route.body is not None or bool(route.raw)
    assert takes_something == (route.method in {"POST", "PUT", "PATCH"})


@each_route
def test_no_address_carries_what_somebody_wrote(route: Route) -> None:
    names = set(re.findall(r"\{(\w+)", route.path)) | set(route.query.model_fields if route.query else ())
    allowed = {
        "complaint_id", "record_id", "reference", "message_id", "review_id",
        "conversation_id", "escalation_id", "staff_id", "device_id", "page_id", "path", "language", "after", "state",
        "age", "audience", "number", "picture_id", "share_id", "words_id", "before", "limit", "step", "age_band",
        "shift_id", "layer_id", "override_id", "swap_id", "test_page_id", "token", "weeks_ahead", "dry_run", "lines",
        "article", "first", "until", "need", "channel", "faith", "free", "place",
        "service_id", "service_at_location_id", "taxonomy_id", "taxonomy_term_id", "page", "per_page",
        "minimum_age", "maximum_age", "entry_id", "why", "interest_id", "feed_id",
    }  # fmt: skip
    of_single_sign_on = {"code", "state", "iss", "error"} if route.path.endswith("/oidc/callback") else set()
    assert names <= allowed | of_single_sign_on


@each_route
def test_json_is_answered_in_a_declared_shape(route: Route) -> None:
    if route.media == "application/json" and route.path != "/v1/openapi.json" and route.status != 204:
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
