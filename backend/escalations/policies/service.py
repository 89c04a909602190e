"""Reading the policy that holds now, and changing it."""

from collections.abc import Awaitable, Callable, Collection, Mapping

from backend.core.attention import Attention
from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Conflict, Unprocessable
from backend.escalations.model import Responder
from backend.escalations.policies.model import Policies, shipped, unknown_names
from backend.escalations.policies.store import PolicyStore
from backend.escalations.policy import Policy


class PolicyService:
    """What is shipped holds until a supervisor writes a version."""

    def __init__(
        self,
        mongo: Mongo,
        store: PolicyStore,
        responders: Callable[[], Awaitable[list[Responder]]],
        channels: Collection[str],
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._responders = mongo, store, responders
        self.channels, self._audit, self._clock = channels, audit, clock

    async def current(self, tx: Tx | None = None) -> Policies:
        """Return the version that holds now."""
        return await self._store.newest(tx) or shipped()

    async def policy_for(self, attention: Attention, tx: Tx | None = None) -> Policy:
        """Return the policy that an escalation opens with now."""
        return (await self.current(tx)).of[attention]

    async def change(self, actor: Responder, version: int, wanted: Mapping[Attention, Policy]) -> Policies:
        """Write the version after `version`, the one that was read. Raises Conflict or Unprocessable."""
        unknown = unknown_names(wanted, await self._responders(), self.channels)
        if unknown:
            raise Unprocessable(errors=[{"field": place, "reason": "is not known"} for place in unknown])
        following = Policies(version + 1, wanted, self._clock.now(), actor.first_name)

        async def work(tx: Tx) -> None:
            newest = await self.current(tx)
            if newest.version != version:
                raise Conflict("Somebody else has changed the policies meanwhile.", version=newest.version)
            await self._store.add(following, tx)
            subject = f"policies.{following.version}"
            await self._audit.record(actor.id, "policies_changed", subject, tx=tx, role=actor.role)

        await self._mongo.transaction(work)
        return following
