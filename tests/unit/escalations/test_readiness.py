"""Whether somebody who comes on call soon can be reached."""

from datetime import timedelta

import pytest

from backend.escalations.model import Responder
from backend.escalations.rota.model import Shift
from backend.escalations.rota.readiness import ComingOn, Lack, coming_on, lacks, sentence
from tests.fakes import MONDAY_EVENING as NOW

MAYA = Responder("maya", "Maya", "on_call", ("console", "sms"), fallback_contact=False)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def shift(who: str, starts: float, ends: float) -> Shift:
    return Shift(f"{who}-{starts}", who, NOW + minutes(starts), NOW + minutes(ends))


@pytest.mark.parametrize(("starts", "found"), [(0, False), (1, True), (60, True), (61, False)])
def test_whoever_starts_within_an_hour_comes_on_call(starts: float, found: bool) -> None:
    assert bool(coming_on([shift("maya", starts, 600)], NOW)) is found


def test_somebody_who_simply_goes_on_does_not_come_on_call_again() -> None:
    shifts = [shift("maya", 30, 90), shift("maya", -60, 30), shift("sam", -60, 29), shift("sam", 30, 90)]
    assert coming_on(shifts, NOW) == [ComingOn("sam", NOW + minutes(30))]


def test_two_shifts_in_a_row_are_one_start() -> None:
    assert coming_on([shift("maya", 10, 20), shift("maya", 20, 40)], NOW) == [
        ComingOn("maya", NOW + minutes(10))
    ]


def test_a_verified_way_and_a_test_page_of_the_last_fortnight_are_enough() -> None:
    assert lacks(MAYA, {"sms"}, {"sms": NOW - timedelta(days=14)}, NOW) == ()


@pytest.mark.parametrize(
    ("verified", "acknowledged", "found"),
    [
        (set(), {"sms": NOW}, (Lack.NO_WAY,)),
        ({"email"}, {"email": NOW}, (Lack.NO_WAY,)),  # Not a channel that she is paged by.
        ({"sms"}, {}, (Lack.NO_TEST,)),
        ({"sms"}, {"sms": NOW - timedelta(days=14, minutes=1)}, (Lack.NO_TEST,)),
        ({"console"}, {"sms": NOW}, (Lack.NO_TEST,)),  # The number was changed since, and is not verified.
    ],
)
def test_what_is_missing_is_named(verified: set[str], acknowledged: dict[str, object], found: object) -> None:
    assert lacks(MAYA, verified, acknowledged, NOW) == found  # type: ignore[arg-type]  # Instants, as parametrized.


def test_somebody_who_has_left_is_said_to_have_left() -> None:
    assert lacks(None, set(), {}, NOW) == (Lack.LEFT,)


def test_supervisors_read_who_when_in_uk_time_and_what() -> None:
    said = sentence("Maya", NOW.replace(month=7, hour=17, minute=0), [Lack.NO_TEST])
    assert said == "Maya comes on call at 18:00 and has not acknowledged a test page in the last 14 days."
