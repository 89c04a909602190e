"""What an entry is, what is missing in it, and in which order things are read."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from bson.binary import Binary

from backend.core.problem import Unprocessable
from backend.escalations.chronology.drafts import Draft, Wanted, refuse_what_is_missing
from backend.escalations.chronology.model import (
    Account,
    Answers,
    Author,
    Chain,
    Concern,
    Content,
    Entry,
    FollowUp,
    Happened,
    Kind,
    Told,
    chains,
    happened_now,
    order,
    quiet_days,
)

NOW = datetime(2026, 11, 23, 21, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WROTE = Account(facts="We spoke.")
NOBODY_TOLD = Answers(Concern.NO, "There was nothing to pass on.", why_nobody="Nothing to tell.")


def entry(name: str = "one", happened: Happened | None = None, **changes: Any) -> Entry:
    happened = happened or happened_now(NOW)
    made = Entry(
        id=name,
        young_person_id="kit",
        escalation_id="request",
        kind=Kind.NOTE,
        happened=happened,
        happened_at=happened.starts_at,
        recorded_at=NOW,
        by=Author("staff-Maya", "Maya", "on_call"),
        sealed=Binary(b""),
    )
    return replace(made, **changes)


def missing_in(draft: Draft, *, left_open: bool = False) -> list[str]:
    """Return the fields that have to be changed."""
    try:
        refuse_what_is_missing(draft, NOW, left_open=left_open)
    except Unprocessable as problem:
        return [error["field"] for error in problem.extra["errors"]]
    return []


def note(**changes: Any) -> Draft:
    fields: dict[str, Any] = {"account": WROTE} | changes
    return Draft("one", Kind.NOTE, **fields)


def closing(answers: Answers = NOBODY_TOLD, **changes: Any) -> Draft:
    fields: dict[str, Any] = {"account": WROTE, "answers": answers} | changes
    return Draft("one", Kind.CLOSING, **fields)


@pytest.mark.parametrize("field", ["facts", "opinion", "own_words"])
def test_any_one_of_the_three_is_enough_for_an_entry(field: str) -> None:
    assert missing_in(note(account=Account(**{field: "Something."}))) == []
    assert missing_in(note(account=Account())) == ["account.facts"]


def test_a_closing_says_what_was_done() -> None:
    assert missing_in(closing()) == []
    assert missing_in(closing(account=Account(opinion="They seemed tired."))) == ["account.facts"]


def test_the_safeguarding_question_needs_more_than_a_yes_or_no() -> None:
    for concern in (Concern.YES, Concern.NO):
        assert missing_in(closing(replace(NOBODY_TOLD, concern=concern, done=""))) == ["answers.done"]


def test_not_sure_yet_needs_somebody_who_looks_again() -> None:
    unsure = replace(NOBODY_TOLD, concern=Concern.NOT_SURE)
    wanted = Wanted("Ask the school.", "staff-Maya", TODAY + timedelta(days=2))
    assert missing_in(closing(unsure)) == ["follow_up"]
    assert missing_in(closing(unsure, follow_up=wanted)) == []
    assert missing_in(closing(unsure), left_open=True) == []


def test_either_somebody_was_told_or_it_says_why_nobody_was() -> None:
    told = (Told("The duty social worker", "To look at it tonight."),)
    assert missing_in(closing(replace(NOBODY_TOLD, why_nobody=""))) == ["answers.why_nobody"]
    assert missing_in(closing(replace(NOBODY_TOLD, told=told, knows=True))) == ["answers.why_nobody"]
    assert missing_in(closing(Answers(Concern.YES, "Passed on.", told))) == ["answers.knows"]
    assert missing_in(closing(Answers(Concern.YES, "Passed on.", told, knows=False))) == []
    without_reason = (Told("The duty social worker", ""),)
    wrong = closing(Answers(Concern.YES, "Passed on.", without_reason, knows=True))
    assert missing_in(wrong) == ["answers.told.0.why"]


@pytest.mark.parametrize(("days", "good"), [(-1, False), (0, True), (366, True), (367, False)])
def test_a_review_is_today_or_later_and_within_a_year(days: int, *, good: bool) -> None:
    wanted = Wanted("Ask the school.", "staff-Maya", TODAY + timedelta(days=days))
    assert missing_in(closing(follow_up=wanted)) == ([] if good else ["follow_up.review_on"])


def test_nothing_is_recorded_before_it_happens() -> None:
    assert missing_in(note(happened=Happened(TODAY))) == []
    assert missing_in(note(happened=Happened(TODAY, time(21, 14)))) == []
    assert missing_in(note(happened=Happened(TODAY, time(22, 0)))) == ["happened.on"]
    assert missing_in(note(happened=Happened(date(9999, 12, 31)))) == ["happened.on"]
    assert missing_in(note(happened=Happened(date(206, 11, 23)))) == ["happened.on"]


def test_a_correction_says_why() -> None:
    assert missing_in(note(corrects="zero")) == ["why"]
    assert missing_in(note(corrects="zero", why="It was the other school.")) == []


def test_clock_times_are_those_of_london_also_in_summer() -> None:
    summer = Happened(date(2026, 7, 1), time(21, 14))
    assert summer.starts_at.astimezone(UTC) == datetime(2026, 7, 1, 20, 14, tzinfo=UTC)
    assert happened_now(datetime(2026, 7, 1, 23, 30, 59, tzinfo=UTC)) == Happened(
        date(2026, 7, 2), time(0, 30)
    )


def test_what_is_written_long_afterwards_says_so() -> None:
    assert not entry(happened=Happened(TODAY, time(16, 0))).recorded_later
    assert entry(happened=Happened(TODAY, time(14, 0))).recorded_later
    # Where only the day is known, its end counts.
    assert not entry(happened=Happened(TODAY)).recorded_later
    assert not entry(
        happened=Happened(TODAY - timedelta(days=1)), recorded_at=NOW - timedelta(hours=16)
    ).recorded_later
    assert entry(happened=Happened(TODAY - timedelta(days=1))).recorded_later


def test_what_is_recorded_last_stands_where_it_happened() -> None:
    today = (NOW, NOW)
    last_week = (NOW - timedelta(days=7), NOW + timedelta(hours=1))
    assert sorted([today, last_week], key=lambda one: order(*one)) == [last_week, today]


def test_within_one_minute_the_order_of_recording_counts() -> None:
    opened = (NOW + timedelta(seconds=20), NOW + timedelta(seconds=20))
    noted = (NOW, NOW + timedelta(seconds=50))
    assert sorted([noted, opened], key=lambda one: order(*one)) == [opened, noted]


def test_days_with_nothing_recorded_are_counted() -> None:
    assert quiet_days(NOW, NOW + timedelta(hours=1)) == 0
    assert quiet_days(NOW, NOW + timedelta(days=1)) == 0
    assert quiet_days(NOW, NOW + timedelta(days=8)) == 7


def test_a_corrected_entry_is_one_with_all_its_versions() -> None:
    first, other = entry("one"), entry("other")
    second, third = entry("two", corrects="one"), entry("three", corrects="two")
    found = chains([third, first, other, second])
    assert found == [Chain((first, second, third)), Chain((other,))]
    assert found[0].current is third


def test_what_was_left_open_stays_open_through_a_correction_that_does_not_speak_of_it() -> None:
    left = FollowUp("staff-Maya", "Maya", TODAY)
    first, second = entry("one", follow_up=left), entry("two", corrects="one")
    assert Chain((first, second)).follow_up == left
    replaced = replace(left, owner="Ruth")
    assert Chain((first, replace(second, follow_up=replaced))).follow_up == replaced


def test_words_come_back_as_they_were_sealed() -> None:
    told = (Told("A teacher", "They asked us to."),)
    content = Content(
        Account("Facts.", "Opinion.", 'I am "tired".'),
        Answers(Concern.YES, "Passed on.", told, knows=True),
        left_open="Ask again.",
        why="A slip.",
    )
    assert Content.from_text(content.to_text()) == content
