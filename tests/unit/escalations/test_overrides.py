"""Somebody else for some hours: nobody is lost, and nobody is on call by mistake."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.escalations.rota.model import Shift, on_call_ids
from backend.escalations.rota.overrides import Override, overridden
from tests.fakes import MONDAY_EVENING

PEOPLE = ["maya", "sam", "ruth"]


def shift(who: str, starts: int, ends: int) -> Shift:
    at = MONDAY_EVENING
    return Shift(f"{who}-{starts}", who, at + timedelta(hours=starts), at + timedelta(hours=ends))


def override(who: str, instead_of: str | None, starts: int, ends: int) -> Override:
    at = MONDAY_EVENING
    return Override(
        f"{who}-for-{instead_of}-{starts}", who, instead_of,
        at + timedelta(hours=starts), at + timedelta(hours=ends),
    )  # fmt: skip


def on_call(shifts: list[Shift], hour: float) -> set[str]:
    return on_call_ids(shifts, MONDAY_EVENING + timedelta(hours=hour))


def test_part_of_a_shift_is_taken_over_and_given_back() -> None:
    found = overridden([shift("maya", 0, 8)], [override("sam", "maya", 2, 4)])
    assert [on_call(found, hour) for hour in (1, 2, 3.9, 4, 7.9)] == [
        {"maya"}, {"sam"}, {"sam"}, {"maya"}, {"maya"},
    ]  # fmt: skip


def test_two_people_swap_their_shifts() -> None:
    shifts = [shift("maya", 0, 8), shift("sam", 8, 16)]
    found = overridden(shifts, [override("sam", "maya", 0, 8), override("maya", "sam", 8, 16)])
    assert (on_call(found, 1), on_call(found, 9)) == ({"sam"}, {"maya"})


def test_an_override_of_nobody_adds_a_person() -> None:
    found = overridden([shift("maya", 0, 8)], [override("ruth", None, 2, 4)])
    assert on_call(found, 3) == {"maya", "ruth"}


def test_an_override_of_somebody_who_is_not_on_call_changes_nothing() -> None:
    assert overridden([shift("maya", 0, 8)], [override("sam", "ruth", 2, 4)]) == [shift("maya", 0, 8)]


def test_a_later_override_counts_over_an_earlier_one() -> None:
    swaps = [override("sam", "maya", 0, 8), override("ruth", "sam", 2, 4)]
    found = overridden([shift("maya", 0, 8)], swaps)
    assert [on_call(found, hour) for hour in (1, 3, 5)] == [{"sam"}, {"ruth"}, {"sam"}]


shifts_drawn = st.lists(
    st.builds(
        lambda who, start, length: shift(who, start, start + length),
        st.sampled_from(PEOPLE), st.integers(-10, 10), st.integers(1, 12),
    ),
    max_size=6, unique_by=lambda found: found.id,
)  # fmt: skip
overrides_drawn = st.lists(
    st.builds(
        lambda who, instead, start, length: override(who, instead, start, start + length),
        st.sampled_from([*PEOPLE, "jo"]), st.sampled_from([*PEOPLE, None]),
        st.integers(-10, 10), st.integers(1, 12),
    ),
    max_size=5,
)  # fmt: skip


@given(shifts_drawn, overrides_drawn, st.integers(-120, 300))
def test_an_override_never_leaves_a_gap(shifts: list[Shift], overrides: list[Override], tenths: int) -> None:
    before, after = on_call(shifts, tenths / 10), on_call(overridden(shifts, overrides), tenths / 10)
    assert after or not before


@given(shifts_drawn, overrides_drawn, st.integers(-120, 300))
def test_outside_of_its_hours_an_override_changes_nothing(
    shifts: list[Shift], overrides: list[Override], tenths: int
) -> None:
    at = MONDAY_EVENING + timedelta(hours=tenths / 10)
    if not any(found.starts_at <= at < found.ends_at for found in overrides):
        assert on_call(overridden(shifts, overrides), tenths / 10) == on_call(shifts, tenths / 10)
