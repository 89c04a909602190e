"""Who may call which address of plans, and a call of each that is valid. Read by test_permissions."""

from typing import Any
from uuid import uuid4

from tests.planning import picture, plan

# The letters and their order are test_permissions'. From top to bottom: a plan is made first, and deleted last.
PLAN_TABLE = {
    "GET /v1/plan/limits":                                         "uooffffuu",
    "GET /v1/plan/suggestions":                                    "uooffffuu",
    "PUT /v1/plan":                                                "uooffffuu",
    "GET /v1/plan":                                                "uooffffuu",
    "GET /v1/plan/revisions":                                      "uooffffuu",
    "GET /v1/plan/revisions/{number}":                             "unnffffuu",
    "POST /v1/plan/revisions/{number}/restore":                    "unnffffuu",
    "PUT /v1/plan/pictures/{picture_id}":                          "uooffffuu",
    "GET /v1/plan/pictures/{picture_id}":                          "uooffffuu",
    "DELETE /v1/plan/pictures/{picture_id}":                       "uooffffuu",
    "GET /v1/plan/reviews":                                        "uooffffuu",
    "PUT /v1/plan/reviews":                                        "uooffffuu",
    "POST /v1/plan/shares":                                        "uooffffuu",
    "GET /v1/plan/shares":                                         "uooffffuu",
    "DELETE /v1/plan/shares/{share_id}":                           "unnffffuu",
    "GET /v1/plan/readings":                                       "uooffffuu",
    "GET /v1/plan/visibility":                                     "uooffffuu",
    "POST /v1/shared-plans":                                       "nnnnnnnnn",
    "POST /v1/shared-plans/pictures/{picture_id}":                 "nnnnnnnnn",
    "POST /v1/conversations/{conversation_id}/plan-shares":        "uonffffuu",
    "GET /v1/staff/escalations/{escalation_id}/plan":              "uffoofouu",
    "GET /v1/staff/escalations/{escalation_id}/plan/pictures/{picture_id}": "uffnnfnuu",
    "POST /v1/staff/escalations/{escalation_id}/plan-suggestions": "uffoofouu",
    "GET /v1/plan/word-suggestions":                               "uooffffuu",
    "POST /v1/plan/word-suggestions/{words_id}/accept":            "unnffffuu",
    "POST /v1/plan/word-suggestions/{words_id}/decline":           "unnffffuu",
    "GET /v1/plan/export.json":                                    "uooffffuu",
    "GET /v1/plan/export.fhir.json":                               "uooffffuu",
    "GET /v1/plan/export.pdf":                                     "uooffffuu",
    "POST /v1/plan/import":                                        "uooffffuu",
    "DELETE /v1/plan":                                             "uooffffuu",
}  # fmt: skip


def saved_file() -> dict[str, Any]:
    """Return a file of ours with one revision."""
    revision = {
        "number": 1, "at": "2026-11-23T21:10:00.000Z", "kind": "edit", "reason": "", "suggested_by": None,
        "restored": None, "plan": plan(),
    }  # fmt: skip
    return {
        "format": "evenlight-plan", "version": 1, "exported_at": "2026-11-23T21:10:00.000Z", "language": "en",
        "revisions": [revision], "pictures": {},
    }  # fmt: skip


def plan_call(address: str) -> dict[str, Any] | None:
    """Return the arguments of a valid call; None for an address that is not of plans."""
    nothing_yet, first = {"If-Match": '"0"'}, {"If-Match": '"1"'}
    share = {"steps": [2], "reader_name": "Mum", "ends_at": "2026-12-01T00:00:00Z"}
    calls: dict[str, dict[str, Any]] = {
        "GET /v1/plan/suggestions": {"params": {"step": "2"}},
        "PUT /v1/plan": {
            "json": {"plan": plan(), "client_revision_id": str(uuid4())},
            "headers": nothing_yet,
        },
        "POST /v1/plan/revisions/{number}/restore": {"json": {}, "headers": first},
        "PUT /v1/plan/pictures/{picture_id}": {"data": picture(), "headers": {"Content-Type": "image/jpeg"}},
        "PUT /v1/plan/reviews": {"json": {"every_days": 21}},
        "POST /v1/plan/shares": {"json": share},
        "POST /v1/shared-plans": {"json": {"token": "of-nobody", "code": "000000"}},
        "POST /v1/shared-plans/pictures/{picture_id}": {"json": {"token": "of-nobody", "code": "000000"}},
        "POST /v1/conversations/{conversation_id}/plan-shares": {"json": {"steps": [2]}},
        "POST /v1/staff/escalations/{escalation_id}/plan-suggestions": {
            "json": {"step": 2, "text": "a walk"}
        },
        "POST /v1/plan/word-suggestions/{words_id}/accept": {"json": {"entry_id": "n"}, "headers": first},
        "POST /v1/plan/word-suggestions/{words_id}/decline": {"json": {}},
        "POST /v1/plan/import": {"json": {"document": saved_file()}, "headers": first},
    }
    return calls.get(address, {}) if address in PLAN_TABLE else None
