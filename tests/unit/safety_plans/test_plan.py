"""A plan requires nothing, keeps words as they are, and refuses what does not fit with a clear reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_plans import limits
from safety_plans.errors import InvalidPlan, LimitExceeded, NoSuggestions, PlanError
from safety_plans.limits import check_limits
from safety_plans.plan import Channel, Contact, Entry, Place, Plan, Step, Way
from safety_plans.suggestions import STEPS_WITH_SUGGESTIONS, Suggestion
from tests.unit.safety_plans.made import one_step, plans, words


def refused(plan: Plan, before: Plan | None = None, *, merged: bool = False) -> LimitExceeded:
    with pytest.raises(LimitExceeded) as caught:
        check_limits(plan, before or Plan(), merged=merged)
    return caught.value


def with_entries(count: int) -> Plan:
    return one_step(*["tea"] * count)


def test_the_steps_have_stable_numbers_and_names() -> None:
    assert {step.value: step.key for step in Step} == {
        1: "warning_signs",
        2: "on_my_own",
        3: "people_and_places",
        4: "people_to_ask",
        5: "professionals",
        6: "safer_surroundings",
        7: "what_matters",
    }


def test_nothing_is_required() -> None:
    assert Plan().is_empty()
    check_limits(Plan(), Plan())
    check_limits(Plan().with_step(Step.PEOPLE_TO_ASK, Entry("a", detail=Contact())), Plan())


def test_whether_somebody_may_be_told_is_not_known_until_the_owner_says() -> None:
    assert Contact().may_be_told is None


@given(plans(), st.sampled_from(Step), st.lists(words, max_size=4))
def test_any_step_can_be_changed_alone(plan: Plan, step: Step, texts: list[str]) -> None:
    entries = tuple(Entry(f"new-{n}", text) for n, text in enumerate(texts))
    changed = plan.with_step(step, *entries)
    assert changed.entries(step) == entries
    assert all(changed.entries(other) == plan.entries(other) for other in Step if other != step)


@pytest.mark.parametrize(
    "steps", [((),) * 6, ((),) * 8, ((Entry(""),), *((),) * 6), ((Entry("a"),), (Entry("a"),), *((),) * 5)]
)
def test_a_shape_that_no_plan_has_is_refused(steps: tuple[tuple[Entry, ...], ...]) -> None:
    with pytest.raises(InvalidPlan):
        Plan(steps)


@given(plans())
def test_no_repr_shows_what_somebody_wrote(plan: Plan) -> None:
    assert repr(plan) == repr(Plan(tuple(tuple(map(without_words, entries)) for entries in plan.steps)))


def without_words(entry: Entry) -> Entry:
    match entry.detail:
        case Contact(_, _, ways, told):
            blank = tuple(replace(way, value="") for way in ways)
            return replace(entry, text="", gets_in_the_way="", detail=Contact("", "", blank, told))
        case Place():
            return replace(entry, text="", gets_in_the_way="", detail=Place())
    return replace(entry, text="", gets_in_the_way="")


def test_an_entry_of_20_000_characters_is_refused_and_says_where_and_how_much_fits() -> None:
    error = refused(one_step("tea", "😀" * 20_000))
    assert (error.limit, error.most, error.found) == ("MAX_TEXT", limits.MAX_TEXT, 20_000)
    assert (error.step, error.entry_id) == (Step.ON_MY_OWN, "b")
    assert "😀" not in str(error)


@pytest.mark.parametrize(
    ("limit", "most", "make"),
    [
        ("MAX_TEXT", limits.MAX_TEXT, lambda n: Entry("a", text="😀" * n)),
        ("MAX_TEXT", limits.MAX_TEXT, lambda n: Entry("a", gets_in_the_way="x" * n)),
        ("MAX_SHORT_TEXT", limits.MAX_SHORT_TEXT, lambda n: Entry("a", detail=Contact(name="x" * n))),
        ("MAX_SHORT_TEXT", limits.MAX_SHORT_TEXT, lambda n: Entry("a", detail=Contact(relation="x" * n))),
        ("MAX_SHORT_TEXT", limits.MAX_SHORT_TEXT, lambda n: Entry("a", detail=Place(name="x" * n))),
        ("MAX_SHORT_TEXT", limits.MAX_SHORT_TEXT, lambda n: Entry("a", detail=Place(directions="x" * n))),
        ("MAX_SHORT_TEXT", limits.MAX_SHORT_TEXT, lambda n: Entry("a", detail=reached("x" * n))),
        ("MAX_WAYS", limits.MAX_WAYS, lambda n: Entry("a", detail=reached(*["1"] * n))),
        ("MAX_PICTURES", limits.MAX_PICTURES, lambda n: Entry("a", pictures=("p",) * n)),
        ("MAX_ID", limits.MAX_ID, lambda n: Entry("a" * n)),
        ("MAX_ID", limits.MAX_ID, lambda n: Entry("a", pictures=("p" * n,))),
    ],
)
def test_what_just_fits_is_taken_and_one_more_is_not(
    limit: str, most: int, make: Callable[[int], Entry]
) -> None:
    check_limits(Plan().with_step(Step.PEOPLE_TO_ASK, make(most)), Plan())
    error = refused(Plan().with_step(Step.PEOPLE_TO_ASK, make(most + 1)))
    assert (error.limit, error.most, error.found) == (limit, most, most + 1)


def reached(*values: str) -> Contact:
    return Contact(ways=tuple(Way(Channel.PHONE, value) for value in values))


def test_500_contacts_are_refused_in_a_step() -> None:
    check_limits(with_entries(limits.MAX_ENTRIES), Plan())
    error = refused(with_entries(500))
    assert (error.limit, error.found, error.step) == ("MAX_ENTRIES", 500, Step.ON_MY_OWN)


def test_a_plan_as_a_whole_has_a_limit() -> None:
    full = limits.MAX_PLAN // limits.MAX_TEXT
    check_limits(one_step(*["x" * limits.MAX_TEXT] * full), Plan())
    error = refused(one_step(*["x" * limits.MAX_TEXT] * full, "y"))
    assert (error.limit, error.step) == ("MAX_PLAN", None)


def test_what_a_merge_left_can_be_edited_and_made_smaller_but_not_grown() -> None:
    merged = with_entries(limits.MAX_ENTRIES + 20)
    check_limits(merged, with_entries(limits.MAX_ENTRIES), merged=True)
    edited = merged.with_step(
        Step.ON_MY_OWN, *(replace(e, text="milk") for e in merged.entries(Step.ON_MY_OWN))
    )
    check_limits(edited, merged)
    check_limits(with_entries(limits.MAX_ENTRIES + 19), merged)
    assert refused(with_entries(limits.MAX_ENTRIES + 21), merged).most == limits.MAX_ENTRIES + 20
    assert (
        refused(with_entries(limits.MAX_ENTRIES * limits.MERGE_ROOM + 1), merged=True).limit == "MAX_ENTRIES"
    )


def test_pictures_and_length_that_a_merge_left_may_stay_too() -> None:
    pictures = Plan().with_step(Step.WHAT_MATTERS, Entry("a", pictures=("p",) * (limits.MAX_PICTURES + 1)))
    long = one_step(*["x" * limits.MAX_TEXT] * (limits.MAX_PLAN // limits.MAX_TEXT), "y")
    for merged in (pictures, long):
        refused(merged)
        check_limits(merged, Plan(), merged=True)
        check_limits(merged, merged)


def test_half_a_character_is_refused_without_being_quoted() -> None:
    with pytest.raises(InvalidPlan) as caught:
        check_limits(one_step("tea \ud83d"), Plan())
    assert "tea" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_nothing_can_be_suggested_for_step_6() -> None:
    with pytest.raises(NoSuggestions):
        Suggestion(Step.SAFER_SURROUNDINGS, "some words", "worker")
    assert {Suggestion(step, "some words", "worker").step for step in STEPS_WITH_SUGGESTIONS} == {
        step for step in Step if step.value != 6
    }


def test_every_error_has_a_key_of_its_own() -> None:
    kinds = PlanError.__subclasses__()
    assert len({kind.key for kind in kinds} | {PlanError.key}) == len(kinds) + 1
