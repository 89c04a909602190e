"""Who a step pages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.attention import Attention
from backend.escalations.model import Responder, Step
from backend.escalations.policy import (
    EVERYONE,
    PERSON,
    ROTA,
    SUPERVISORS,
    policy_for,
    reached_from,
    targets_of,
)
from tests.unit.escalations.made import member

MAYA, SAM = member("Maya"), member("Sam")
RUTH = member("Ruth", "supervisor", fallback=True)
STAFF = [MAYA, SAM, RUTH]


def paged(targets: tuple[str, ...], everyone: list[Responder], *on_call: Responder) -> list[str]:
    found = targets_of(Step(targets, 60), everyone, {who.id for who in on_call})
    return [who.first_name for who in found.responders]


def test_the_rota_pages_those_on_call_and_nobody_else() -> None:
    assert paged((ROTA,), STAFF, MAYA) == ["Maya"]
    assert paged((ROTA,), STAFF, MAYA, SAM) == ["Maya", "Sam"]


def test_the_second_step_adds_the_supervisors() -> None:
    assert paged((ROTA, SUPERVISORS), STAFF, MAYA) == ["Maya", "Ruth"]


def test_somebody_in_two_groups_is_paged_once() -> None:
    assert paged((ROTA, SUPERVISORS, EVERYONE), STAFF, RUTH) == ["Ruth", "Maya", "Sam"]


def test_an_empty_rota_pages_the_fallback_contact_and_says_so() -> None:
    found = targets_of(Step((ROTA,), 60), STAFF, set())
    assert [who.first_name for who in found.responders] == ["Ruth"]
    assert found.rota_empty


def test_with_no_fallback_contact_an_empty_rota_pages_everybody() -> None:
    assert paged((ROTA,), [MAYA, SAM]) == ["Maya", "Sam"]


def test_somebody_on_the_rota_who_has_left_counts_as_nobody() -> None:
    found = targets_of(Step((ROTA,), 60), STAFF, {"gone"})
    assert [who.first_name for who in found.responders] == ["Ruth"]
    assert found.rota_empty


def test_somebody_on_call_leaves_the_fallback_contact_alone() -> None:
    found = targets_of(Step((ROTA,), 60), STAFF, {"maya"})
    assert not found.rota_empty
    assert RUTH not in found.responders


@pytest.mark.parametrize("attention", list(Attention))
def test_the_shipped_policy_begins_with_the_rota_and_only_widens(attention: Attention) -> None:
    steps = policy_for(attention).steps
    assert steps[0].targets == (ROTA,)
    assert all(step.wait_s > 0 for step in steps)
    assert all(set(step.targets) <= {ROTA, SUPERVISORS, EVERYONE} for step in steps)
    reached = [set(paged(step.targets, STAFF, MAYA)) for step in steps]
    assert all(before <= after for before, after in pairwise(reached))


def test_now_is_never_slower_than_today() -> None:
    now, today = policy_for(Attention.NOW).steps, policy_for(Attention.TODAY).steps
    assert max(step.wait_s for step in now) <= min(step.wait_s for step in today)


@given(
    st.lists(
        st.builds(member, st.sampled_from("ABCDEFGH"), fallback=st.booleans()),
        min_size=1,
        unique_by=lambda m: m.id,
    ),
    st.sets(st.sampled_from("abcdefgh")),
    st.sampled_from([step for attention in Attention for step in policy_for(attention).steps]),
)
def test_as_long_as_there_is_anybody_somebody_is_paged(
    everyone: list[Responder], on_call: set[str], step: Step
) -> None:
    found = targets_of(step, everyone, on_call).responders
    assert found
    assert len({who.id for who in found}) == len(found)


def test_a_step_may_name_a_person() -> None:
    assert paged((f"{PERSON}ruth",), STAFF, MAYA) == ["Ruth"]


def test_a_step_pages_by_its_own_channels_and_else_by_the_members() -> None:
    both = member("Maya", channels=2)
    assert Step((ROTA,), 60).ways_to(both) == ("way-0", "way-1")
    assert Step((ROTA,), 60, ("way-1", "elsewhere")).ways_to(both) == ("way-1",)
    assert Step((ROTA,), 60, ("elsewhere",)).ways_to(both) == ("way-0", "way-1")
    assert Step((ROTA,), 60).ways_to(member("Nobody's", channels=0)) == ("console",)


GONE, TO_MAYA = Step((f"{PERSON}gone",), 60), Step((ROTA,), 60)


@pytest.mark.parametrize(
    ("steps", "begun", "reached", "skipped"),
    [
        ((GONE, TO_MAYA), 0, 1, [0]),
        ((GONE, GONE, TO_MAYA), 0, 2, [0, 1]),
        ((TO_MAYA, GONE), 1, 0, [1]),
        ((TO_MAYA, TO_MAYA, GONE), 2, 1, [2]),
        ((TO_MAYA, GONE), 0, 0, []),
    ],
)
def test_a_step_that_reaches_nobody_gives_way_to_the_next_that_does(
    steps: tuple[Step, ...], begun: int, reached: int, skipped: list[int]
) -> None:
    found, targets, left_out = reached_from(steps, begun, STAFF, {"maya"})
    assert (found, left_out) == (reached, skipped)
    assert targets.responders == (MAYA,)


def test_when_no_step_reaches_anybody_those_on_call_and_the_fallback_contact_are_paged() -> None:
    _, targets, skipped = reached_from((GONE, GONE), 0, STAFF, {"maya"})
    assert targets.responders == (MAYA, RUTH)
    assert skipped == [0, 1]


@given(st.lists(st.sampled_from([GONE, TO_MAYA]), min_size=1, max_size=6), st.integers(0, 5))
def test_whatever_the_steps_somebody_is_paged(steps: list[Step], begun: int) -> None:
    assert reached_from(tuple(steps), begun % len(steps), STAFF, {"maya"})[1].responders
