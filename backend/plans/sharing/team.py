"""A plan shown to the on-call team in one conversation. It ends when that request is closed, or the owner ends it."""

from datetime import timedelta
from uuid import uuid4

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.problem import NotFound
from backend.plans.model import Owners, Team
from backend.plans.pictures.image import Picture
from backend.plans.sharing.model import ShareKind, ShareState, Shown, StoredShare
from backend.plans.sharing.showing import Showing
from backend.plans.sharing.store import ShareStore

# A request that nobody closes does not leave a plan open for ever.
LONGEST = timedelta(days=30)
READER_NAME = "On-call team"


class TeamSharing:
    """The owner's choice to show, and what the team then sees. Both are audited."""

    def __init__(
        self,
        store: ShareStore,
        showing: Showing,
        team: Team,
        audit: Audit,
        owners: Owners,
        crypto: FieldCrypto,
        clock: Clock,
    ) -> None:
        self._store, self._showing, self._team, self._audit = store, showing, team, audit
        self._owners, self._crypto, self._clock = owners, crypto, clock

    async def show_to_team(self, owner_id: str, conversation_id: str, steps: list[int]) -> StoredShare:
        """Store a share in place of earlier ones here. Raises NotFound or Conflict."""
        escalation_id = await self._team.open_request(owner_id, conversation_id)
        owner, now = await self._owners(owner_id), self._clock.now()
        share = StoredShare(
            id=uuid4().hex,
            owner_id=owner_id,
            kind=ShareKind.TEAM,
            sealed_reader_name=await self._crypto.seal(owner.key_id, READER_NAME),
            steps=tuple(sorted(steps)),
            starts_at=now,
            ends_at=now + LONGEST,
            escalation_id=escalation_id,
        )
        share.rule(READER_NAME)  # Raises InvalidShare before anything is stored.
        await self._audit.record(owner_id, "plan_shown_to_team", escalation_id, about=owner_id)
        for earlier in await self._store.with_team(escalation_id):
            await self._store.revoke(owner_id, earlier.id, now)
        await self._store.add(share)
        return share

    async def is_shown(self, escalation_id: str) -> bool:
        """Tell whether something is shown here. It opens nothing, and is no reading. Raises NotFound."""
        return await self._shown_here(escalation_id) is not None

    async def read(self, escalation_id: str, staff_id: str) -> Shown:
        """Return what is shown here. Audited before it is read. Raises NotFound where nothing is shown."""
        share = await self._open_share(escalation_id)
        await self._audit.record(staff_id, "plan_opened", escalation_id, about=share.owner_id)
        return await self._showing.show(share, await self._name(staff_id))

    async def picture(self, escalation_id: str, staff_id: str, picture_id: str) -> Picture:
        """Return a picture of a step that is shown here. Raises NotFound."""
        share = await self._open_share(escalation_id)
        await self._audit.record(staff_id, "plan_picture_opened", escalation_id, about=share.owner_id)
        return await self._showing.picture(share, await self._name(staff_id), picture_id)

    async def _open_share(self, escalation_id: str) -> StoredShare:
        share = await self._shown_here(escalation_id)
        if share is None:
            raise NotFound
        return share

    async def _shown_here(self, escalation_id: str) -> StoredShare | None:
        _, still_open = await self._team.owner_of(escalation_id)
        shares = await self._store.with_team(escalation_id) if still_open else []
        now = self._clock.now()
        return next((share for share in shares if share.state(now) is ShareState.OPEN), None)

    async def _name(self, staff_id: str) -> str:
        return f"{await self._team.first_name(staff_id)}, on-call team"
