"""From a policy step to queued pages."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.escalations.model import ReceiptKind, Responder
from backend.escalations.paging.model import RETRY_AFTER_S, page_id, retry_after_s
from backend.escalations.paging.queueing import following_step, pages_to, start_step
from tests.fakes import MONDAY_EVENING
from tests.unit.escalations.made import acted, at, escalation, member

MAYA, SAM = member("Maya"), member("Sam")
RUTH = member("Ruth", "supervisor", fallback=True)
STAFF = [MAYA, SAM, RUTH]
NOW = MONDAY_EVENING


def test_a_step_pages_each_person_by_each_of_their_channels_at_once() -> None:
    both_ways = member("Maya", channels=2)
    _, pages, _ = start_step(escalation(), 0, [both_ways], {"maya"}, NOW)
    assert [page.channel for page in pages] == ["way-0", "way-1"]
    assert {page.due_at for page in pages} == {NOW}


def test_the_same_page_has_the_same_id_and_another_round_another() -> None:
    once = start_step(escalation(), 0, STAFF, {"maya"}, NOW)[1]
    twice = start_step(escalation(), 0, STAFF, {"maya"}, NOW)[1]
    assert [page.id for page in once] == [page.id for page in twice]
    next_round = start_step(escalation(round=1), 0, STAFF, {"maya"}, NOW)[1]
    assert {page.id for page in once}.isdisjoint(page.id for page in next_round)


def test_pages_of_one_round_never_share_an_id() -> None:
    everyone = [member(name, channels=3) for name in ("Maya", "Sam", "Ruth")]
    _, pages, _ = start_step(escalation(), 2, everyone, {"maya"}, NOW)
    assert len({page.id for page in pages}) == len(pages) == 9


def test_the_id_of_a_page_says_nothing_about_the_young_person() -> None:
    assert page_id("escalation-1", 3, "maya", "console") == "escalation-1.3.maya.console"


def test_a_step_says_when_the_next_one_is_due_and_counts_its_round() -> None:
    opened = escalation()
    started, _, _ = start_step(opened, 1, STAFF, {"maya"}, NOW)
    assert (started.step, started.round, started.last_queued_at) == (1, 1, NOW)
    assert started.next_step_at == NOW + timedelta(seconds=opened.steps[1].wait_s)


def test_the_last_step_repeats_for_ever() -> None:
    at_the_end = escalation(step=0)
    steps = []
    for _ in range(6):
        steps.append(at_the_end.step)
        at_the_end, _, _ = start_step(at_the_end, following_step(at_the_end), STAFF, {"maya"}, NOW)
    assert steps == [0, 1, 2, 2, 2, 2]
    assert at_the_end.next_step_at is not None


def test_those_who_hold_it_are_paged_too() -> None:
    held = escalation(acknowledged_by=acted("Sam"), taken_over_by=acted("Ruth"))
    _, pages, _ = start_step(held, 0, STAFF, {"maya"}, NOW)
    assert sorted(page.first_name for page in pages) == ["Maya", "Ruth", "Sam"]


def test_a_holder_who_is_on_call_is_paged_once() -> None:
    _, pages, _ = start_step(escalation(acknowledged_by=acted("Maya")), 0, STAFF, {"maya"}, NOW)
    assert [page.first_name for page in pages] == ["Maya"]


def test_an_empty_rota_is_a_receipt() -> None:
    _, _, with_rota = start_step(escalation(), 0, STAFF, {"maya"}, NOW)
    _, pages, without = start_step(escalation(), 0, STAFF, set(), NOW)
    assert [receipt.kind for receipt in with_rota] == [ReceiptKind.STEP_STARTED]
    assert [receipt.kind for receipt in without] == [ReceiptKind.STEP_STARTED, ReceiptKind.ROTA_EMPTY]
    assert [page.first_name for page in pages] == ["Ruth"]


def test_no_page_carries_more_than_ids_a_first_name_and_how_soon() -> None:
    _, [page], _ = start_step(escalation(), 0, STAFF, {"maya"}, NOW)
    assert set(vars(page)) == {
        "id", "escalation_id", "conversation_id", "staff_id", "first_name", "channel", "attention", "step", "fallback",
        "due_at", "attempt", "drill",
    }  # fmt: skip


@given(st.integers(1, 100_000))
def test_a_page_that_fails_is_tried_again_whatever_the_attempt(attempt: int) -> None:
    wait_s = retry_after_s(attempt)
    assert 0 < wait_s <= max(RETRY_AFTER_S)
    assert wait_s <= retry_after_s(attempt + 1)


@given(st.sets(st.sampled_from(["maya", "sam", "ruth"])), st.integers(0, 2))
def test_whoever_is_on_call_every_step_queues_a_page(on_call: set[str], step: int) -> None:
    staff: list[Responder] = STAFF
    _, pages, _ = start_step(escalation(), step, staff, on_call, NOW)
    assert on_call <= {page.staff_id for page in pages}
    assert pages


def test_who_is_asked_to_take_over_is_paged_by_all_their_ways_and_the_step_stays() -> None:
    held = escalation(step=1, round=3)
    following, pages = pages_to(held, [member("Ruth", channels=2)], at(10))
    assert [(page.staff_id, page.channel, page.step) for page in pages] == [
        ("ruth", "way-0", 1), ("ruth", "way-1", 1),
    ]  # fmt: skip
    assert replace(following, round=3) == held
    _, more = pages_to(following, [member("Ruth")], at(20))
    assert not {page.id for page in pages} & {page.id for page in more}
    drill = replace(held, person=replace(held.person, drill="console"))
    assert [page.channel for page in pages_to(drill, [member("Ruth")], at(10))[1]] == ["console"]
