"""Which devices are signed in at this moment, whatever their access tokens say."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core.clock import Clock
from backend.core.mongo import is_store_down
from backend.core.problem import Unauthenticated
from backend.identity.accounts.store import AccountStore

FRESH_FOR = timedelta(seconds=2)
MOST_KEPT = 20_000


@dataclass(frozen=True)
class _Known:
    owner: str | None
    asked_at: datetime


class KnownDevices:
    """Asks the store for each device at most every two seconds; in an outage the last known answer holds."""

    def __init__(self, store: AccountStore, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._known: OrderedDict[str, _Known] = OrderedDict()

    async def require(self, device_id: str, person_id: str) -> None:
        """Raise Unauthenticated for a device that was signed out."""
        known = self._known.get(device_id)
        if known is None or abs(self._clock.now() - known.asked_at) >= FRESH_FOR:
            known = await self._ask(device_id, person_id, known)
        if known.owner != person_id:
            raise Unauthenticated

    def forget(self, device_id: str) -> None:
        """Ask the store again the next time: the device was just signed out here."""
        self._known.pop(device_id, None)

    async def _ask(self, device_id: str, person_id: str, last: _Known | None) -> _Known:
        try:
            owner = await self._store.owner_of(device_id)
        except Exception as error:
            if not is_store_down(error):
                raise
            # Not known yet: the token is whole and minutes old, the store can show it nothing, and a message that
            # needs a person still has to reach somebody.
            owner = last.owner if last else person_id
        known = self._known[device_id] = _Known(owner, self._clock.now())
        self._known.move_to_end(device_id)
        if len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)
        return known
