"""Who may call which address of the directory, and a call of each that is valid. Read by test_permissions."""

from typing import Any
from uuid import uuid4

from backend.signposting import shipped
from backend.signposting.editing.shapes import ServiceFields
from backend.signposting.store import document_of

# The letters and their order are test_permissions'.
DIRECTORY_TABLE = {
    "GET /open-referral/v3":                                                "ooooooooo",
    "GET /open-referral/v3/services":                                       "ooooooooo",
    "GET /open-referral/v3/services/{service_id}":                          "nnnnnnnnn",
    "GET /open-referral/v3/service_at_locations":                           "ooooooooo",
    "GET /open-referral/v3/service_at_locations/{service_at_location_id}":  "nnnnnnnnn",
    "GET /open-referral/v3/taxonomies":                                     "ooooooooo",
    "GET /open-referral/v3/taxonomies/{taxonomy_id}":                       "nnnnnnnnn",
    "GET /open-referral/v3/taxonomy_terms":                                 "ooooooooo",
    "GET /open-referral/v3/taxonomy_terms/{taxonomy_term_id}":              "nnnnnnnnn",
    "GET /v1/staff/feeds":                                                  "uffffoouu",
    "POST /v1/staff/feeds":                                                 "uffffoouu",
    "GET /v1/staff/feeds/{feed_id}/held-back":                              "uffffnnuu",
    "GET /v1/staff/services":                                               "uffffoouu",
    "POST /v1/staff/services":                                              "uffffoouu",
    "POST /v1/staff/services/hours":                                        "uffffoouu",
    "GET /v1/staff/services/{service_id}":                                  "uffffnnuu",
    "PUT /v1/staff/services/{service_id}":                                  "uffffnnuu",
    "POST /v1/staff/services/{service_id}/check":                           "uffffnnuu",
    "GET /v1/staff/services/{service_id}/history":                          "uffffnnuu",
}  # fmt: skip

A_FEED = {
    "publisher": "Luton Council",
    "licence": "Open Government Licence v3.0",
    "file_name": "feed.json",
    "document": "[]",
}


def directory_call(address: str) -> dict[str, Any] | None:
    """Return the arguments of a valid call; None for an address that is not of the directory."""
    bodies: dict[str, dict[str, Any]] = {
        "POST /v1/staff/feeds": A_FEED,
        "POST /v1/staff/services": a_new_entry(),
        "POST /v1/staff/services/hours": {"opening_hours": "24/7"},
        "PUT /v1/staff/services/{service_id}": an_edit(),
        "POST /v1/staff/services/{service_id}/check": {},
    }
    return {"json": bodies[address], "headers": {"If-Match": '"1"'}} if address in bodies else None


def an_edit(service_id: str = "shout", **wanted: Any) -> dict[str, Any]:
    """Return the fields of a shipped entry as an editor sends them."""
    [service] = [one for one in shipped.services() if one.id == service_id]
    stored = document_of(service)
    fields = {name: stored[name] for name in ServiceFields.model_fields}
    return fields | wanted


def a_new_entry(**wanted: Any) -> dict[str, Any]:
    """Return an entry that an editor adds, with everything that it needs."""
    return {
        "client_entry_id": str(uuid4()),
        "name": "The Night Desk",
        "organization": "Luton Youth Trust",
        "scope": "local",
        "description": "Somebody to talk to at night.",
        "audience": ["young_person"],
        "minimum_age": 11,
        "maximum_age": 19,
        "eligibility_description": "Anyone from 11 to 19 who lives in Luton.",
        "opening_hours": "Mo-Su 18:00-23:00",
        "holiday_note": "",
        "interpretation_services": "",
        "fees_description": "",
        "cost": "free",
        "confidentiality": "",
        "url": None,
        "channels": [{"type": "phone", "value": "01582 000 000", "note": "Ask for the desk"}],
        "locations": [],
        "needs": ["talk"],
        "languages": ["en", "ur"],
        "faiths": [],
        "sources": [{"publisher": "Luton Youth Trust", "url": "https://example.org/desk", "as_of": None}],
        "checked_on": "2026-11-23",
        "next_check_on": None,
    } | wanted
