"""Who may call which address of paging, and a call of each that is valid. Read by test_permissions."""

from typing import Any

# The letters and their order are test_permissions'.
PAGING_TABLE = {
    "GET /acknowledge":                                "ooooooooo",
    "POST /v1/page-acknowledgements":                  "nnnnnnnnn",
    # Providers prove themselves by a token or a signature of their own, which nobody here has.
    "POST /v1/providers/notify/receipts":              "uuuuuuuuu",
    "POST /v1/providers/notify/messages":              "uuuuuuuuu",
    "POST /v1/providers/sms2/receipts/{page_id}":      "uuuuuuuuu",
    "POST /v1/providers/sms2/messages":                "uuuuuuuuu",
    "GET /v1/staff/policies":                          "uffoofouu",
    "PUT /v1/staff/policies":                          "ufffcfcuu",
    "GET /v1/staff/me/contact-points":                 "uffoofouu",
    "PUT /v1/staff/me/contact-points":                 "uffoofouu",
    "POST /v1/staff/me/contact-points/verify":         "uffiifiuu",
    "POST /v1/staff/me/contact-points/test":           "uffnnfnuu",
    "GET /v1/staff/members/{staff_id}/contact-points": "ufffffouu",
    "PUT /v1/staff/members/{staff_id}/contact-points": "ufffffouu",
}  # fmt: skip


def policies(version: int = 0) -> dict[str, Any]:
    """Return a body that changes the policies."""
    steps = [{"targets": ["rota"], "wait_s": 60}, {"targets": ["everyone"], "wait_s": 120}]
    policy = {"steps": steps, "stale_after_s": 600}
    return {"version": version, "now": policy, "today": policy}


def paging_call(address: str) -> dict[str, Any] | None:
    """Return the arguments of a valid call; None for an address that is not of paging."""
    form = {"data": b"From=%2B447700900001", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}
    calls: dict[str, dict[str, Any]] = {
        "POST /v1/page-acknowledgements": {"json": {"token": "of no page"}},
        "POST /v1/providers/notify/receipts": {"json": {"reference": "a page", "status": "delivered"}},
        "POST /v1/providers/notify/messages": {"json": {"source_number": "447700900001", "message": "1"}},
        "POST /v1/providers/sms2/receipts/{page_id}": form,
        "POST /v1/providers/sms2/messages": form,
        "PUT /v1/staff/policies": {"json": policies()},
        "PUT /v1/staff/me/contact-points": {"json": {"points": []}},
        "POST /v1/staff/me/contact-points/verify": {"json": {"kind": "email", "code": "000000"}},
        "POST /v1/staff/me/contact-points/test": {"json": {"kind": "email"}},
        "PUT /v1/staff/members/{staff_id}/contact-points": {"json": {"points": []}},
    }
    call = calls.get(address)
    return call | {"headers": dict(call.get("headers", {}))} if call else None
