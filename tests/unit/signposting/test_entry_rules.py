"""What an editor may store: a new entry whole, and a change that takes nothing away of what an entry needs."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.signposting import shipped
from backend.signposting.editing.model import What, begun, first_words, what_it_is
from backend.signposting.editing.rules import NEEDED, wrong, wrong_days
from backend.signposting.model import Audience, Channel, Cost, Display, DisplayRule, Location, Source

TODAY = date(2026, 11, 23)
WANTED: dict[str, Any] = {
    "name": "The Night Desk", "organization": "Luton Youth Trust", "scope": "local", "description": "Talk at night.",
    "audience": (Audience.YOUNG_PERSON,), "minimum_age": 11, "maximum_age": 19, "eligibility_description": "11 to 19.",
    "opening_hours": None, "holiday_note": "", "interpretation_services": "", "fees_description": "",
    "cost": Cost.FREE, "confidentiality": "", "url": None, "channels": (Channel("phone", "01582 000 000"),),
    "sources": (Source("Luton Youth Trust", "https://example.org", None),),
}  # fmt: skip
NEW = begun("own-1", WANTED, TODAY, None)
HALL = Location("The Hall", "1 High Street", "Luton", "Bedfordshire", "LU1 2AB")


def fields(found: list[Any]) -> list[str]:
    return [trouble.field for trouble in found]


def test_a_new_entry_is_hidden_and_due_90_days_after_it_was_made_sure_of() -> None:
    assert wrong(NEW) == []
    assert not NEW.shown
    assert (NEW.checked_on, NEW.next_check_on) == (TODAY, date(2027, 2, 21))
    assert (NEW.never_hidden, NEW.crisis_rank, NEW.confidence) == (False, None, "medium")
    assert begun("own-1", WANTED, TODAY, date(2026, 12, 1)).next_check_on == date(2026, 12, 1)


@given(st.sets(st.sampled_from([*NEEDED, "sources"])))
def test_what_a_new_entry_lacks_is_named_and_nothing_else(lacking: set[str]) -> None:
    empty = {name: type(WANTED[name])() for name in lacking}
    assert set(fields(wrong(replace(NEW, **empty)))) == lacking


@given(st.sampled_from([service for service in shipped.services() if not service.never_hidden]), st.data())
def test_a_change_may_leave_out_what_was_missing_and_nothing_else(before: Any, data: st.DataObject) -> None:
    assert wrong(before, before) == []
    name = data.draw(st.sampled_from(sorted(NEEDED)))
    had = bool(getattr(before, name))
    assert fields(wrong(replace(before, **{name: type(getattr(before, name))()}), before)) == [name] * had


@pytest.mark.parametrize(
    "place",
    [replace(HALL, address_1=None), replace(HALL, postal_code=None), replace(HALL, postal_code="Luton"),
     replace(HALL, name="<i>Hall</i>")],
)  # fmt: skip
def test_an_address_is_whole_or_left_out(place: Location) -> None:
    assert wrong(replace(NEW, locations=(HALL, Location("The library")))) == []
    assert fields(wrong(replace(NEW, locations=(HALL, place)))) == ["locations.1"]


@pytest.mark.parametrize(
    ("checked_on", "next_on", "field"),
    [
        (date(2026, 11, 24), None, "checked_on"),
        (date(2026, 8, 25), None, "checked_on"),
        (TODAY, TODAY, "next_check_on"),
        (TODAY, date(2027, 11, 25), "next_check_on"),
    ],
)
def test_days_that_cannot_be_are_named(checked_on: date, next_on: date | None, field: str) -> None:
    assert wrong_days(TODAY, date(2026, 8, 26), date(2027, 11, 24)) == []
    assert fields(wrong_days(TODAY, checked_on, next_on)) == [field]


def test_the_history_tells_an_edit_from_taking_away_and_bringing_back() -> None:
    shown = replace(NEW, display=DisplayRule(Display.SHOW))
    cautious = replace(NEW, display=DisplayRule(Display.SHOW_WITH_LABEL, "Ring first"))
    assert what_it_is(NEW, shown) is what_it_is(NEW, cautious) is What.SHOWN
    assert what_it_is(shown, NEW) is what_it_is(cautious, NEW) is What.WITHDRAWN
    assert what_it_is(shown, cautious) is what_it_is(NEW, NEW) is What.EDITED


def test_the_history_of_a_new_entry_begins_with_everything_that_it_says() -> None:
    first = {change.field: change.after for change in first_words(NEW)}
    assert (first["name"], first["channels"][0]["value"]) == ("The Night Desk", "01582 000 000")
    assert {change.before for change in first_words(NEW)} == {None}
    assert "fees_description" not in first
