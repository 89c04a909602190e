"""The embedded database as one of the parts that `evenlight up` keeps running."""

import asyncio
import time
from typing import Never

from backend.launch.mongod import EmbeddedMongod
from backend.launch.output import say
from backend.launch.problem import CannotStart
from backend.launch.processes import SETTLED_AFTER_S, backoff, pause_after


async def keep_database(mongod: EmbeddedMongod) -> Never:
    """Start mongod again whenever it ends, until cancelled; `stop_database` is what stops it."""
    pauses = backoff()
    started = time.monotonic()
    while True:
        code = await asyncio.to_thread(mongod.wait)
        if time.monotonic() - started > SETTLED_AFTER_S:
            pauses = backoff()
        await pause_after("database", code, next(pauses))
        started = time.monotonic()
        await _start_again(mongod)


async def stop_database(mongod: EmbeddedMongod) -> None:
    """Stop mongod cleanly; cancelled meanwhile, by force."""
    try:
        await asyncio.to_thread(mongod.stop)
    except asyncio.CancelledError:
        mongod.kill()


async def _start_again(mongod: EmbeddedMongod) -> None:
    try:
        mongod.spawn()
        await asyncio.to_thread(mongod.wait_until_writable)
        say("database", f"ready at {mongod.address}")
    except CannotStart as problem:
        say("database", str(problem))
