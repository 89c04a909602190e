"""A step of a young person's own plan under a message: read anew each time they look, and by nobody else. Pure.

A message holds that step 2 was shown. What is in it stays with the plan, and goes with it when that is deleted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from backend.chat.texts import texts

Fields = dict[str, Any]
# Of a step's number, and of the place of its message in the conversation.
Filled = Callable[[int, int], Fields]
PLAN = "/plan"


@dataclass(frozen=True)
class PlanStep:
    """One step as its owner reads it: its heading, and its entries as the plan's JSON has them."""

    title: str
    entries: list[dict[str, Any]] = field(repr=False)


class PlanSteps(Protocol):
    """Gives a young person's plan to the chat, which knows nothing else of plans."""

    async def __call__(self, owner_id: str, language: str) -> Sequence[PlanStep] | None:
        """Return the steps in order, the first is step 1; None where there is no plan, or nothing in it."""
        ...


def as_owner(steps: Sequence[PlanStep] | None, language: str) -> Filled:
    """Return what fills in a step for its owner: their words, or, where there is no plan, the offer to start one."""
    if not steps:
        return lambda _, place: _offer(language, place)
    return lambda number, _: {"show": _shown(number, steps[number - 1])}


def as_staff(number: int, _place: int) -> Fields:
    """Return what staff see in place of a step. Whether there is a plan at all is not theirs to know."""
    says = f"Step {number} of their plan was shown to them, if they have one."
    return {"text": says, "show": {"kind": "plan", "step": number}}


def _shown(number: int, step: PlanStep) -> Fields:
    link = f"{PLAN}#step/{number}"
    return {"kind": "plan", "step": number, "title": step.title, "entries": step.entries, "link": link}


def _offer(language: str, place: int) -> Fields:
    words = texts(language)
    # Said in turn: in a walk, or asked for twice, the question lies between, so each place is two after the one before.
    offers = words.no_plan_offers
    return {
        "text": offers[place // 2 % len(offers)],
        "show": {"kind": "start_plan", "link": PLAN},
        "buttons": [{"title": title} for title in words.no_plan.buttons],
    }
