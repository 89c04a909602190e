"""Where a member is reached: the verified contact point, opened; the last known one while the store is down."""

from backend.core.crypto import FieldCrypto
from backend.core.mongo import is_store_down
from backend.escalations.contact_points.store import ContactPointStore
from backend.escalations.paging.channels import NoAddress


class Addresses:
    """Keeps in memory what it opened, so that a page can go out when the store does not answer."""

    def __init__(self, store: ContactPointStore, crypto: FieldCrypto) -> None:
        self._store, self._crypto = store, crypto
        self._known: dict[tuple[str, str], str] = {}

    async def of(self, staff_id: str, kind: str) -> str:
        """Return the address. Raises NoAddress where there is no verified one."""
        try:
            address = await self._kept(staff_id, kind)
        except Exception as error:
            if not is_store_down(error) or (staff_id, kind) not in self._known:
                raise
            return self._known[staff_id, kind]
        if address is None:
            self._known.pop((staff_id, kind), None)
            raise NoAddress
        self._known[staff_id, kind] = address
        return address

    async def _kept(self, staff_id: str, kind: str) -> str | None:
        point = await self._store.get(staff_id, kind)
        return await self._crypto.open(point.sealed_address) if point and point.verified_at else None
