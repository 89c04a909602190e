"""The worker process: wakes on the change stream of pages, and sweeps every second whatever happens."""

import asyncio
from contextlib import suppress

from backend.core.logging import log
from backend.core.mongo import Mongo, is_store_down
from backend.escalations.paging.engine import PagingEngine

SWEEP_EVERY_S = 1.0


async def run(mongo: Mongo, engine: PagingEngine) -> None:
    """Sweep until cancelled. A store that is down is waited for; nothing is given up."""
    wake = asyncio.Event()
    feed = asyncio.create_task(_wake_on_pages(mongo, wake))
    log.info("worker_started", worker_id=engine.worker_id)
    try:
        while True:
            wake.clear()
            await _sweep(engine)
            with suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), SWEEP_EVERY_S)
    finally:
        feed.cancel()


async def _wake_on_pages(mongo: Mongo, wake: asyncio.Event) -> None:
    async for _changed in mongo.changes(["pages"]):
        wake.set()


async def _sweep(engine: PagingEngine) -> None:
    try:
        await engine.sweep()
    except Exception as error:  # noqa: BLE001 - the loop that fetches people must outlive every error
        down = is_store_down(error)
        log.error("sweep_failed", error="store_down" if down else type(error).__name__)
        await asyncio.sleep(0.5)
