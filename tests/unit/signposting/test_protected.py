"""999, 111, Samaritans and Childline stay, whatever is stored."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.signposting import shipped
from backend.signposting.asking import Question
from backend.signposting.board import Board
from backend.signposting.model import Audience, Channel, Display, DisplayRule, Service
from backend.signposting.protected import protected_numbers, shadowed, spoils, with_never_hidden

SERVICES = shipped.services()
DIRECTORY = {service.id: service for service in SERVICES}
NEVER_HIDDEN = {"uk-999", "nhs-111-2", "samaritans", "childline"}
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def hidden(service: Service) -> Service:
    return replace(service, display=DisplayRule(Display.HIDE))


def emptied(service: Service) -> Service:
    return replace(service, channels=())


def with_a_wrong_number(service: Service) -> Service:
    return replace(service, channels=(Channel("phone", "01582 000 000"),))


def for_professionals_only(service: Service) -> Service:
    return replace(service, audience=(Audience.PROFESSIONAL,))


def in_office_hours_only(service: Service) -> Service:
    return replace(service, opening_hours="Mo-Fr 09:00-17:00")


def for_adults_only(service: Service) -> Service:
    return replace(service, minimum_age=18)


SPOILERS = [
    hidden,
    emptied,
    with_a_wrong_number,
    for_professionals_only,
    in_office_hours_only,
    for_adults_only,
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(SERVICES), unique=True), st.sampled_from(SPOILERS), INSTANTS)
def test_the_four_never_disappear_whatever_is_stored(
    kept: list[Service], spoil: Callable[[Service], Service], now: datetime
) -> None:
    stored = [spoil(service) for service in kept]
    board = Board(with_never_hidden(stored, SERVICES), now)
    listed = board.fitting(Question(age=15), 200).listed
    assert {entry.service.id for entry in listed if entry.never_closes} >= NEVER_HIDDEN


@pytest.mark.parametrize("service_id", sorted(NEVER_HIDDEN))
@pytest.mark.parametrize(
    ("spoil", "field"),
    list(
        zip(
            SPOILERS,
            ["display", "channels", "channels", "audience", "opening_hours", "minimum_age"],
            strict=True,
        )
    ),
)
def test_what_would_spoil_one_of_them_is_named(
    service_id: str, spoil: Callable[[Service], Service], field: str
) -> None:
    original = DIRECTORY[service_id]
    assert spoils(spoil(original), original) == [field]


def test_an_edited_samaritans_is_kept_when_it_can_still_be_found_and_reached() -> None:
    edited = replace(DIRECTORY["samaritans"], description="Words of an editor.")
    assert edited in with_never_hidden((edited,), SERVICES)


def test_their_numbers_stand_for_them_alone() -> None:
    assert {number: one.id for number, one in protected_numbers().items()} == {
        "999": "uk-999", "111": "nhs-111-2", "8001111": "childline", "116123": "samaritans",
    }  # fmt: skip


@pytest.mark.parametrize("number", ["116 123", "0116123", "+44 116 123", "0044 (0)116-123"])
def test_no_other_entry_has_the_number_of_one_of_them(number: str) -> None:
    for kind in ("phone", "text", "relay", "emergency_sms"):
        other = replace(DIRECTORY["calm"], channels=(Channel("web", "https://x.org"), Channel(kind, number)))
        assert shadowed(other) == [("channels.1", DIRECTORY["samaritans"])]


@pytest.mark.parametrize("name", ["Childline", "CHILD LINE", "NHS 111", "999", " Samaritans. "])
def test_no_other_entry_has_the_name_of_one_of_them(name: str) -> None:
    [(field, one)] = shadowed(replace(DIRECTORY["calm"], name=name))
    assert (field, one.never_hidden) == ("name", True)


def test_they_are_no_shadow_of_themselves_and_a_branch_of_one_is_none_of_it() -> None:
    assert [service.id for service in SERVICES if shadowed(service)] == []
    assert shadowed(replace(DIRECTORY["calm"], name="Samaritans of Luton")) == []
