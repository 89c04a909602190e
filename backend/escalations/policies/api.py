"""HTTP for escalation policies."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.attention import Attention
from backend.core.fields import Instant
from backend.core.routes import Call, Route
from backend.escalations.model import Step
from backend.escalations.policies.model import GROUPS, Policies
from backend.escalations.policies.service import PolicyService
from backend.escalations.policy import Policy
from backend.escalations.service import EscalationService
from backend.identity.policies import RESPONDER, SUPERVISOR_RECENT, caller

POLICIES = web.AppKey("policies", PolicyService)
STAFF = web.AppKey("policy_staff", EscalationService)

Name = Annotated[str, Field(min_length=1, max_length=80)]


class StepShape(BaseModel):
    """One step. targets: rota, supervisors, everyone, person:<staff id>; no channels means each member's own."""

    targets: list[Name] = Field(min_length=1, max_length=50)
    wait_s: int = Field(ge=30, le=7200)
    channels: list[Name] = Field(default_factory=list, max_length=20)


class PolicyShape(BaseModel):
    """Steps in order; the last one repeats until a person acknowledges."""

    steps: list[StepShape] = Field(min_length=1, max_length=20)
    stale_after_s: int = Field(ge=60, le=86_400)


class PoliciesView(BaseModel):
    """The policies that hold now; version 0 is what is shipped. `groups` and `channels` may be named in steps."""

    version: int
    at: Instant | None
    by: str | None
    now: PolicyShape
    today: PolicyShape
    groups: list[str]
    channels: list[str]


class PoliciesChange(BaseModel):
    """New policies in place of the version that was read. Open escalations go on with the one they have."""

    version: int = Field(ge=0, le=1_000_000)
    now: PolicyShape
    today: PolicyShape


async def show(call: Call) -> PoliciesView:
    """Show the policies."""
    policies = call.request.app[POLICIES]
    return _view(await policies.current(), policies)


async def change(call: Call) -> PoliciesView:
    """Write the next version."""
    body: PoliciesChange = call.body
    policies = call.request.app[POLICIES]
    actor = await call.request.app[STAFF].responder(caller(call).id)
    wanted = {Attention.NOW: _policy(body.now), Attention.TODAY: _policy(body.today)}
    return _view(await policies.change(actor, body.version, wanted), policies)


def _policy(shape: PolicyShape) -> Policy:
    steps = (Step(tuple(step.targets), step.wait_s, tuple(step.channels)) for step in shape.steps)
    return Policy(tuple(steps), shape.stale_after_s)


def _shape(policy: Policy) -> PolicyShape:
    steps = [
        StepShape(targets=list(step.targets), wait_s=step.wait_s, channels=list(step.channels))
        for step in policy.steps
    ]
    return PolicyShape(steps=steps, stale_after_s=policy.stale_after_s)


def _view(found: Policies, policies: PolicyService) -> PoliciesView:
    return PoliciesView(
        version=found.version,
        at=found.at,
        by=found.by,
        now=_shape(found.of[Attention.NOW]),
        today=_shape(found.of[Attention.TODAY]),
        groups=list(GROUPS),
        channels=sorted(policies.channels),
    )


ROUTES = [
    Route("GET", "/v1/staff/policies", show, RESPONDER, "Who is paged in which order", answer=PoliciesView),
    Route(
        "PUT", "/v1/staff/policies", change, SUPERVISOR_RECENT, "Change who is paged in which order",
        body=PoliciesChange, answer=PoliciesView, problems=(409,),
    ),
]  # fmt: skip
