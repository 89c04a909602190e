"""One soak: people come, parts die at each moment of a plan, and then it is counted."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass

import aiohttp

from benchmarks.soaking.crowd import Crowd
from benchmarks.soaking.moments import Kill, Killer, Moment, watch
from benchmarks.soaking.providers import GOOD_DAY, Way
from benchmarks.soaking.stand import standing
from benchmarks.soaking.verdict import judge, now_of

# Whoever has most to lose at each moment.
EACH_MOMENT_ONCE: tuple[Kill, ...] = (
    (Moment.OPENED, "api"),
    (Moment.QUEUED, "database"),
    (Moment.LEASED, "worker"),
    (Moment.SENT, "worker"),
    (Moment.RECEIPT, "database"),
    (Moment.ACKNOWLEDGED, "api"),
    (Moment.TAKEN_OVER, "database"),
    (Moment.STALE, "worker"),
    (Moment.HANDED_BACK, "api"),
    (Moment.OFFERED, "worker"),
    (Moment.ACCEPTED, "database"),
    (Moment.CLOSED, "worker"),
)
EVERYBODY_AT_EACH: tuple[Kill, ...] = tuple(
    (moment, victim) for moment in Moment for victim in ("api", "worker", "database", "everything")
)


@dataclass(frozen=True)
class Soak:
    """What is to happen: which kills, how many mongods, how the providers behave, how often somebody comes."""

    kills: Iterable[Kill] = EACH_MOMENT_ONCE
    members: int = 1
    ways: tuple[Way, ...] = GOOD_DAY
    every_s: float = 0.8
    election_timeout_ms: int = 10_000


@dataclass(frozen=True)
class Result:
    """What happened. Every count in `bad` has to be 0."""

    bad: dict[str, int]
    informs: dict[str, int]
    killed: list[Kill]
    took_s: float


async def run(soak: Soak) -> Result:
    """Run one, in a folder and on ports of its own."""
    started_s, killer = time.monotonic(), Killer()
    timeout = aiohttp.ClientTimeout(total=15)
    ways = soak.ways, lambda: killer.saw(Moment.SENT)
    async with (
        standing(soak.members, *ways, soak.election_timeout_ms) as stand,
        aiohttp.ClientSession(timeout=timeout) as session,
    ):
        since = await now_of(stand)
        killer.parts = stand.parts
        watching = asyncio.create_task(watch(stand.services.mongo.db, killer))
        killing = asyncio.create_task(killer.kill_at_each(soak.kills))
        crowd = Crowd(stand, session, soak.every_s)
        try:
            await crowd.live(killing)
            bad, informs = await judge(stand, crowd, since)
        finally:
            for task in (watching, killing):
                task.cancel()
    return Result(bad, informs, killer.done, time.monotonic() - started_s)
