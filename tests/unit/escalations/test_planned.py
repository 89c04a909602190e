"""The whole rota: one-off shifts, layers for as long as they hold, and overrides, put together."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.escalations.rota.layers import Layer
from backend.escalations.rota.model import Shift, gaps, on_call_ids
from backend.escalations.rota.overrides import Override
from backend.escalations.rota.planned import LayerTerm, Origin, Plan, held_throughout

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WHOLE = Layer("whole", "Round the clock", ("maya", "sam"), date(2026, 11, 1), 1, time(9), time(9))


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def test_a_layer_counts_only_while_it_holds() -> None:
    plan = Plan([], [LayerTerm(WHOLE, at(0), at(10))], [])
    found = plan.between(at(-24), at(24))
    assert (found[0].starts_at, found[-1].ends_at) == (at(0), at(10))
    assert gaps(found, at(0), at(10)) == []


def test_a_layer_that_is_changed_hands_over_without_a_gap_and_the_past_stays() -> None:
    ruth = Layer("whole", "Round the clock", ("ruth",), date(2026, 11, 1), 1, time(9), time(9))
    plan = Plan([], [LayerTerm(WHOLE, at(-500), at(5)), LayerTerm(ruth, at(5))], [])
    found = plan.between(at(-24), at(24))
    assert gaps(found, at(-24), at(24)) == []
    assert on_call_ids(found, at(4.9)) <= {"maya", "sam"}
    assert on_call_ids(found, at(5)) == {"ruth"}


def test_overrides_stand_above_layers_and_shifts_alike() -> None:
    shift = Shift("one-off", "olu", at(0), at(4))
    cover = [Override("first", "ruth", "olu", at(1), at(2)), Override("extra", "ada", None, at(1), at(2))]
    plan = Plan([shift], [], cover)
    found = plan.between(at(0), at(5))
    assert on_call_ids(found, at(1.5)) == {"ruth", "ada"}
    assert on_call_ids(found, at(3)) == {"olu"}
    assert {one.staff_id: plan.origin(one) for one in found} == {
        "olu": Origin.SHIFT,
        "ruth": Origin.OVERRIDE,
        "ada": Origin.OVERRIDE,
    }


def test_what_an_override_cuts_off_outside_the_window_is_not_shown() -> None:
    shift = Shift("long", "olu", at(0), at(20))
    plan = Plan([shift], [], [Override("cover", "ruth", "olu", at(5), at(20))])
    assert [one.staff_id for one in plan.between(at(10), at(12))] == ["ruth"]


@given(st.integers(-300, 300), st.integers(0, 40))
def test_who_is_on_call_does_not_depend_on_how_far_one_looks(hour: int, length: int) -> None:
    moment = at(hour)
    cover = [Override("cover", "ruth", "maya", at(-20), at(-20 + length))]
    plan = Plan([Shift("one-off", "olu", at(0), at(8))], [LayerTerm(WHOLE, at(-100), at(200))], cover)
    near = on_call_ids(plan.between(moment, moment), moment)
    far = on_call_ids(plan.between(moment - timedelta(days=4), moment + timedelta(days=4)), moment)
    assert near == far


def test_somebody_holds_hours_only_when_no_minute_of_them_is_missing() -> None:
    shifts = [
        Shift("a", "maya", at(0), at(4)),
        Shift("b", "maya", at(4), at(8)),
        Shift("c", "sam", at(8), at(9)),
    ]
    assert held_throughout(shifts, "maya", at(1), at(8))
    assert not held_throughout(shifts, "maya", at(1), at(8.1))
    assert not held_throughout(shifts, "maya", at(-0.1), at(2))
    assert not held_throughout(shifts, "olu", at(1), at(2))
