"""Who is awake: what is chosen, in which order, and that the crisis entries are always among them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.clock import LONDON
from backend.signposting import shipped
from backend.signposting.directory import listings, with_never_hidden
from backend.signposting.model import Audience, Channel, Display, DisplayRule, Listing, Service, State

SERVICES = shipped.services()
SATURDAY_NIGHT = datetime(2026, 11, 28, 23, 30, tzinfo=LONDON)
WEDNESDAY_NOON = datetime(2026, 11, 25, 12, 0, tzinfo=LONDON)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
FORMS = {"report-remove", "report-harmful-content", "ceop"}
AGES = st.none() | st.integers(5, 30)
HARD_NIGHTS = [
    SATURDAY_NIGHT,
    datetime(2026, 12, 25, 23, 30, tzinfo=LONDON),
    datetime(2026, 12, 28, 20, 0, tzinfo=LONDON),
    datetime(2026, 12, 31, 23, 59, tzinfo=LONDON),
    datetime(2027, 1, 1, 0, 0, tzinfo=LONDON),
    datetime(2027, 3, 28, 0, 59, tzinfo=LONDON),
    datetime(2027, 3, 28, 3, 0, tzinfo=LONDON),
    datetime(2027, 3, 29, 0, 59, tzinfo=LONDON),
    datetime(2027, 3, 29, 3, 0, tzinfo=LONDON),
    datetime(2027, 10, 31, 1, 30, tzinfo=LONDON),
    datetime(2027, 10, 31, 1, 30, tzinfo=LONDON, fold=1),
]


def who_is_awake(
    now: datetime, audience: Audience = Audience.YOUNG_PERSON, age: int | None = 15
) -> tuple[Listing, ...]:
    return listings(SERVICES, now, audience, age)


def ids(found: tuple[Listing, ...], state: State | None = None) -> list[str]:
    return [listing.id for listing in found if state in (None, listing.state)]


def never_closing(found: tuple[Listing, ...]) -> list[str]:
    people = [entry for entry in found if entry.id not in FORMS]
    return [entry.id for entry in people if entry.state is State.OPEN and entry.closes_at is None]


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
    assert len(never_closing(found)) >= 3
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


def test_a_charged_number_is_left_out_and_with_it_an_entry_that_has_no_other() -> None:
    samaritans = next(service for service in SERVICES if service.id == "samaritans")
    charged = Channel("phone", "0845 000 0000")
    both = replace(samaritans, id="both", channels=(charged, *samaritans.channels))
    only = replace(samaritans, id="only", channels=(charged,))
    (listed,) = listings((both, only), SATURDAY_NIGHT, Audience.YOUNG_PERSON, 15)
    assert listed.id == "both"
    assert listed.channels == samaritans.channels


@given(INSTANTS, st.sampled_from(list(Audience)), AGES)
def test_at_any_instant_three_that_never_close_are_open(
    now: datetime, audience: Audience, age: int | None
) -> None:
    assert len(never_closing(listings(SERVICES, now, audience, age))) >= 3


@given(INSTANTS, AGES)
def test_at_any_instant_unknown_hours_are_not_open(now: datetime, age: int | None) -> None:
    unknown = {service.id for service in SERVICES if service.opening_hours is None}
    found = listings(SERVICES, now, Audience.ANYONE, age)
    assert not unknown & set(ids(found, State.OPEN))
    assert unknown & set(ids(found, State.UNKNOWN))


@given(INSTANTS)
def test_at_any_instant_what_is_open_closes_later(now: datetime) -> None:
    for entry in listings(SERVICES, now, Audience.ANYONE, None):
        assert entry.closes_at is None or entry.closes_at > now
        assert entry.opens_at is None or entry.opens_at > now


def hidden(service: Service) -> Service:
    return replace(service, display=DisplayRule(Display.HIDE))


def emptied(service: Service) -> Service:
    return replace(service, channels=())


def for_professionals_only(service: Service) -> Service:
    return replace(service, audience=(Audience.PROFESSIONAL,))


SPOILERS = st.sampled_from([hidden, emptied, for_professionals_only])


@given(st.lists(st.sampled_from(SERVICES), unique=True), SPOILERS, INSTANTS)
def test_the_four_never_disappear_whatever_is_stored(
    kept: list[Service], spoil: Callable[[Service], Service], now: datetime
) -> None:
    stored = [spoil(service) for service in kept]
    found = listings(with_never_hidden(stored, SERVICES), now, Audience.YOUNG_PERSON, 15)
    assert {"uk-999", "nhs-111-2", "samaritans", "childline"} <= set(never_closing(found))


def test_an_edited_samaritans_is_kept_when_it_can_still_be_seen() -> None:
    samaritans = next(service for service in SERVICES if service.id == "samaritans")
    edited = replace(samaritans, description="Words of an editor.")
    assert edited in with_never_hidden((edited,), SERVICES)
