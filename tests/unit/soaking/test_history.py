"""What the soak looks for in the order of commits: a soak that could not find it would prove nothing."""

from typing import Any

import pytest

from benchmarks.soaking.verdict import History

PAGE = "e5ca1a.1.staff-maya.sms"


def change(collection: str, operation: str, id_: str, **more: Any) -> dict[str, Any]:
    return {"ns": {"coll": collection}, "operationType": operation, "documentKey": {"_id": id_}} | more


QUEUED = change("pages", "insert", PAGE, fullDocument={"_id": PAGE, "attempt": 0})
LEASED = change("pages", "update", PAGE, updateDescription={"updatedFields": {"attempt": 1}})
SETTLED = change("pages", "update", PAGE, updateDescription={"updatedFields": {"state": "sent"}})
OPENED = change("escalations", "insert", "e5ca1a", fullDocument={"state": "open"})
CLOSED = change("escalations", "replace", "e5ca1a", fullDocument={"state": "closed"})


def read(*changes: dict[str, Any]) -> History:
    history = History()
    for one in changes:
        history.add(one)
    return history


def test_a_page_on_its_way_while_its_escalation_is_closed_is_in_order() -> None:
    history = read(OPENED, QUEUED, LEASED, CLOSED, SETTLED)
    assert not history.too_late
    assert history.leases[PAGE] == 1


@pytest.mark.parametrize(
    ("late", "what"), [(LEASED, "leased"), (QUEUED, "queued")], ids=["taken up", "queued"]
)
def test_a_page_for_what_is_closed_is_found(late: dict[str, Any], what: str) -> None:
    assert read(OPENED, QUEUED, CLOSED, late).too_late == {what: [PAGE]}


def test_every_lease_counts() -> None:
    assert read(QUEUED, LEASED, LEASED).leases[PAGE] == 2
