"""Escalation policies, pure: who a step pages. What is shipped is `data/policy.toml`; supervisors may change it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from backend.core.attention import Attention
from backend.escalations.model import Responder, Step

ROTA, SUPERVISORS, EVERYONE = "rota", "supervisors", "everyone"
PERSON = "person:"  # followed by the id of a member of staff


@dataclass(frozen=True)
class Policy:
    """Steps, and how long an acknowledgement counts without anybody taking over or closing."""

    steps: tuple[Step, ...]
    stale_after_s: int


@cache
def policy_for(attention: Attention) -> Policy:
    """Return the shipped policy for this attention."""
    data = tomllib.loads((files(__package__) / "data" / "policy.toml").read_text())[attention.value]
    steps = tuple(
        Step(tuple(step["targets"]), int(step["wait_s"]), tuple(step.get("channels", ())))
        for step in data["steps"]
    )
    return Policy(steps, int(data["stale_after_s"]))


@dataclass(frozen=True)
class Targets:
    """Who a step pages, and whether the rota had anybody."""

    responders: tuple[Responder, ...]
    rota_empty: bool


def targets_of(step: Step, everyone: list[Responder], on_call_ids: set[str]) -> Targets:
    """Return who is paged. An empty rota means the fallback contact; with none named, everybody."""
    on_call = [member for member in everyone if member.id in on_call_ids]
    groups = {
        ROTA: on_call,
        SUPERVISORS: [member for member in everyone if member.role == "supervisor"],
        EVERYONE: everyone,
    }
    groups |= {f"{PERSON}{member.id}": [member] for member in everyone}
    chosen = {member.id: member for target in step.targets for member in groups.get(target, ())}
    if not on_call:
        chosen |= {member.id: member for member in _fallback(everyone)}
    return Targets(tuple(chosen.values()), rota_empty=not on_call)


def last_resort(everyone: list[Responder], on_call_ids: set[str]) -> Targets:
    """Return who is paged when no step reaches anybody: those on call, and the fallback contacts or everybody."""
    on_call = [member for member in everyone if member.id in on_call_ids]
    chosen = {member.id: member for member in (*on_call, *_fallback(everyone))}
    return Targets(tuple(chosen.values()), rota_empty=not on_call)


def _fallback(everyone: list[Responder]) -> list[Responder]:
    return [member for member in everyone if member.fallback_contact] or everyone


def reached_from(
    steps: tuple[Step, ...], step: int, everyone: list[Responder], on_call_ids: set[str]
) -> tuple[int, Targets, list[int]]:
    """Return the first step from `step` on that reaches anybody, whom it reaches, and the steps left out before it.

    After the last step come the earlier ones, the latest first; when none reaches anybody, it is the last resort.
    """
    order = [*range(step, len(steps)), *reversed(range(step))]
    for place, number in enumerate(order):
        targets = targets_of(steps[number], everyone, on_call_ids)
        if targets.responders:
            return number, targets, order[:place]
    return step, last_resort(everyone, on_call_ids), order
