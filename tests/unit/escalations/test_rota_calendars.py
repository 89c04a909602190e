"""The rota as a calendar, and calendars as shifts."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from backend.core.problem import Unprocessable
from backend.escalations.rota.calendars.reading import Colleague, Line, lines_of
from backend.escalations.rota.calendars.writing import calendar_of
from backend.escalations.rota.model import Shift
from tests.fakes import MONDAY_EVENING as NOW

MAYA = Colleague("staff-Maya", "Maya", frozenset({"maya", "maya@example.org"}))
SAM = Colleague("staff-Sam", "Sam", frozenset({"sam.b"}))
OTHER_SAM = Colleague("staff-Sam2", "Sam", frozenset({"sam.c"}))
PEOPLE = [MAYA, SAM, OTHER_SAM]


def calendar(*events: str) -> bytes:
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event.split("|"), "END:VEVENT")]
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", *lines, "END:VCALENDAR", ""]
    ).encode()


def event(
    who: str = "SUMMARY:On call: Maya", start: str = ":20261201T180000Z", end: str = ":20261201T230000Z"
) -> str:
    return f"UID:1|{who}|DTSTART{start}|DTEND{end}"


def only_line(document: bytes) -> Line:
    [line] = lines_of(document, PEOPLE, NOW)
    return line


def test_a_feed_says_on_call_and_when_in_utc_and_nothing_else() -> None:
    spring = datetime(2027, 3, 27, 17, tzinfo=UTC)
    shift = Shift("layer-of-maya:2027-03-27", "staff-Maya", spring, spring + timedelta(hours=14))
    text = calendar_of([shift], NOW)
    [found] = Calendar.from_ical(text).walk("VEVENT")
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (shift.starts_at, shift.ends_at)
    assert b"DTSTART:20270327T170000Z" in text
    assert str(found["SUMMARY"]) == "On call"
    assert b"maya" not in text.lower()


def test_a_feed_gives_the_same_shift_the_same_id_each_time_and_two_shifts_two() -> None:
    shifts = [Shift("one", who, NOW, NOW + timedelta(hours=1)) for who in ("maya", "sam")]
    first, second = (Calendar.from_ical(calendar_of(shifts, NOW)).walk("VEVENT") for _ in range(2))
    assert [one["UID"] for one in first] == [one["UID"] for one in second]
    assert len({str(one["UID"]) for one in first}) == 2


@pytest.mark.parametrize(
    "who",
    [
        "SUMMARY:On call: Maya",
        "SUMMARY:maya (late)",
        "ATTENDEE:MAILTO:Maya@Example.org|SUMMARY:Evening",
        "ATTENDEE;CN=M:mailto:maya@example.org|ATTENDEE:mailto:room@example.org|SUMMARY:Sam",
    ],
)
def test_a_person_is_known_by_address_username_or_first_name(who: str) -> None:
    line = only_line(calendar(event(who)))
    assert (line.problem, line.first_name) == (None, "Maya")
    assert line.shift
    assert line.shift.staff_id == "staff-Maya"


@pytest.mark.parametrize(
    ("start", "end", "starts_at", "hours"),
    [
        (":20270701T180000", ":20270701T220000", datetime(2027, 7, 1, 17, tzinfo=UTC), 4),
        (";TZID=Europe/London:20270327T180000", ";TZID=Europe/London:20270328T080000",
         datetime(2027, 3, 27, 18, tzinfo=UTC), 13),
        (";VALUE=DATE:20261201", ";VALUE=DATE:20261202", datetime(2026, 12, 1, tzinfo=UTC), 24),
    ],
)  # fmt: skip
def test_times_without_a_zone_are_those_of_london(
    start: str, end: str, starts_at: datetime, hours: int
) -> None:
    shift = only_line(calendar(event(start=start, end=end))).shift
    assert shift
    assert (shift.starts_at, shift.ends_at - shift.starts_at) == (starts_at, timedelta(hours=hours))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (event("SUMMARY:Somebody"), "names nobody"),
        (event("SUMMARY:Sam"), "could be Sam or Sam"),
        (event("SUMMARY:Mayar"), "names nobody"),
        (event() + "|RRULE:FREQ=DAILY", "repeats"),
        (event() + "|STATUS:CANCELLED", "cancelled"),
        ("UID:1|SUMMARY:Maya", "when it starts"),
        (event(end=":20261203T180000Z"), "24 hours"),
        (event(end=":20261201T170000Z"), "ends after it starts"),
        (event(start=":20251201T180000Z", end=":20251201T200000Z"), "past"),
        (event(start=":20290101T180000Z", end=":20290101T200000Z"), "400 days"),
    ],
)
def test_what_is_wrong_with_an_event_is_said_on_its_line(wrong: str, says: str) -> None:
    right, bad = lines_of(calendar(event(), wrong), PEOPLE, NOW)
    assert (right.number, right.problem) == (1, None)
    assert (bad.number, bad.shift) == (2, None)
    assert bad.problem
    assert says in bad.problem


NO_ZONE = calendar(event(start=";TZID=Europe:20261201T180000"))


@pytest.mark.parametrize(
    "document", [b"", b"hello", b"\xff\xfe", calendar(), b"BEGIN:VCALENDAR\r\n", NO_ZONE]
)
def test_what_is_no_calendar_is_refused(document: bytes) -> None:
    with pytest.raises(Unprocessable):
        lines_of(document, PEOPLE, NOW)


def test_the_same_event_becomes_the_same_shift() -> None:
    assert only_line(calendar(event())).shift == only_line(calendar(event())).shift
