"""Two devices were offline; no word of either is lost, and both come to the same plan."""

from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from hypothesis import given

from safety_plans.limits import MAX_ENTRIES, MAX_ID, MAX_TEXT, check_limits
from safety_plans.merge import Conflict, ConflictKind, merge
from safety_plans.merge_order import merged_order
from safety_plans.plan import Entry, Plan, Step
from tests.unit.safety_plans.made import one_step, plans

WORDS = ("text", "gets_in_the_way", "detail")


def held(plan: Plan, name: str) -> list[Any]:
    return [getattr(entry, name) for _, entry in plan.located()]


def texts(plan: Plan, step: Step = Step.ON_MY_OWN) -> list[str]:
    return [entry.text for entry in plan.entries(step)]


@given(plans(), plans(), plans())
def test_nothing_that_either_side_wrote_is_lost(base: Plan, one: Plan, other: Plan) -> None:
    plan, was = merge(base, one, other).plan, base.by_id()
    for _, entry in chain(one.located(), other.located()):
        before = was[entry.id].entry if entry.id in was else None
        for name in WORDS:
            if before is None or getattr(entry, name) != getattr(before, name):
                assert getattr(entry, name) in held(plan, name)
        if before is None or entry != before:
            new = {*entry.pictures} - {*(before.pictures if before else ())}
            assert new <= {*chain.from_iterable(held(plan, "pictures"))}


@given(plans(), plans(), plans())
def test_an_entry_goes_only_if_one_side_removed_it_and_the_other_left_it(
    base: Plan, one: Plan, other: Plan
) -> None:
    was, mine, theirs = base.by_id(), one.by_id(), other.by_id()
    kept = merge(base, one, other).plan.by_id()
    for id_ in mine.keys() | theirs.keys():
        sides = [side[id_].entry for side in (mine, theirs) if id_ in side]
        removed = len(sides) == 1 and id_ in was and sides[0] == was[id_].entry
        assert (id_ in kept) != removed


@given(plans(), plans(), plans())
def test_the_words_of_a_conflict_stay_together_and_are_marked(base: Plan, one: Plan, other: Plan) -> None:
    merged = merge(base, one, other)
    entries = merged.plan.by_id()
    for conflict in merged.conflicts:
        assert conflict.kept[0] == conflict.entry_id
        assert set(conflict.kept) <= entries.keys()
        if conflict.kind is ConflictKind.BOTH_CHANGED:
            first, copy = (entries[id_] for id_ in conflict.kept)
            assert copy.entry.other_version_of == first.entry.id
            assert copy.step == first.step
            here = merged.plan.entries(first.step)
            assert here.index(copy.entry) == here.index(first.entry) + 1
    marked = {entry.id for _, entry in merged.plan.located() if entry.other_version_of}
    assert marked == {id_ for conflict in merged.conflicts for id_ in conflict.kept[1:]}


@given(plans(), plans(), plans())
def test_it_does_not_matter_which_device_comes_first_or_when(base: Plan, one: Plan, other: Plan) -> None:
    assert merge(base, one, other) == merge(base, other, one) == merge(base, one, other)


@given(plans(), plans())
def test_a_side_that_changed_nothing_decides_nothing(base: Plan, edited: Plan) -> None:
    for merged in (merge(base, base, edited), merge(base, edited, base), merge(base, edited, edited)):
        assert merged.plan == edited
        assert merged.conflicts == ()


@given(plans(), plans(), plans())
def test_the_same_edit_coming_again_changes_nothing_more(base: Plan, one: Plan, other: Plan) -> None:
    once = merge(base, one, other).plan
    again = merge(base, once, other).plan
    assert sorted(held(again, "id")) == sorted(held(once, "id"))


def test_pictures_that_both_ordered_differently_do_not_copy_the_words_again() -> None:
    walk, here = Entry("a", "Go for a walk"), Step.ON_MY_OWN
    rest = [Entry(id_, id_) for id_ in "bcde"]
    one = Plan().with_step(here, replace(walk, pictures=("sea", "cat")), *rest)
    other = Plan().with_step(here, replace(walk, gets_in_the_way="rain", pictures=("sky", "cat", "sea")))
    once = merge(Plan(), one, other).plan
    assert held(merge(Plan(), once, other).plan, "id") == held(once, "id")


