"""Both policies as one version, and what a policy may be. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.core.attention import Attention
from backend.escalations.model import Responder
from backend.escalations.policy import EVERYONE, PERSON, ROTA, SUPERVISORS, Policy, policy_for

GROUPS = (ROTA, SUPERVISORS, EVERYONE)


@dataclass(frozen=True)
class Policies:
    """The policies of one version. Version 0 is what is shipped: nobody wrote it here."""

    version: int
    of: Mapping[Attention, Policy]
    at: datetime | None = None
    by: str | None = None


def shipped() -> Policies:
    """Return what holds until a supervisor changes it."""
    return Policies(0, {attention: policy_for(attention) for attention in Attention})


def unknown_names(
    wanted: Mapping[Attention, Policy], everyone: Iterable[Responder], channels: Collection[str]
) -> list[str]:
    """Return the places where a target or a channel is named that is not there, such as "now.steps.0.targets.1"."""
    targets = {*GROUPS, *(f"{PERSON}{member.id}" for member in everyone)}
    return [
        f"{attention.value}.steps.{number}.{kind}.{place}"
        for attention, policy in wanted.items()
        for number, step in enumerate(policy.steps)
        for kind, names, known in (("targets", step.targets, targets), ("channels", step.channels, channels))
        for place, name in enumerate(names)
        if name not in known
    ]
