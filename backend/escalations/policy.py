"""Escalation policies: data in `data/policy.toml`, read once, snapshotted when an escalation opens."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from backend.core.attention import Attention
from backend.escalations.model import Responder, Step

ROTA, SUPERVISORS, EVERYONE = "rota", "supervisors", "everyone"


@dataclass(frozen=True)
class Policy:
    """Steps, and how long an acknowledgement counts without anybody taking over or closing."""

    steps: tuple[Step, ...]
    stale_after_s: int


@cache
def policy_for(attention: Attention) -> Policy:
    """Return the policy for this attention."""
    data = tomllib.loads((files(__package__) / "data" / "policy.toml").read_text())[attention.value]
    steps = tuple(Step(tuple(step["targets"]), int(step["wait_s"])) for step in data["steps"])
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
    chosen = {member.id: member for target in step.targets for member in groups[target]}
    if not on_call:
        fallback = [member for member in everyone if member.fallback_contact] or everyone
        chosen |= {member.id: member for member in fallback}
    return Targets(tuple(chosen.values()), rota_empty=not on_call)
