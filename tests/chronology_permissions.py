"""Who may read and write a chronology; letters as in test_permissions.py. A call of each that is valid."""

from typing import Any
from uuid import uuid4

CHRONOLOGY_TABLE = {
    "GET /v1/staff/escalations/{escalation_id}/chronology":      "uffoofouu",
    "POST /v1/staff/escalations/{escalation_id}/chronology":     "uffoofouu",
    "POST /v1/staff/escalations/{escalation_id}/chronology/{entry_id}/corrections": "uffnnfnuu",
    "POST /v1/staff/escalations/{escalation_id}/chronology/{entry_id}/reviews":     "uffnnfnuu",
    "GET /v1/staff/follow-ups":                                  "uffoofouu",
}  # fmt: skip


def chronology_call(address: str) -> dict[str, Any] | None:
    """Return the arguments of a valid call; None for an address that is not of the chronology."""
    if "/chronology" not in address:
        return None
    if address.startswith("GET"):
        return {"params": {"why": "request"}}
    written = {"entry_id": str(uuid4()), "account": {"facts": "We talked."}}
    return {"json": written | {"happened": {"on": "2026-11-20"}, "why": "A slip."}}
