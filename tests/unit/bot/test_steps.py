"""A step that is named is shown, and nothing that may matter more is taken for one."""

import pytest

from bot.steps import KEPT, step_named
from tests.bot_files import DISCLOSURES


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("step 3", 3), ("go to step 2", 2), ("Step 7 please", 7), ("step number 4", 4), ("step5", 5),
        ("show me step one again", 1), ("what was step six", 6), ("krok 2", 2), ("pasul 3", 3),
        ("قدم 4", 4), ("ধাপ 5", 5), ("ਕਦਮ 6", 6),
    ],
)  # fmt: skip
def test_a_step_is_read_from_its_number(text: str, step: int) -> None:
    assert step_named("nonsense", text) == f"plan_step_{step}"


@pytest.mark.parametrize("text", ["step 0", "step 8", "step 100"])
def test_a_step_that_no_plan_has_is_said_to_be_none(text: str) -> None:
    assert step_named("nonsense", text) == "plan_no_step"


@pytest.mark.parametrize(
    "text",
    [
        "next step",
        "my step dad",
        "3",
        "one step at a time",
        "i did step 3 of it and then my mum came in angry",
    ],
)
def test_other_texts_name_no_step(text: str) -> None:
    assert step_named("nonsense", text) is None


@pytest.mark.parametrize(
    "intent", sorted(DISCLOSURES | {"unclear_distress", "want_person", "help_now", "stop_plan"})
)
def test_what_matters_more_is_not_passed_over(intent: str) -> None:
    assert intent in KEPT
    assert step_named(intent, "step 3") is None
