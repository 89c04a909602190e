"""Who may call which address of the rota, and a call of each that is valid. Read by test_permissions."""

from datetime import timedelta
from typing import Any

from tests.fakes import MONDAY_EVENING

# The letters and their order are test_permissions'. From top to bottom: a link is made first, and ended last.
ROTA_TABLE = {
    "DELETE /v1/staff/shifts/{shift_id}":                        "ufffnfnuu",
    "POST /v1/staff/rota/layers":                                "ufffofouu",
    "PUT /v1/staff/rota/layers/{layer_id}":                      "ufffnfnuu",
    "DELETE /v1/staff/rota/layers/{layer_id}":                   "ufffnfnuu",
    "POST /v1/staff/rota/overrides":                             "ufffofouu",
    "DELETE /v1/staff/rota/overrides/{override_id}":             "ufffnfnuu",
    "GET /v1/staff/rota/swaps":                                  "uffoofouu",
    # Maya gives away her own shift; Ruth has none to give, and Ada cannot swap with herself.
    "POST /v1/staff/rota/swaps":                                 "uffocfiuu",
    "POST /v1/staff/rota/swaps/{swap_id}/accept":                "uffnnfnuu",
    "POST /v1/staff/rota/swaps/{swap_id}/decline":               "uffnnfnuu",
    "GET /v1/staff/rota/feeds":                                  "uffoofouu",
    "POST /v1/staff/rota/feeds":                                 "uffoofouu",
    "DELETE /v1/staff/rota/feeds/mine":                          "uffoofouu",
    "DELETE /v1/staff/rota/feeds/everyone":                      "uffnnfnuu",
    "GET /v1/rota-feeds/{token}.ics":                            "nnnnnnnnn",
    "PUT /v1/staff/rota/calendar":                               "ufffofouu",
    "GET /v1/staff/me/test-page":                                "uffoofouu",
    "POST /v1/staff/me/test-page":                               "uffoofouu",
    "POST /v1/staff/me/test-page/{test_page_id}/acknowledge":    "uffnnfnuu",
}  # fmt: skip
A_CALENDAR = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Maya\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def rota_call(address: str) -> dict[str, Any] | None:
    """Return the arguments of a valid call; None for an address that is not of the rota."""
    now, soon = MONDAY_EVENING, MONDAY_EVENING + timedelta(hours=1)
    period = {"starts_at": now.isoformat(), "ends_at": soon.isoformat()}
    layer = {
        "name": "Nights", "members": ["staff-Maya"], "starts_on": "2026-11-24", "turn_days": 1,
        "from_time": "18:00", "to_time": "08:00",
    }  # fmt: skip
    bodies: dict[str, dict[str, Any]] = {
        "POST /v1/staff/rota/layers": layer,
        "PUT /v1/staff/rota/layers/{layer_id}": layer,
        "POST /v1/staff/rota/overrides": {"staff_id": "staff-Ruth"} | period,
        "POST /v1/staff/rota/swaps": {"other_id": "staff-Ada", "gives": period},
        "POST /v1/staff/rota/feeds": {"whose": "mine"},
    }
    if address == "PUT /v1/staff/rota/calendar":
        return {"data": A_CALENDAR, "headers": {"Content-Type": "text/calendar"}}
    return {"json": bodies[address]} if address in bodies else None
