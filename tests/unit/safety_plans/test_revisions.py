"""No revision is ever lost or altered, and nobody overwrites what they have not seen."""

from copy import deepcopy
from dataclasses import FrozenInstanceError, replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_plans.errors import (
    BrokenHistory,
    InvalidPlan,
    LimitExceeded,
    NotUtc,
    StaleRevision,
    UnknownRevision,
)
from safety_plans.limits import MAX_ENTRIES, MAX_SHORT_TEXT
from safety_plans.plan import Entry, Plan, Step
from safety_plans.revisions import History, Kind, Revision, accept, restore, revise
from safety_plans.suggestions import STEPS_WITH_SUGGESTIONS, Suggestion
from tests.unit.safety_plans.made import NOON, at, newest, one_step, plans, words, written

histories = st.lists(plans(), min_size=1, max_size=6).map(lambda contents: written(*contents))


@given(contents=st.lists(plans(), max_size=8), data=st.data())
def test_no_revision_is_ever_lost_or_altered(contents: list[Plan], data: st.DataObject) -> None:
    history, expected = History(), list[Plan]()
    for hour, plan in enumerate(contents):
        before = deepcopy(history.revisions)
        again = data.draw(st.booleans())
        if expected and again:
            chosen = data.draw(st.integers(1, len(expected)))
            history = written_or_restored(history, chosen, hour)
            expected.append(expected[chosen - 1])
        else:
            history = history.appended(revise(history.newest, plan, expected=len(history), at=at(hour)))
            expected.append(plan)
        assert history.revisions[:-1] == before
    assert [revision.plan for revision in history] == expected
    assert [revision.number for revision in history] == list(range(1, len(expected) + 1))
    assert all(history.numbered(number).plan == plan for number, plan in enumerate(expected, start=1))


def written_or_restored(history: History, number: int, hour: int) -> History:
    """Return the history with the content of a revision once more; the newest cannot be restored, only written."""
    last, old = newest(history), history.numbered(number)
    if old == last:
        return history.appended(revise(last, old.plan, expected=last.number, at=at(hour)))
    return history.appended(restore(last, old, expected=last.number, at=at(hour)))


@given(histories)
def test_a_history_does_not_take_a_revision_away_or_put_one_between(history: History) -> None:
    for index in range(len(history) - 1):
        with pytest.raises(BrokenHistory):
            History(history.revisions[:index] + history.revisions[index + 1 :])
    for revision in history:
        with pytest.raises(BrokenHistory):
            history.appended(revision)


@pytest.mark.parametrize("name", ["number", "plan", "at", "reason"])
def test_what_is_written_cannot_be_set_again(name: str) -> None:
    revision = newest(written(one_step("music")))
    with pytest.raises(FrozenInstanceError):
        setattr(revision, name, getattr(revision, name))


@given(histories, plans(), st.integers(-2, 10))
def test_a_stale_write_is_refused_with_both_contents(history: History, offered: Plan, expected: int) -> None:
    current = newest(history)
    if expected == current.number:
        assert revise(current, offered, expected=expected, at=NOON).number == expected + 1
        return
    with pytest.raises(StaleRevision) as caught:
        revise(current, offered, expected=expected, at=NOON)
    assert (caught.value.expected, caught.value.current, caught.value.offered) == (expected, current, offered)


def test_a_first_revision_that_expects_another_is_stale_too() -> None:
    with pytest.raises(StaleRevision) as caught:
        revise(None, one_step("music"), expected=1, at=NOON)
    assert caught.value.current is None
    assert "music" not in str(caught.value)


def test_accepting_and_restoring_are_never_stale_writes_either() -> None:
    history = written(one_step("music"), one_step("tea"))
    with pytest.raises(StaleRevision):
        accept(history.newest, Suggestion(Step.ON_MY_OWN, "a walk", "w"), entry_id="s", expected=1, at=NOON)
    with pytest.raises(StaleRevision):
        restore(newest(history), history.numbered(1), expected=1, at=NOON)


@given(history=histories, data=st.data())
def test_restoring_brings_the_old_content_back_as_a_new_revision(
    history: History, data: st.DataObject
) -> None:
    last = newest(history)
    number = data.draw(st.integers(1, len(history)))
    old = history.numbered(number)
    if number == last.number:
        with pytest.raises(UnknownRevision):
            restore(last, old, expected=last.number, at=NOON)
        return
    restored = restore(last, old, expected=last.number, at=NOON)
    assert restored == Revision(last.number + 1, old.plan, NOON, Kind.RESTORE, restored=number)
    assert history.appended(restored).revisions[:-1] == history.revisions


def test_what_fitted_once_can_be_restored() -> None:
    large = one_step(*["tea"] * (MAX_ENTRIES + 1))
    first = revise(None, large, expected=0, at=NOON, merged=True)
    second = revise(first, Plan(), expected=1, at=NOON)
    with pytest.raises(LimitExceeded):
        revise(second, large, expected=2, at=NOON)
    assert restore(second, first, expected=2, at=NOON).plan == large


@given(plans(), st.sampled_from(sorted(STEPS_WITH_SUGGESTIONS)), words)
def test_an_accepted_suggestion_comes_last_and_changes_nothing_else(
    plan: Plan, step: Step, text: str
) -> None:
    first = revise(None, plan, expected=0, at=NOON)
    second = accept(first, Suggestion(step, text, "worker-1"), entry_id="new", expected=1, at=at(1))
    assert second.plan == plan.with_step(step, *plan.entries(step), Entry("new", text))
    assert (second.kind, second.suggested_by, first.suggested_by) == (Kind.SUGGESTION, "worker-1", None)


def test_a_revision_says_how_it_came_about_and_why() -> None:
    edited = revise(None, one_step("music"), expected=0, at=NOON, reason="New school")
    merged = revise(edited, one_step("tea"), expected=1, at=NOON, merged=True)
    assert (edited.kind, edited.reason, merged.kind) == (Kind.EDIT, "New school", Kind.MERGE)
    assert "New school" not in repr(edited)


def test_a_reason_has_a_limit() -> None:
    revise(None, Plan(), expected=0, at=NOON, reason="x" * MAX_SHORT_TEXT)
    with pytest.raises(LimitExceeded):
        revise(None, Plan(), expected=0, at=NOON, reason="x" * (MAX_SHORT_TEXT + 1))
    with pytest.raises(InvalidPlan):
        revise(None, Plan(), expected=0, at=NOON, reason="\ud83d")


@pytest.mark.parametrize("when", [NOON.replace(tzinfo=None), NOON.astimezone(timezone(timedelta(hours=1)))])
def test_a_time_in_another_zone_than_utc_is_refused(when: datetime) -> None:
    with pytest.raises(NotUtc):
        revise(None, Plan(), expected=0, at=when)


def test_a_clock_that_steps_back_changes_no_order() -> None:
    first = revise(None, one_step("music"), expected=0, at=NOON)
    second = revise(first, one_step("tea"), expected=1, at=NOON - timedelta(days=1))
    assert History((first, second)).newest == second


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_a_number_that_no_revision_has_is_unknown(number: int) -> None:
    with pytest.raises(UnknownRevision):
        written(one_step("music"), one_step("tea")).numbered(number)


def test_a_forged_history_is_refused() -> None:
    [only] = written(one_step("music")).revisions
    with pytest.raises(BrokenHistory):
        History((replace(only, number=2),))
