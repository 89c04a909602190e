"""The worker process: wakes on the change stream of pages, and sweeps every second whatever happens."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

from backend.core.logging import log
from backend.core.mongo import Mongo, is_store_down
from backend.escalations.paging.engine import PagingEngine

SWEEP_EVERY_S = 1.0
HOUSEKEEPING_EVERY_S = 10.0
HELD_EVERY_S = 5.0


async def run(mongo: Mongo, engine: PagingEngine, *beside: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Sweep until cancelled, with other work beside. A store that is down is waited for; nothing is given up."""
    works = (_wake_on_pages(mongo, engine.wake), _take_up_when_woken(engine), *(one() for one in beside))
    tasks = [asyncio.create_task(work) for work in works]
    log.info("worker_started", worker_id=engine.worker_id)
    try:
        while True:
            await _outlive(engine.begin)
            await asyncio.sleep(SWEEP_EVERY_S)
    finally:
        for task in tasks:
            task.cancel()


async def _take_up_when_woken(engine: PagingEngine) -> None:
    """Send what has just been queued, beside the sweeps: a step that cannot be started holds up no page."""
    while True:
        await engine.wake.wait()
        engine.wake.clear()
        await _outlive(engine.take_up)


async def _wake_on_pages(mongo: Mongo, wake: asyncio.Event) -> None:
    # Only what is new: our own notes about a page would wake us for nothing.
    async for _changed in mongo.changes(["pages"], ["insert"]):
        wake.set()


async def keep_house(
    chores: Mapping[str, Callable[[], Awaitable[None]]], every_s: float = HOUSEKEEPING_EVERY_S
) -> None:
    """Run each chore again and again until cancelled. One that fails is logged and holds up no page and no other."""
    while True:
        for name, chore in chores.items():
            try:
                await chore()
            except Exception as error:  # noqa: BLE001 - it is tried again
                failed = "store_down" if is_store_down(error) else type(error).__name__
                log.error("chore_failed", detail=name, error=failed)
        await asyncio.sleep(every_s)


async def _outlive(work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except Exception as error:  # noqa: BLE001 - the loop that fetches people must outlive every error
        down = is_store_down(error)
        log.error("sweep_failed", error="store_down" if down else type(error).__name__)
        await asyncio.sleep(0.5)
