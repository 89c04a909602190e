"""Whether somebody is on call, and from when somebody is planned to be."""

from backend.escalations.rota.cover import Cover, cover_at
from backend.escalations.rota.model import Shift
from tests.unit.escalations.made import at

HOUR = 3600
STAFF = {"maya", "ruth"}


def shift(starts_hours: float, ends_hours: float, who: str = "maya") -> Shift:
    return Shift("one", who, at(starts_hours * HOUR), at(ends_hours * HOUR))


def test_while_somebody_is_on_call_no_plan_is_told() -> None:
    assert cover_at(at(0), [shift(-1, 1), shift(2, 3)], STAFF) == Cover(on_call=True)


def test_the_earliest_shift_within_a_day_is_the_plan() -> None:
    planned = cover_at(at(0), [shift(20, 22), shift(3, 5, "ruth"), shift(-3, 0)], STAFF)
    assert planned == Cover(on_call=False, planned_from=at(3 * HOUR))


def test_a_shift_at_the_end_of_a_day_counts_and_one_after_it_does_not() -> None:
    assert cover_at(at(0), [shift(24, 25)], STAFF).planned_from == at(24 * HOUR)
    assert cover_at(at(-1), [shift(24, 25)], STAFF) == Cover(on_call=False)


def test_somebody_who_has_left_is_nobody() -> None:
    shifts = [shift(-1, 1, "gone"), shift(2, 3, "gone"), shift(4, 5)]
    assert cover_at(at(0), shifts, STAFF) == Cover(on_call=False, planned_from=at(4 * HOUR))
