"""Each revision knows since when its steps have stood as they are, and a history may go on after a deleted plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_plans.errors import BrokenHistory, UnknownRevision
from safety_plans.plan import Plan, Step
from safety_plans.revisions import History, Kind, revise, take_in
from safety_plans.sharing import stood_since
from tests.unit.safety_plans.made import at, newest, one_step, plans, written


@given(st.lists(plans(), min_size=1, max_size=6), st.frozensets(st.sampled_from(Step), min_size=1))
def test_steps_have_stood_since_the_last_revision_that_changed_one_of_them(
    contents: list[Plan], steps: frozenset[Step]
) -> None:
    history = written(*contents)
    shown = [[revision.plan.entries(step) for step in sorted(steps)] for revision in history]
    number = len(shown)
    while number > 1 and shown[number - 2] == shown[-1]:
        number -= 1
    assert stood_since(newest(history), steps) == number


def test_after_a_deleted_plan_numbers_go_on() -> None:
    first = revise(None, one_step("music"), expected=0, at=at(0), after=7)
    second = revise(first, one_step("tea"), expected=8, at=at(1))
    history = History((first, second), after=7)
    assert [revision.number for revision in history] == [8, 9]
    assert history.numbered(9) == second
    for unknown in (0, 1, 7, 10):
        with pytest.raises(UnknownRevision):
            history.numbered(unknown)
    with pytest.raises(BrokenHistory):
        History((first, second))


def test_a_content_from_a_file_is_the_next_revision() -> None:
    before = newest(written(one_step("music")))
    taken = take_in(before, one_step("tea"), expected=1, at=at(1))
    assert (taken.number, taken.kind, taken.plan) == (2, Kind.IMPORT, one_step("tea"))
