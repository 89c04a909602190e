"""An interest is answered once, and not after it was taken back."""

from dataclasses import replace
from pathlib import Path

import pytest

from backend.core.problem import Conflict
from backend.retention.schedule import schedule
from backend.taking_part.model import Interest, InterestState
from tests.fakes import MONDAY_EVENING

STATIC = Path(__file__).parents[3] / "backend/web/static"
WAITING = Interest("one", "kit", InterestState.NEW, MONDAY_EVENING)


def test_what_waits_may_be_answered() -> None:
    WAITING.refuse_an_answer()


@pytest.mark.parametrize(
    ("state", "why"), [(InterestState.ANSWERED, "has an answer"), (InterestState.WITHDRAWN, "taken it back")]
)
def test_what_was_answered_or_taken_back_may_not_and_says_why(state: InterestState, why: str) -> None:
    with pytest.raises(Conflict) as refused:
        replace(WAITING, state=state).refuse_an_answer()
    assert why in refused.value.detail


@pytest.mark.parametrize("script", ["you/words.js", "staff/mentoring.js"])
def test_both_pages_say_for_how_long_one_that_was_taken_back_is_kept(script: str) -> None:
    days = schedule().of("mentoring_interests").days
    assert f"{days} days" in (STATIC / script).read_text(encoding="utf-8")
