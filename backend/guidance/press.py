"""Makes leaflets in a process of its own, one at a time, and keeps those that it has made."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from backend.core.problem import Busy
from backend.guidance.leaflet import pdf
from safety_plans.export.printing import PRINTING_TIMEOUT_S, make_printer

MOST_WAITING = 8
MOST_KEPT = 100
Key = tuple[str, str, str]  # the hash of the words, the language asked for, the address on the leaflet


class Press:
    """One for a process of the service. The same words under the same address are made once."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._one = asyncio.Lock()
        self._waiting = 0

    async def print(self, key: Key, values: Mapping[str, Any]) -> bytes:
        """Return the PDF of these values. Raises Busy."""
        if key not in self._kept:
            if self._waiting >= MOST_WAITING:
                raise Busy
            self._waiting += 1
            try:
                async with asyncio.timeout(PRINTING_TIMEOUT_S), self._one:
                    await self._make(key, values)
            except TimeoutError:
                raise Busy from None
            finally:
                self._waiting -= 1
        self._kept.move_to_end(key)
        return self._kept[key]

    async def _make(self, key: Key, values: Mapping[str, Any]) -> None:
        if key in self._kept:
            return
        self._pool = self._pool or make_printer()
        self._kept[key] = await asyncio.get_running_loop().run_in_executor(self._pool, pdf, dict(values))
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def close(self) -> None:
        """End the process, after the file that it is making."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
