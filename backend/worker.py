"""The worker process: wakes on the change stream of pages, and sweeps every second whatever happens."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

from backend.core.logging import log
from backend.core.mongo import Mongo, is_store_down
from backend.escalations.paging.engine import PagingEngine

SWEEP_EVERY_S = 1.0
HOUSEKEEPING_EVERY_S = 10.0


async def run(mongo: Mongo, engine: PagingEngine, *beside: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Sweep until cancelled, with other work beside. A store that is down is waited for; nothing is given up."""
    wake = asyncio.Event()
    tasks = [asyncio.create_task(work) for work in (_wake_on_pages(mongo, wake), *(one() for one in beside))]
    log.info("worker_started", worker_id=engine.worker_id)
    try:
        while True:
            wake.clear()
            await _sweep(engine)
            with suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), SWEEP_EVERY_S)
    finally:
        for task in tasks:
            task.cancel()


async def _wake_on_pages(mongo: Mongo, wake: asyncio.Event) -> None:
    async for _changed in mongo.changes(["pages"]):
        wake.set()


async def keep_house(chores: Mapping[str, Callable[[], Awaitable[None]]]) -> None:
    """Run each chore again and again until cancelled. One that fails is logged and holds up no page and no other."""
    while True:
        for name, chore in chores.items():
            try:
                await chore()
            except Exception as error:  # noqa: BLE001 - it is tried again
                failed = "store_down" if is_store_down(error) else type(error).__name__
                log.error("chore_failed", detail=name, error=failed)
        await asyncio.sleep(HOUSEKEEPING_EVERY_S)


async def _sweep(engine: PagingEngine) -> None:
    try:
        await engine.begin()
    except Exception as error:  # noqa: BLE001 - the loop that fetches people must outlive every error
        down = is_store_down(error)
        log.error("sweep_failed", error="store_down" if down else type(error).__name__)
        await asyncio.sleep(0.5)
