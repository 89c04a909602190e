"""Who is awake: what is chosen, in which order, and that what never closes is always among them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.core.clock import LONDON
from backend.signposting import shipped
from backend.signposting.asking import Question
from backend.signposting.board import NOTHING_FITS, NOTHING_OPEN, Board, Entry, Fitting, listing
from backend.signposting.model import Audience, Channel, Cost, Listing, Place, Service, State
from backend.signposting.terms import FAITHS, NEEDS

SERVICES = shipped.services()
# As if somebody went on checking: what happens otherwise is in test_freshness.py.
KEPT_UP = tuple(replace(service, next_check_on=None) for service in SERVICES)
SATURDAY_NIGHT = datetime(2026, 11, 28, 23, 30, tzinfo=LONDON)
WEDNESDAY_NOON = datetime(2026, 11, 25, 12, 0, tzinfo=LONDON)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
FORMS = {"report-remove", "report-harmful-content", "ceop"}
AGES = st.none() | st.integers(5, 30)
QUESTIONS = st.builds(
    Question,
    audience=st.sampled_from(list(Audience)),
    age=AGES,
    need=st.none() | st.sampled_from(list(NEEDS)),
    channel=st.none() | st.sampled_from(["phone", "text", "webchat", "email", "in_person"]),
    language=st.none() | st.sampled_from(["en", "ur", "pl", "bfi"]),
    faith=st.none() | st.sampled_from(list(FAITHS)),
    free=st.booleans(),
    place=st.none() | st.sampled_from(list(Place)),
)
HARD_NIGHTS = [
    SATURDAY_NIGHT,
    datetime(2026, 12, 25, 23, 30, tzinfo=LONDON),
    datetime(2026, 12, 28, 20, 0, tzinfo=LONDON),  # A substitute bank holiday.
    datetime(2026, 12, 31, 23, 59, tzinfo=LONDON),
    datetime(2027, 1, 1, 0, 0, tzinfo=LONDON),
    datetime(2027, 3, 28, 0, 59, tzinfo=LONDON),  # The clocks go forward at 01:00.
    datetime(2027, 3, 28, 2, 0, tzinfo=LONDON),
    datetime(2027, 3, 28, 3, 0, tzinfo=LONDON),
    datetime(2027, 3, 29, 0, 59, tzinfo=LONDON),  # Easter Monday.
    datetime(2027, 3, 29, 3, 0, tzinfo=LONDON),
    datetime(2027, 10, 31, 1, 30, tzinfo=LONDON),  # The clocks go back at 02:00.
    datetime(2027, 10, 31, 1, 30, tzinfo=LONDON, fold=1),
]


def answer(question: Question, now: datetime, limit: int = 60) -> Fitting:
    return Board(KEPT_UP, now.astimezone(UTC)).fitting(question, limit)


def who_is_awake(
    now: datetime, audience: Audience = Audience.YOUNG_PERSON, age: int | None = 15
) -> tuple[Listing, ...]:
    return tuple(listing(entry, now) for entry in answer(Question(audience, age), now).listed)


def ids(found: tuple[Listing, ...], state: State | None = None) -> list[str]:
    return [entry.id for entry in found if state in (None, entry.state)]


def names(entries: tuple[Entry, ...]) -> set[str]:
    return {entry.service.id for entry in entries}


def never_closing(found: Fitting) -> list[str]:
    return [entry.service.id for entry in (*found.listed, *found.instead) if entry.never_closes]


def test_on_a_saturday_night_a_fifteen_year_old_sees_the_quiet_ones_first() -> None:
    awake = ids(who_is_awake(SATURDAY_NIGHT), State.OPEN)
    assert awake[:4] == ["childline", "papyrus-hopeline247", "shout", "calm"]
    assert awake[4:8] == ["uk-999", "nhs-111-2", "ld-ae", "samaritans"]


def test_a_form_is_not_called_somebody_awake_and_comes_after_people() -> None:
    awake = [entry for entry in who_is_awake(SATURDAY_NIGHT) if entry.state is State.OPEN]
    assert {entry.id for entry in awake[-3:]} == FORMS
    assert {entry.says for entry in awake[-3:]} == {"Online form, at any time. Nobody answers straight away."}


def test_open_comes_before_unknown_and_unknown_before_closed() -> None:
    states = [entry.state for entry in who_is_awake(SATURDAY_NIGHT)]
    assert states == sorted(states, key=[State.OPEN, State.UNKNOWN, State.CLOSED].index)
    assert set(states) == {State.OPEN, State.UNKNOWN, State.CLOSED}


def test_closed_ones_are_in_the_order_in_which_they_open() -> None:
    closed = [e.opens_at for e in who_is_awake(SATURDAY_NIGHT) if e.state is State.CLOSED and e.opens_at]
    assert len(closed) >= 3
    assert closed == sorted(closed)


@pytest.mark.parametrize("now", HARD_NIGHTS, ids=str)
@pytest.mark.parametrize("audience", list(Audience))
def test_on_hard_nights_nothing_closed_is_called_open(now: datetime, audience: Audience) -> None:
    found = who_is_awake(now, audience)
    assert len(never_closing(answer(Question(audience), now))) >= 3
    office = {"beat", "national-bullying", "karma-nirvana", "mwn", "youngminds-parents", "fmu", "luton-mash"}
    assert not office & set(ids(found, State.OPEN))
    for entry in found:
        says_open = entry.says.startswith("Open now")
        assert says_open == (entry.state is State.OPEN and entry.id not in FORMS)


def test_hidden_entries_are_never_listed_for_anybody() -> None:
    hidden = {service.id for service in SERVICES if not service.shown}
    assert hidden
    for audience in Audience:
        assert not hidden & set(ids(who_is_awake(WEDNESDAY_NOON, audience, None)))


def test_a_caution_goes_with_the_entry() -> None:
    labels = {entry.id: entry.label for entry in who_is_awake(WEDNESDAY_NOON)}
    assert labels["muslim-youth-helpline"] == "Check the hours before you rely on it"
    assert labels["samaritans"] is None


@pytest.mark.parametrize(
    ("age", "there", "not_there"),
    [
        (11, {"childline", "runaway"}, {"calm", "galop", "nspcc", "report-harmful-content"}),
        (15, {"childline", "calm", "galop"}, {"nspcc"}),
        (18, {"childline", "calm"}, {"runaway", "report-remove", "ceop", "luton-camhs"}),
        (19, {"papyrus-hopeline247"}, {"childline"}),
        (35, {"samaritans", "uk-999"}, {"papyrus-hopeline247", "chums"}),
        (None, {"childline", "calm", "runaway"}, {"nspcc"}),
    ],
)
def test_age_decides_what_a_young_person_is_shown(
    age: int | None, there: set[str], not_there: set[str]
) -> None:
    found = set(ids(who_is_awake(WEDNESDAY_NOON, age=age)))
    assert there <= found
    assert not not_there & found


def test_a_parent_sees_lines_for_parents_whatever_the_age_of_the_child() -> None:
    found = ids(who_is_awake(WEDNESDAY_NOON, Audience.PARENT, 12))
    assert {"youngminds-parents", "nspcc", "papyrus-hopeline247"} <= set(found)
    assert "childline" not in found


@pytest.mark.parametrize(
    ("question", "there", "not_there"),
    [
        (Question(need="eating"), {"beat"}, {"childline"}),
        (Question(channel="text"), {"shout", "papyrus-hopeline247", "runaway"}, {"samaritans", "childline"}),
        (Question(channel="webchat"), {"childline", "calm"}, {"shout"}),
        (Question(language="ur"), {"mwn"}, {"childline"}),
        (Question(language="bfi"), {"childline"}, {"samaritans"}),
        (Question(faith="islam"), {"muslim-youth-helpline", "mwn"}, {"childline"}),
        (Question(free=True), {"childline"}, {"fmu", "national-bullying"}),
        (Question(place=Place.OUT), {"ld-ae"}, {"childline"}),
        (Question(place=Place.HOME), {"childline", "ld-ae"}, set()),
        (Question(need="abuse", faith="islam"), {"mwn"}, {"muslim-youth-helpline", "galop"}),
    ],
)
def test_what_is_asked_for_decides_what_is_listed(
    question: Question, there: set[str], not_there: set[str]
) -> None:
    found = names(answer(question, WEDNESDAY_NOON).listed)
    assert there <= found
    assert not not_there & found


def test_when_nothing_fits_it_is_said_and_what_never_closes_is_given() -> None:
    found = answer(Question(language="pl"), SATURDAY_NIGHT)
    assert (found.listed, found.says) == ((), NOTHING_FITS)
    assert len(found.instead) == 3
    assert names(found.instead) <= {"childline", "papyrus-hopeline247", "shout"}


def test_when_what_fits_is_closed_it_is_said_and_what_never_closes_is_given() -> None:
    found = answer(Question(need="eating"), SATURDAY_NIGHT)
    assert (names(found.listed), found.says) == ({"beat"}, NOTHING_OPEN)
    assert len(found.instead) == 3


def test_a_charged_number_is_left_out_and_with_it_an_entry_that_has_no_other() -> None:
    samaritans = next(service for service in SERVICES if service.id == "samaritans")
    charged = Channel("phone", "0845 000 0000")
    both = replace(samaritans, id="both", channels=(charged, *samaritans.channels))
    only = replace(samaritans, id="only", channels=(charged,))
    (listed,) = Board((both, only), SATURDAY_NIGHT).fitting(Question(), 60).listed
    assert listed.service.id == "both"
    assert listing(listed, SATURDAY_NIGHT).channels == samaritans.channels


def test_among_thousands_that_are_open_three_that_never_close_are_still_in_a_short_answer() -> None:
    childline = next(service for service in KEPT_UP if service.id == "childline")
    clubs = [
        replace(childline, id=f"club-{n}", name="A club", opening_hours="Mo-Su 08:00-22:00", crisis_rank=0)
        for n in range(500)
    ]
    found = Board((*KEPT_UP, *clubs), WEDNESDAY_NOON.astimezone(UTC)).fitting(Question(age=15), 20)
    assert len(found.listed) == 20
    assert found.more > 480
    assert len(never_closing(found)) >= 3


@settings(deadline=None)
@given(INSTANTS, QUESTIONS, st.integers(1, 60))
def test_whatever_is_asked_three_that_never_close_are_in_the_answer_and_all_that_is_listed_fits(
    now: datetime, question: Question, limit: int
) -> None:
    found = answer(question, now, limit)
    assert len(never_closing(found)) >= 3
    assert all(question.fits(entry.service) for entry in found.listed)
    assert not names(found.listed) & names(found.instead)
    assert (found.says is None) == any(entry.when.state is State.OPEN for entry in found.listed)


@settings(deadline=None)
@given(INSTANTS, AGES)
def test_at_any_instant_unknown_hours_are_not_open(now: datetime, age: int | None) -> None:
    unknown = {service.id for service in SERVICES if service.opening_hours is None}
    found = who_is_awake(now, Audience.ANYONE, age)
    assert not unknown & set(ids(found, State.OPEN))
    assert unknown & set(ids(found, State.UNKNOWN))


@settings(deadline=None)
@given(INSTANTS)
def test_at_any_instant_what_is_open_closes_later(now: datetime) -> None:
    for entry in who_is_awake(now, Audience.ANYONE, None):
        assert entry.closes_at is None or entry.closes_at > now
        assert entry.opens_at is None or entry.opens_at > now


@settings(deadline=None)
@given(INSTANTS, st.floats(0, 0.999), st.timedeltas(timedelta(0), timedelta(days=3)))
def test_a_board_that_is_kept_says_the_same_as_a_new_one(
    now: datetime, share: float, later: timedelta
) -> None:
    board = Board(KEPT_UP, now)
    meanwhile = now + (board.until - now) * share
    assert board.holds(meanwhile)
    for kept, instant in ((board, meanwhile), (Board(KEPT_UP, now + later, board), now + later)):
        new = Board(KEPT_UP, instant)
        assert kept.fitting(Question(), 60) == new.fitting(Question(), 60)


def test_a_board_does_not_hold_before_its_time_nor_once_something_closes() -> None:
    board = Board(KEPT_UP, SATURDAY_NIGHT.astimezone(UTC))
    assert not board.holds(SATURDAY_NIGHT - timedelta(seconds=1))
    assert board.holds(SATURDAY_NIGHT + timedelta(minutes=29))
    assert not board.holds(SATURDAY_NIGHT + timedelta(minutes=30))


def test_every_shipped_entry_is_tagged_with_known_terms() -> None:
    for service in SERVICES:
        assert set(service.needs) <= NEEDS.keys()
        assert set(service.faiths) <= FAITHS.keys()
        assert service.cost in Cost


def spoken(service: Service) -> set[str]:
    return set(service.languages)


def test_only_languages_that_are_certain_are_tagged() -> None:
    assert {service.id: spoken(service) - {"en"} for service in SERVICES if spoken(service) - {"en"}} == {
        "childline": {"cy", "bfi"},
        "mwn": {"ur", "pa"},
        "sikh-helpline": {"pa"},
    }
