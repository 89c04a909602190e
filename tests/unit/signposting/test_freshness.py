"""How old facts are, and what becomes of an entry that nobody has checked in time."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.signposting import shipped
from backend.signposting.asking import Question
from backend.signposting.board import Board, listing
from backend.signposting.model import Channel, Display, DisplayRule, Service, State
from backend.signposting.saying import NOT_CONFIRMED, checked, label

DIRECTORY = {service.id: service for service in shipped.services()}
NEVER_HIDDEN = {"uk-999", "nhs-111-2", "samaritans", "childline"}
SUMMER_NIGHT = datetime(2027, 6, 12, 20, 30, tzinfo=UTC)  # Nobody has checked anything since November.


@pytest.mark.parametrize(
    ("as_of", "sentence"),
    [
        ("2026-11-23", "Information from 23 November 2026"),
        ("2023-03", "Information from March 2023"),
        ("2024", "Information from 2024"),
        ("2022-2024", "Information from 2022 to 2024"),
        ("older", "It is not known how old this information is"),
        ("undated, archived copy", "It is not known how old this information is"),
    ],
)
def test_facts_that_nobody_here_checked_say_how_old_their_sources_are(as_of: str, sentence: str) -> None:
    assert checked(replace(DIRECTORY["calm"], as_of=as_of)) == sentence


def test_what_somebody_here_checked_says_when() -> None:
    service = replace(DIRECTORY["calm"], checked_on=date(2026, 11, 12))
    assert checked(service) == "Checked on 12 November 2026"


def test_a_place_to_go_to_says_check_before_you_travel_but_not_the_hospital() -> None:
    day = date(2026, 11, 25)
    way = Channel("in_person", "Castle Street, Luton")
    assert label(replace(DIRECTORY["beat"], channels=(way,)), day) == "Check before you travel"
    assert label(DIRECTORY["ld-ae"], day) is None


def entry_of(service: Service, now: datetime) -> tuple[State, str, str | None]:
    (entry,) = Board((service,), now).fitting(Question(), 1).listed
    seen = listing(entry, now)
    return seen.state, seen.says, seen.label


def test_hours_that_nobody_checked_in_time_are_no_longer_confirmed_and_it_says_so() -> None:
    calm = replace(DIRECTORY["calm"], checked_on=date(2026, 11, 30))
    assert entry_of(calm, SUMMER_NIGHT) == (
        State.UNKNOWN,
        NOT_CONFIRMED,
        "Not checked since 30 November 2026",
    )
    kept_up = replace(calm, next_check_on=SUMMER_NIGHT.date())
    assert entry_of(kept_up, SUMMER_NIGHT)[0] is State.OPEN


def test_a_line_that_never_closes_stays_and_says_that_nobody_checked_it() -> None:
    state, says, caution = entry_of(DIRECTORY["shout"], SUMMER_NIGHT)
    assert (state, says) == (State.OPEN, "Open now, all day and night")
    assert caution == "Not checked since 4 November 2024"


def test_cautions_are_told_together() -> None:
    rule = DisplayRule(Display.SHOW_WITH_LABEL, "Ring first")
    there = replace(DIRECTORY["beat"], channels=(Channel("in_person", "Luton"),), display=rule, as_of="older")
    expected = "Ring first. Not checked for a long time. Check before you travel"
    assert entry_of(there, SUMMER_NIGHT)[2] == expected


@given(st.dates(date(2026, 1, 1), date(2099, 1, 1)), st.sampled_from(sorted(NEVER_HIDDEN)))
def test_the_four_are_never_doubted_however_late_it_is(day: date, service_id: str) -> None:
    service = DIRECTORY[service_id]
    assert label(service, day) is None
    assert service.hours_on(day) == "24/7"


@given(st.dates(date(2026, 1, 1), date(2099, 1, 1)), st.sampled_from(list(DIRECTORY.values())))
def test_no_entry_is_open_at_set_times_once_its_date_is_over(day: date, service: Service) -> None:
    assert service.next_check_on
    over = day > service.next_check_on and service.id not in NEVER_HIDDEN
    assert service.overdue(day) == over
    if over:
        assert service.hours_on(day) in {None, "24/7"}


def test_every_shipped_entry_has_a_day_for_its_next_check_and_crisis_entries_within_a_month() -> None:
    for service in DIRECTORY.values():
        assert service.checked_on is None, "nobody has checked it, and nothing may say so"
        assert service.next_check_on
        days = (service.next_check_on - date(2026, 11, 23)).days
        assert days <= (30 if service.in_a_crisis else 90)
