"""Shows a plan to a reader. The reading is stored before anything is shown."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.problem import NotFound
from backend.plans.model import Owners
from backend.plans.pictures.image import Picture
from backend.plans.pictures.service import PictureService
from backend.plans.service import PlanService
from backend.plans.sharing.model import ReadingKind, Shown, StoredReading, StoredShare
from backend.plans.sharing.store import ShareStore
from safety_plans.plan import Step
from safety_plans.revisions import Revision
from safety_plans.sharing import Visible, read, stood_since

# A page shows a plan and then its pictures: together they are one reading.
ONE_READING = timedelta(minutes=15)


class Showing:
    """What is open to a share, and nothing else: anything that is not is NotFound, whatever the cause."""

    def __init__(
        self,
        plans: PlanService,
        pictures: PictureService,
        store: ShareStore,
        owners: Owners,
        crypto: FieldCrypto,
        clock: Clock,
    ) -> None:
        self._plans, self._pictures, self._store, self._owners = plans, pictures, store, owners
        self._crypto, self._clock = crypto, clock

    async def show(self, share: StoredShare, reader_name: str) -> Shown:
        """Return what the reader sees. Raises NotFound where that is nothing."""
        visible = await self._visible(share)
        await self.record(share, reader_name, visible)
        owner = await self._owners(share.owner_id)
        nickname = await self._crypto.open_if_kept(owner.sealed_nickname)
        return Shown(visible, nickname, share.ends_at)

    async def picture(self, share: StoredShare, reader_name: str, picture_id: str) -> Picture:
        """Return a picture of a shared step. Raises NotFound."""
        visible = await self._visible(share)
        if picture_id not in visible.picture_ids():
            raise NotFound
        if not await self._store.was_read_since(share.id, self._clock.now() - ONE_READING):
            await self.record(share, reader_name, visible)
        return await self._pictures.get(share.owner_id, picture_id)

    async def record(self, share: StoredShare, reader_name: str, visible: Visible | None) -> None:
        """Store what the owner is to know: a reading, or without anything visible, that the link was closed."""
        owner = await self._owners(share.owner_id)
        await self._store.record(
            StoredReading(
                id=uuid4().hex,
                owner_id=share.owner_id,
                share_id=share.id,
                kind=ReadingKind.READ if visible else ReadingKind.CLOSED_AFTER_WRONG_CODES,
                sealed_reader_name=await self._crypto.seal(owner.key_id, reader_name),
                steps=tuple(step.value for step, _ in visible.steps) if visible else share.steps,
                number=visible.number if visible else None,
                at=self._clock.now(),
            )
        )

    async def _visible(self, share: StoredShare) -> Visible:
        now = self._clock.now()
        newest = (await self._plans.head(share.owner_id)).newest
        if newest is None:
            raise NotFound
        revisions = await self._enough(share, newest, now)
        found = read(revisions, [share.rule("reader")], share.id, now)
        if found is None:
            raise NotFound
        return found[0]

    async def _enough(self, share: StoredShare, newest: Revision, now: datetime) -> list[Revision]:
        number = stood_since(newest, map(Step, share.steps))
        older = [] if number == newest.number else [await self._plans.numbered(share.owner_id, number)]
        # The clock may have been set back since: what stands now is shown now.
        return [replace(revision, at=min(revision.at, now)) for revision in (*older, newest)]
