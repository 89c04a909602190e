"""A plan as JSON comes back as the same plan, and its description in JSON Schema is true."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from safety_plans.codec import from_document, instant_from, revision_document, text_from, to_document
from safety_plans.errors import InvalidPlan
from safety_plans.plan import Plan, Step
from safety_plans.schema import PLAN, SOME_STEPS
from tests.unit.safety_plans.made import NOON, newest, one_step, plans, written

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ("steps", "1", "2", "id", "text", "detail", "kind", "ways", "channel", "pictures", "name")), inner),
    max_leaves=12,
)  # fmt: skip


@given(plans())
def test_a_plan_comes_back_the_same_through_json(plan: Plan) -> None:
    assert from_document(json.loads(json.dumps(to_document(plan)))) == plan


@given(plans())
def test_what_is_written_is_what_the_schema_describes(plan: Plan) -> None:
    document = to_document(plan)
    Draft202012Validator(PLAN).validate(document)
    Draft202012Validator(SOME_STEPS).validate(document["steps"])


@given(anything)
def test_whatever_is_read_it_is_a_plan_or_an_invalid_one_by_field(document: Any) -> None:
    read = plan_or_refusal(document)
    if isinstance(read, InvalidPlan):
        assert read.field.startswith("plan")
        assert read.reason
        assert read.__cause__ is None
    else:
        assert from_document(to_document(read)) == read


def plan_or_refusal(document: Any) -> Plan | InvalidPlan:
    try:
        return from_document(document)
    except InvalidPlan as error:
        return error


def test_what_is_left_out_has_its_default_but_no_step_may_be() -> None:
    steps: dict[str, list[Any]] = {str(step.value): [] for step in Step}
    assert from_document({"steps": steps | {"2": [{"id": "a", "text": "music"}]}}) == one_step("music")
    with pytest.raises(InvalidPlan) as caught:
        from_document({"steps": {number: [] for number in steps if number != "5"}})
    assert caught.value.field == "plan.steps.5"


def test_words_come_into_nfc_and_change_in_no_other_way() -> None:
    for text in ("cafe\u0301", "چا\u200cئے", "👩\u200d👧", "\u2067x\u2069", "a\r\nb\t", " spaces "):
        assert text_from(text, "text") == text.replace("e\u0301", "\u00e9")


@pytest.mark.parametrize(
    "code", [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xD800, 0x202E]
)
def test_a_character_that_cannot_be_kept_is_refused_and_never_quoted(code: int) -> None:
    with pytest.raises(InvalidPlan) as caught:
        text_from(f"music{chr(code)}", "reason")
    assert caught.value.field == "reason"
    assert "music" not in str(caught.value)


def test_a_revision_says_its_time_in_utc() -> None:
    document = revision_document(newest(written(one_step("music"))))
    assert document["at"] == "2026-11-23T12:00:00.000Z"
    assert (document["number"], document["kind"], document["plan"]) == (
        1,
        "edit",
        to_document(one_step("music")),
    )
    assert instant_from(document["at"], "at") == NOON
    with pytest.raises(InvalidPlan):
        instant_from("yesterday", "at")
