"""The difference of two contents, by step and entry."""

from hypothesis import given

from safety_plans.diff import Change, ChangeKind, diff
from safety_plans.plan import Entry, Plan, Step
from tests.unit.safety_plans.made import one_step, plans


@given(plans(), plans())
def test_a_difference_is_empty_if_and_only_if_the_plans_are_equal(one: Plan, other: Plan) -> None:
    assert diff(one, one) == ()
    assert (diff(one, other) == ()) == (one == other)


@given(plans(), plans())
def test_a_difference_names_each_entry_that_came_went_or_changed(before: Plan, after: Plan) -> None:
    was, now = before.by_id(), after.by_id()
    found = {kind: {c.entry_id for c in diff(before, after) if c.kind == kind} for kind in ChangeKind}
    assert found[ChangeKind.ADDED] == now.keys() - was.keys()
    assert found[ChangeKind.REMOVED] == was.keys() - now.keys()
    both = was.keys() & now.keys()
    assert found[ChangeKind.CHANGED] == {id_ for id_ in both if was[id_].entry != now[id_].entry}
    assert found[ChangeKind.MOVED] >= {id_ for id_ in both if was[id_].step != now[id_].step}


@given(plans(), plans())
def test_what_one_way_adds_the_other_way_removes(one: Plan, other: Plan) -> None:
    there, back = diff(one, other), diff(other, one)
    added = {(c.step, c.entry_id, c.after) for c in there if c.kind == ChangeKind.ADDED}
    assert added == {(c.step, c.entry_id, c.before) for c in back if c.kind == ChangeKind.REMOVED}


def test_one_entry_that_went_to_the_end_is_the_only_one_that_moved() -> None:
    a, b, c = (Entry(id_, "tea") for id_ in "abc")
    before = Plan().with_step(Step.ON_MY_OWN, a, b, c)
    after = Plan().with_step(Step.ON_MY_OWN, b, c, a)
    assert diff(before, after) == (Change(ChangeKind.MOVED, Step.ON_MY_OWN, "a", a, a, Step.ON_MY_OWN),)


def test_an_entry_that_went_to_another_step_says_from_where() -> None:
    [change] = diff(one_step("tea"), one_step("tea", step=Step.WHAT_MATTERS))
    assert (change.kind, change.from_step, change.step) == (
        ChangeKind.MOVED,
        Step.ON_MY_OWN,
        Step.WHAT_MATTERS,
    )


def test_an_entry_that_was_added_before_others_moves_none_of_them() -> None:
    a, b, new = Entry("a"), Entry("b"), Entry("new")
    changes = diff(
        Plan().with_step(Step.ON_MY_OWN, a, b),
        Plan().with_step(Step.ON_MY_OWN, new, a, b),
    )
    assert [(change.kind, change.entry_id) for change in changes] == [(ChangeKind.ADDED, "new")]
