"""Deleting a plan with everything that hangs on it, in one transaction; and erasing all that plans hold of a person."""

from collections.abc import Awaitable, Callable, Sequence

from backend.core.mongo import DuplicateKeyError, Mongo, Tx

Removal = Callable[[str, Tx], Awaitable[None]]


class Deletion:
    """Runs each part's removal. A revision that is written at the same moment comes before or after, never between."""

    def __init__(self, mongo: Mongo, removals: Sequence[Removal]) -> None:
        self._mongo, self._removals = mongo, removals

    async def delete(self, owner_id: str) -> None:
        """Remove it all. Safe to run again."""

        async def work(tx: Tx) -> None:
            for remove in self._removals:
                await remove(owner_id, tx)

        while True:
            try:
                await self._mongo.transaction(work)
            except DuplicateKeyError:
                continue  # Another device wrote the number that the mark was to take.
            return
