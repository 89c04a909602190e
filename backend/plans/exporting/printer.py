"""Makes PDFs in a process of its own, one at a time, with a short queue and a limit of time."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial

from backend.core.problem import Busy
from safety_plans.export.pdf import pdf
from safety_plans.export.printing import PRINTING_TIMEOUT_S, make_printer
from safety_plans.revisions import Revision

MOST_WAITING = 8


class Printer:
    """One for a process of the service; what it uses is made when first asked for."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._waiting = 0

    async def print(
        self,
        newest: Revision,
        language: str,
        exported_at: datetime,
        pictures: Mapping[str, bytes],
        crisis: Sequence[str],
    ) -> bytes:
        """Return the PDF file. Raises Busy."""
        if self._waiting >= MOST_WAITING:
            raise Busy
        self._waiting += 1
        self._pool = self._pool or make_printer()
        work = partial(
            pdf, newest, language=language, exported_at=exported_at, pictures=pictures, crisis=crisis
        )
        try:
            async with asyncio.timeout(PRINTING_TIMEOUT_S * self._waiting):
                return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except TimeoutError:
            raise Busy from None
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """End the process, after the file that it is making."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
