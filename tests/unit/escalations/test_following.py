"""When somebody who holds a request and lets nothing follow is reminded, and when the team is paged."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.escalations.hand_overs.following import Due, due
from backend.escalations.hand_overs.model import Offer, OfferState
from backend.escalations.model import Escalation, State
from tests.unit.escalations.made import acted, at, escalation

WITHIN = timedelta(seconds=180)
WAITING = escalation(state=State.TAKEN_OVER, taken_over_by=acted("Maya"), waiting_since=at(1000))
ANSWERED = replace(WAITING, waiting_since=None)
ACKNOWLEDGED = escalation(state=State.ACKNOWLEDGED, acknowledged_by=acted("Maya"), stale_after_s=600)
ASKED = Offer(
    "maya", "Maya", (), "the whole team", at(1360), at(1660),
    at_shift_end=False, unanswered=True, state=OfferState.LAPSED,
)  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(1179, Due.NOTHING), (1180, Due.REMINDER), (1359, Due.REMINDER), (1360, Due.TEAM), (9999, Due.TEAM)],
)
def test_who_lets_a_young_person_wait_is_reminded_and_after_as_long_again_the_team_is_paged(
    seconds: float, expected: Due
) -> None:
    assert due(WAITING, at(seconds), WITHIN) is expected


def test_who_wrote_last_owes_nothing_however_long_it_is_quiet() -> None:
    assert due(ANSWERED, at(99999), WITHIN) is Due.NOTHING


def test_a_reminder_is_for_one_wait_and_the_next_wait_has_one_of_its_own() -> None:
    reminded = replace(WAITING, reminded_at=at(1180))
    assert due(reminded, at(1190), WITHIN) is Due.NOTHING
    assert due(reminded, at(1360), WITHIN) is Due.TEAM
    assert due(replace(reminded, waiting_since=at(1200)), at(1380), WITHIN) is Due.REMINDER


def test_who_says_that_they_keep_it_has_the_time_anew() -> None:
    kept = replace(WAITING, offers=(replace(ASKED, state=OfferState.WITHDRAWN, ended_at=at(1400)),))
    assert [due(kept, at(seconds), WITHIN) for seconds in (1579, 1580, 1760)] == [
        Due.NOTHING, Due.REMINDER, Due.TEAM,
    ]  # fmt: skip


def test_while_it_is_offered_or_the_team_is_paged_nothing_more_is_due() -> None:
    offered = replace(ASKED, state=OfferState.OFFERED, unanswered=False, to=("ruth",))
    for offer in (offered, ASKED):
        assert due(replace(WAITING, offers=(offer,)), at(9999), WITHIN) is Due.NOTHING


def test_the_team_is_left_in_peace_once_they_have_written_also_where_the_next_words_came_in_at_once() -> None:
    asked = replace(WAITING, offers=(ASKED,))
    assert due(replace(asked, waiting_since=None), at(1400), WITHIN) is Due.PEACE
    assert due(replace(asked, waiting_since=at(1399)), at(1400), WITHIN) is Due.PEACE
    shift_end = replace(ASKED, unanswered=False, at_shift_end=True)
    assert due(replace(ANSWERED, offers=(shift_end,)), at(1400), WITHIN) is Due.NOTHING


def test_an_acknowledgement_is_reminded_of_at_half_of_its_time_and_no_more_is_due_here() -> None:
    assert [due(ACKNOWLEDGED, at(seconds), WITHIN) for seconds in (299, 300, 599, 600)] == [
        Due.NOTHING, Due.REMINDER, Due.REMINDER, Due.NOTHING,
    ]  # fmt: skip
    assert due(replace(ACKNOWLEDGED, reminded_at=at(300)), at(400), WITHIN) is Due.NOTHING


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED])
def test_what_nobody_holds_is_nobodys_silence(state: State) -> None:
    assert due(replace(WAITING, state=state), at(9999), WITHIN) is Due.NOTHING


@pytest.mark.parametrize("held", [WAITING, ACKNOWLEDGED])
def test_in_a_drill_nobody_waits(held: Escalation) -> None:
    now = (held.silent_since or at(0)) + timedelta(seconds=330)
    assert due(held, now, WITHIN) is Due.REMINDER
    assert due(replace(held, person=replace(held.person, drill="all")), now, WITHIN) is Due.NOTHING
