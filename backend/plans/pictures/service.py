"""Use cases of pictures."""

from collections.abc import Iterable

from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.problem import Conflict, NotFound, Unprocessable
from backend.plans.model import Owners
from backend.plans.pictures.decoding import Decoder
from backend.plans.pictures.image import Picture
from backend.plans.pictures.model import Kept, StoredPicture, digest, kept_from
from backend.plans.pictures.store import PictureStore
from safety_plans.codec import ID
from safety_plans.limits import MAX_PICTURES_KEPT


class PictureService:
    """Somebody's pictures, each under an id that their device made."""

    def __init__(
        self, store: PictureStore, decoder: Decoder, owners: Owners, crypto: FieldCrypto, clock: Clock
    ) -> None:
        self._store, self._decoder, self._owners = store, decoder, owners
        self._crypto, self._clock = crypto, clock

    async def add(self, owner_id: str, picture_id: str, raw: bytes) -> Picture:
        """Store a picture; the same again changes nothing. Raises Unprocessable, or Conflict for another of its id."""
        if not ID.fullmatch(picture_id):
            raise NotFound
        if before := await self._store.get(owner_id, picture_id):
            return await self._repeated(before, raw)
        if await self._store.count(owner_id) >= MAX_PICTURES_KEPT:
            raise Unprocessable(errors=[_too_many()])
        kept = Kept(await self._decoder.remade(raw), digest(raw))
        owner = await self._owners(owner_id)
        sealed = await self._crypto.seal_bytes(owner.key_id, kept.to_bytes())
        if not await self._store.add(StoredPicture(owner_id, picture_id, sealed), self._clock.now()):
            return await self.add(owner_id, picture_id, raw)
        return kept.picture

    async def _repeated(self, before: StoredPicture, raw: bytes) -> Picture:
        kept = kept_from(await self._crypto.open_bytes(before.sealed))
        if kept.sent_digest != digest(raw):
            raise Conflict("Another picture has this id. A new picture gets a new id.")
        return kept.picture

    async def get(self, owner_id: str, picture_id: str) -> Picture:
        """Return a picture. Raises NotFound."""
        found = await self._store.get(owner_id, picture_id)
        if found is None:
            raise NotFound
        return kept_from(await self._crypto.open_bytes(found.sealed)).picture

    async def add_if_missing(self, owner_id: str, picture_id: str, raw: bytes) -> None:
        """Store a picture that comes with a plan from a file; one that is there already stays."""
        if await self._store.get(owner_id, picture_id) is None:
            await self.add(owner_id, picture_id, raw)

    async def some(self, owner_id: str, ids: Iterable[str]) -> dict[str, bytes]:
        """Return those of these pictures that there are, as files by id."""
        found = {id_: await self._store.get(owner_id, id_) for id_ in ids}
        return {
            id_: kept_from(await self._crypto.open_bytes(stored.sealed)).picture.data
            for id_, stored in found.items()
            if stored
        }

    async def all(self, owner_id: str) -> dict[str, Picture]:
        """Return somebody's pictures by id."""
        return {id_: await self.get(owner_id, id_) for id_ in await self._store.ids(owner_id)}

    async def remove(self, owner_id: str, picture_id: str) -> None:
        """Remove a picture, from old revisions too. Raises NotFound."""
        if not await self._store.remove(owner_id, picture_id):
            raise NotFound


def _too_many() -> dict[str, object]:
    reason = f"is one too many: at most {MAX_PICTURES_KEPT} fit"
    return {"field": "body", "reason": reason, "limit": "max_pictures_kept", "most": MAX_PICTURES_KEPT}
