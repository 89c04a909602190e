"""Who may read pages, and who may write and approve them; letters as in test_permissions.py."""

from typing import Any

GUIDANCE_TABLE = {
    "GET /parents":                                              "ooooooooo",
    "GET /parents/{article}":                                    "nnnnnnnnn",
    "GET /parents/{article}.pdf":                                "nnnnnnnnn",
    "GET /read":                                                 "ooooooooo",
    "GET /read/{article}":                                       "nnnnnnnnn",
    "GET /read/{article}.pdf":                                   "nnnnnnnnn",
    "GET /schools":                                              "ooooooooo",
    "GET /schools/{article}":                                    "nnnnnnnnn",
    "GET /schools/{article}.pdf":                                "nnnnnnnnn",
    "GET /v1/staff/guidance":                                    "uffffoouu",
    "GET /v1/staff/guidance/{article}/{language}":               "uffffnnuu",
    "POST /v1/staff/guidance/{article}/{language}/versions":     "uffffnnuu",
    "PUT /v1/staff/guidance/{article}/{language}/versions/{number}": "uffffnnuu",
    "POST /v1/staff/guidance/{article}/{language}/versions/{number}/steps": "uffffnnuu",
}  # fmt: skip
WRITING = {
    "title": "Tonight",
    "now": "Ring 999 in danger.",
    "body": "Stay near. Ring [999](tel:999).",
    "sources": ["A made-up source"],
    "review_by": "2027-05-23",
}


def guidance_call(address: str) -> dict[str, Any] | None:
    """Return the arguments of a valid call; None for an address that is not of guidance."""
    bodies: dict[str, dict[str, Any]] = {
        "POST /v1/staff/guidance/{article}/{language}/versions": {"writing": WRITING},
        "PUT /v1/staff/guidance/{article}/{language}/versions/{number}": {"revision": 1, "writing": WRITING},
        "POST /v1/staff/guidance/{article}/{language}/versions/{number}/steps": {
            "revision": 1,
            "step": "submit",
        },
    }
    return {"json": bodies[address]} if address in bodies else None
