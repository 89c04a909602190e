"""Runs the decoder beside the event loop: one picture at a time, a short queue, a limit of time."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from backend.core.problem import Busy, Unprocessable
from backend.plans.pictures.image import NotAPicture, Picture, remade

TIMEOUT_S = 15.0
MOST_WAITING = 20


class Decoder:
    """One for a process, so that the memory of one decoded picture is the most that is used."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "pictures")
        self._waiting = 0

    async def remade(self, raw: bytes) -> Picture:
        """Return the picture made anew. Raises Unprocessable for what is none, Busy when too many come at once."""
        if self._waiting >= MOST_WAITING:
            raise Busy
        self._waiting += 1
        try:
            async with asyncio.timeout(TIMEOUT_S):
                return await asyncio.get_running_loop().run_in_executor(self._thread, remade, raw)
        except NotAPicture as error:
            raise Unprocessable(errors=[{"field": "body", "reason": str(error)}]) from None
        except TimeoutError:
            raise Busy from None
        finally:
            self._waiting -= 1