@given(plans(), plans(), plans())
def test_what_was_merged_fits(base: Plan, one: Plan, other: Plan) -> None:
    merged = merge(base, one, other).plan
    check_limits(merged, one, merged=True)
    assert all(len(id_) <= MAX_ID for id_ in held(merged, "id"))


def test_two_full_plans_fit_when_they_are_merged() -> None:
    one, other = (
        Plan().with_step(Step.ON_MY_OWN, *(Entry(f"{side}{n}", "tea") for n in range(MAX_ENTRIES)))
        for side in "xy"
    )
    merged = merge(Plan(), one, other).plan
    assert len(merged.entries(Step.ON_MY_OWN)) == 2 * MAX_ENTRIES
    check_limits(merged, one, merged=True)


def test_long_texts_in_conflict_are_both_kept_whole() -> None:
    mine, theirs = "m" * MAX_TEXT, "t" * MAX_TEXT
    merged = merge(one_step("tea"), one_step(mine), one_step(theirs)).plan
    assert texts(merged) == [mine, theirs]
    check_limits(merged, one_step(mine))


def test_changes_in_different_parts_of_one_entry_become_one_entry() -> None:
    base = Plan().with_step(Step.ON_MY_OWN, Entry("a", "tea"))
    one = Plan().with_step(Step.ON_MY_OWN, Entry("a", "tea with milk"))
    other = Plan().with_step(Step.WHAT_MATTERS, Entry("a", "tea", "no kettle", pictures=("cup",)))
    merged = merge(base, one, other)
    expected = Entry("a", "tea with milk", "no kettle", pictures=("cup",))
    assert merged.plan == Plan().with_step(Step.WHAT_MATTERS, expected)
    assert merged.conflicts == ()


def test_an_entry_edited_on_one_device_and_removed_on_the_other_stays_and_is_said() -> None:
    merged = merge(one_step("tea"), one_step("tea with milk"), Plan())
    assert texts(merged.plan) == ["tea with milk"]
    assert merged.conflicts == (Conflict(ConflictKind.CHANGED_AND_REMOVED, "a", ("a",)),)


def test_a_mark_that_the_owner_cleared_stays_cleared() -> None:
    conflicted = merge(one_step("tea"), one_step("milk"), one_step("water")).plan
    first, second = conflicted.entries(Step.ON_MY_OWN)
    cleared = Plan().with_step(Step.ON_MY_OWN, first, replace(second, other_version_of=None))
    other = conflicted.with_step(Step.WHAT_MATTERS, Entry("z", "my cat"))
    merged = merge(conflicted, cleared, other)
    assert merged.plan.entries(Step.ON_MY_OWN) == cleared.entries(Step.ON_MY_OWN)
    assert merged.conflicts == ()


def test_a_copy_that_was_edited_since_is_not_overwritten_by_the_same_conflict() -> None:
    base, mine, theirs = one_step("tea"), one_step("milk"), one_step("water")
    first, second = merge(base, mine, theirs).plan.entries(Step.ON_MY_OWN)
    edited = Plan().with_step(Step.ON_MY_OWN, first, replace(second, text="juice"))
    assert sorted(texts(merge(base, edited, theirs).plan)) == ["juice", "milk", "water"]


@pytest.mark.parametrize(
    ("base", "one", "other", "merged"),
    [
        ("ab", "abx", "aby", "abyx"),
        ("abc", "cab", "abcx", "cxab"),
        ("abc", "abc", "cba", "cba"),
        ("abc", "xabc", "abc", "xabc"),
        ("ab", "b", "ab", "ab"),
    ],
)
def test_an_order_is_kept_where_both_agree(base: str, one: str, other: str, merged: str) -> None:
    assert "".join(merged_order(base, one, other)) == merged
    assert "".join(merged_order(base, other, one)) == merged
