"""When somebody has gone off shift, and which offer still stands."""

from dataclasses import replace
from datetime import timedelta

from backend.escalations.hand_overs.model import Offer, OfferState, asked_already, went_off
from backend.escalations.model import State
from backend.escalations.rota.model import Shift
from tests.unit.escalations.made import acted, at, escalation

OFFER = Offer("maya", "Maya", ("ruth", "sam"), "Ruth and Sam", at(10), at(310), at_shift_end=True)


def shift(starts: float, ends: float, who: str = "maya") -> Shift:
    return Shift("one", who, at(starts), at(ends))


def test_somebody_goes_off_shift_when_it_ends_and_not_before() -> None:
    assert went_off([shift(-60, 100)], "maya", at(0), at(99)) is None
    assert went_off([shift(-60, 100)], "maya", at(0), at(100)) == at(100)


def test_who_goes_on_without_a_break_does_not_go_off() -> None:
    assert went_off([shift(-60, 100), shift(100, 500)], "maya", at(0), at(200)) is None
    assert went_off([shift(-60, 100), shift(100, 500)], "maya", at(0), at(600)) == at(500)


def test_a_shift_that_was_over_before_they_held_it_does_not_count() -> None:
    assert went_off([shift(-60, -10)], "maya", at(0), at(600)) is None
    assert went_off([shift(-60, 100, "ruth")], "maya", at(0), at(600)) is None


def test_a_shift_that_is_still_to_come_is_no_reason() -> None:
    assert went_off([shift(700, 900)], "maya", at(0), at(600)) is None


def test_an_offer_stands_while_the_same_person_holds_it_since_before() -> None:
    held = escalation(state=State.ACKNOWLEDGED, acknowledged_by=acted("Maya"), offers=(OFFER,))
    assert held.offer == OFFER
    assert replace(held, state=State.OPEN).offer is None
    assert replace(held, acknowledged_by=acted("Ruth")).offer is None
    assert replace(held, acknowledged_by=replace(acted("Maya"), at=at(11))).offer is None
    assert replace(held, state=State.TAKEN_OVER, taken_over_by=acted("Maya")).offer == OFFER
    for state in (OfferState.ACCEPTED, OfferState.WITHDRAWN):
        assert replace(held, offers=(replace(OFFER, state=state),)).offer is None


def test_who_is_asked_may_accept_and_after_it_lapsed_anybody_but_the_one_who_has_it() -> None:
    lapsed = replace(OFFER, state=OfferState.LAPSED)
    assert [OFFER.may_accept(who) for who in ("ruth", "ada", "maya")] == [True, False, False]
    assert [lapsed.may_accept(who) for who in ("ruth", "ada", "maya")] == [True, True, False]
    assert OFFER.without("ruth").to == ("sam",)
    assert not OFFER.without("ruth").may_accept("ruth")


def test_who_said_that_they_keep_it_is_asked_again_after_an_hour() -> None:
    kept = replace(OFFER, state=OfferState.WITHDRAWN, ended_at=at(20))
    assert asked_already(kept, at(5), at(20) + timedelta(minutes=59))
    assert not asked_already(kept, at(5), at(20) + timedelta(hours=1))
    assert not asked_already(kept, at(15), at(30)), "it was for an earlier shift"
    assert not asked_already(None, at(5), at(30))
