"""Collection `rota_swaps`."""

from datetime import datetime
from typing import Any

from backend.core.mongo import Document, Mongo, Tx
from backend.escalations.rota.swaps.model import Agreement, Stretch, Swap, SwapState


class SwapStore:
    """Reads and writes swaps."""

    def __init__(self, mongo: Mongo) -> None:
        self._swaps = mongo.db.rota_swaps

    async def create_indexes(self) -> None:
        """Create the index that the list of waiting swaps reads."""
        await self._swaps.create_index([("state", 1), ("ends_at", 1)])

    async def insert(self, swap: Swap, tx: Tx) -> None:
        """Store a new swap."""
        await self._swaps.insert_one({"_id": swap.id, **_fields(swap)}, session=tx)

    async def save(self, swap: Swap, tx: Tx) -> bool:
        """Store how a swap that was asked for ended; False when it ended meanwhile."""
        waiting = {"_id": swap.id, "state": SwapState.ASKED.value}
        saved = await self._swaps.update_one(waiting, {"$set": _fields(swap)}, session=tx)
        return saved.modified_count == 1

    async def get(self, swap_id: str, tx: Tx | None = None) -> Swap | None:
        """Return one swap, or None."""
        found = await self._swaps.find_one({"_id": swap_id}, session=tx)
        return _swap(found) if found else None

    async def waiting(self, now: datetime) -> list[Swap]:
        """Return the swaps that are asked for and not past, oldest first."""
        query = {"state": SwapState.ASKED.value, "gives.ends_at": {"$gt": now}}
        return [_swap(found) async for found in self._swaps.find(query).sort("asked_at", 1)]


def _fields(swap: Swap) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "gives": vars(swap.gives),
        "takes": vars(swap.takes) if swap.takes else None,
        "state": swap.state.value,
        "agreed": [vars(agreement) for agreement in swap.agreed],
        "ends_at": swap.ends_at,
    }
    return {name: value for name, value in vars(swap).items() if name != "id"} | parts


def _swap(found: Document) -> Swap:
    parts: dict[str, Any] = {
        "gives": Stretch(**found["gives"]),
        "takes": Stretch(**found["takes"]) if found["takes"] else None,
        "state": SwapState(found["state"]),
        "agreed": tuple(Agreement(**agreement) for agreement in found["agreed"]),
    }
    plain = {name: found[name] for name in ("asker_id", "other_id", "asked_at", "made_by")}
    return Swap(id=found["_id"], **plain, **parts)
