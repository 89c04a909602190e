"""A reader sees the steps that the owner shares, while the owner shares them, and nothing else at any time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safety_plans.errors import InvalidShare, NotUtc
from safety_plans.plan import Entry, Plan, Step
from safety_plans.revisions import History
from safety_plans.sharing import Reader, Share, for_owner, read, visible_to, who_can_see
from tests.unit.safety_plans.made import NOON, at, one_step, plans, written

READERS = (Reader("r1", "Sam"), Reader("r2", "Alex"))
histories = st.lists(plans(), max_size=5).map(lambda contents: written(*contents))
moments = st.integers(-3, 12).map(at)
STEPS = frozenset({Step.ON_MY_OWN})


@st.composite
def shares(draw: st.DrawFn) -> Share:
    starts_at = draw(moments)
    ends_at = starts_at + timedelta(hours=draw(st.integers(1, 8)))
    steps = draw(st.frozensets(st.sampled_from(Step), min_size=1))
    return Share("s", draw(st.sampled_from(READERS)), steps, starts_at, ends_at, draw(st.none() | moments))


def share(steps: frozenset[Step] = STEPS, reader: Reader = READERS[0], hours: float = 24) -> Share:
    return Share("s", reader, steps, NOON, at(hours))


@given(histories, st.lists(shares(), max_size=4), moments, st.integers(0, 12))
def test_a_revoked_reader_sees_nothing_newer_or_older(
    history: History, given_: list[Share], revoked_at: datetime, hours: int
) -> None:
    later = revoked_at + timedelta(hours=hours)
    revoked = [each.revoked(revoked_at) for each in given_]
    for reader in READERS:
        assert visible_to(history, revoked, reader.id, later) is None
        assert read(history, revoked, reader.id, later) is None
    assert all(who_can_see(revoked, step, later) == () for step in Step)


@given(histories, shares(), moments)
def test_nobody_sees_anything_before_the_start_or_from_the_end(
    history: History, given_: Share, when: datetime
) -> None:
    assume(not given_.starts_at <= when < given_.ends_at)
    assert visible_to(history, [given_], given_.reader.id, when) is None


@given(histories, st.lists(shares(), max_size=4), st.sampled_from(READERS), moments)
def test_a_reader_sees_exactly_the_shared_steps_as_they_are_newest(
    history: History, given_: list[Share], reader: Reader, when: datetime
) -> None:
    steps = sorted(step for step in Step if reader in who_can_see(given_, step, when))
    written_by_then = [revision for revision in history if revision.at <= when]
    visible = visible_to(history, given_, reader.id, when)
    if not steps or not written_by_then:
        assert visible is None
        return
    assert visible is not None
    assert visible.steps == tuple((step, written_by_then[-1].plan.entries(step)) for step in steps)


@given(plans(), plans(), st.frozensets(st.sampled_from(Step), min_size=1))
def test_what_the_owner_does_with_other_steps_shows_in_nothing(
    plan: Plan, other: Plan, shared: frozenset[Step]
) -> None:
    private = plan
    for step in set(Step) - shared:
        entries = (Entry(f"new-{entry.id}", entry.text) for entry in other.entries(step))
        private = private.with_step(step, *entries)
    before = visible_to(written(plan), [share(shared)], "r1", at(0))
    assert before is not None
    assert visible_to(written(plan, private), [share(shared)], "r1", at(1)) == before


def test_a_share_shows_what_is_newest_and_not_what_was_there_when_it_began() -> None:
    history = written(one_step("music"), one_step("tea"))
    early, late = (visible_to(history, [share()], "r1", at(hours)) for hours in (0, 1))
    assert early is not None
    assert late is not None
    assert (early.number, early.steps[0][1][0].text) == (1, "music")
    assert (late.number, late.steps[0][1][0].text) == (2, "tea")


def test_the_number_a_reader_sees_does_not_tell_of_work_on_other_steps() -> None:
    private = one_step("music").with_step(Step.WARNING_SIGNS, Entry("z", "mine alone"))
    visible = visible_to(written(one_step("music"), private), [share()], "r1", at(5))
    assert visible is not None
    assert (visible.number, visible.at) == (1, NOON)


def test_pictures_come_only_with_shared_steps() -> None:
    plan = (
        Plan()
        .with_step(Step.ON_MY_OWN, Entry("a", pictures=("cat",)))
        .with_step(Step.WHAT_MATTERS, Entry("b", pictures=("sea",)))
    )
    visible = visible_to(written(plan), [share()], "r1", at(1))
    assert visible is not None
    assert visible.picture_ids() == {"cat"}


@given(st.lists(shares(), max_size=5), st.sampled_from(Step), moments)
def test_who_can_see_a_step_is_everyone_with_an_open_share_of_it(
    given_: list[Share], step: Step, when: datetime
) -> None:
    expected = {
        each.reader
        for each in given_
        if step in each.steps
        and each.starts_at <= when < each.ends_at
        and not (each.revoked_at and each.revoked_at <= when)
    }
    found = who_can_see(given_, step, when)
    assert set(found) == expected
    assert [reader.name for reader in found] == sorted(reader.name for reader in expected)


@given(shares(), moments)
def test_revoking_again_never_opens_it_for_longer(given_: Share, when: datetime) -> None:
    assert given_.revoked(when).revoked(when + timedelta(hours=1)) == given_.revoked(when)


def test_each_reading_is_a_fact_for_the_owner() -> None:
    history = written(one_step("music"))
    found = [read(history, [share()], "r1", at(hours)) for hours in (1, 3, 2)]
    readings = for_owner(both[1] for both in found if both)
    assert [reading.at for reading in readings] == [at(3), at(2), at(1)]
    assert {(reading.reader.name, reading.steps, reading.number) for reading in readings} == {
        ("Sam", STEPS, 1)
    }


def test_somebody_without_a_share_reads_nothing() -> None:
    assert read(written(one_step("music")), [share()], "r2", at(1)) is None


def test_a_share_of_nothing_with_nobody_or_without_a_time_is_refused() -> None:
    with pytest.raises(InvalidShare):
        share(frozenset())
    for reader in (Reader("", "Sam"), Reader("r1", " ")):
        with pytest.raises(InvalidShare):
            share(reader=reader)
    for hours in (0, -1):
        with pytest.raises(InvalidShare):
            share(hours=hours)


def test_times_are_utc() -> None:
    naive = datetime(2026, 11, 23, 12, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(NotUtc):
        Share("s", READERS[0], STEPS, naive, naive + timedelta(hours=1))
    with pytest.raises(NotUtc):
        visible_to(written(), [], "r1", naive)
    with pytest.raises(NotUtc):
        who_can_see([], Step.ON_MY_OWN, naive)
