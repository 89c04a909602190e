"""Reading and revising a plan, beside a bare aiohttp and motor handler with the same writes: alternating, in one run.

Then the same with a longer history, and with more plans of others in the store.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

import aiohttp
from bson import ObjectId
from motor.motor_asyncio import AsyncIOMotorClient

from benchmarks.figures import quantiles
from benchmarks.house import House, free_ports

REVISIONS = 1_000
READS = 300
SAMPLE = 100
PLANS = (1_000, 100_000)
FILL_TIMEOUT_S = 240
BATCH = 5_000
START_TIMEOUT_S = 30

Figures = dict[str, list[float]]


def plan(revision: int) -> dict[str, Any]:
    """Return a plan of usual size: four entries in each step but the sixth; one of them changes."""
    steps: dict[str, Any] = {str(step): [] for step in range(1, 8)}
    for step in (1, 2, 3, 4, 5, 7):
        for place in range(4):
            changing = f" {revision}" if (step, place) == (2, 0) else ""
            steps[str(step)].append({"id": f"e{step}-{place}", "text": f"something that helps{changing}"})
    return {"steps": steps}


class Planner:
    """One young person who revises and reads, here and at the bare handler."""

    def __init__(self, session: aiohttp.ClientSession, url: str, bare_url: str) -> None:
        self._session, self._url, self._bare_url = session, url, bare_url
        self._headers: dict[str, str] = {}
        self.person_id = ""
        self.number = 0

    async def start(self) -> None:
        """Register."""
        async with self._session.post(f"{self._url}/v1/devices", json={"age_band": "13-15"}) as answer:
            device = await answer.json()
        self.person_id = device["young_person_id"]
        self._headers = {"Authorization": f"Bearer {device['access_token']}"}

    async def revise(self, figures: Figures) -> None:
        """Write one revision at each."""
        body = {"plan": plan(self.number), "client_revision_id": str(uuid4())}
        headers = self._headers | {"If-Match": f'"{self.number}"'}
        await self._timed(figures["bare revise"], "PUT", f"{self._bare_url}/plan", json=body)
        await self._timed(figures["revise"], "PUT", f"{self._url}/v1/plan", json=body, headers=headers)
        self.number += 1

    async def read(self, figures: Figures) -> None:
        """Read the newest at each."""
        await self._timed(figures["bare read"], "GET", f"{self._bare_url}/plan")
        await self._timed(figures["read"], "GET", f"{self._url}/v1/plan", headers=self._headers)

    async def _timed(self, into: list[float], method: str, url: str, **more: Any) -> None:
        started_s = time.perf_counter()
        async with self._session.request(method, url, **more) as answer:
            await answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{method} answered {answer.status}")
        into.append((time.perf_counter() - started_s) * 1000)


async def measure(house: House) -> None:
    """Print p50 and p99 in milliseconds of each, and the ratios."""
    client: AsyncIOMotorClient[Any] = AsyncIOMotorClient(house.mongodb_uri)
    with bare_handler(house) as bare_url:
        async with aiohttp.ClientSession() as session:
            planner = Planner(session, house.url, bare_url)
            await planner.start()
            await along_the_history(planner)
            for count in PLANS:
                filled = await fill(client, planner.person_id, count)
                figures = await sample(planner)
                tell(f"with {filled} plans of others", figures)
    client.close()


async def along_the_history(planner: Planner) -> None:
    """Write REVISIONS revisions; compare the first with the last, and then read."""
    figures = empty()
    for _ in range(REVISIONS):
        await planner.revise(figures)
    for _ in range(READS):
        await planner.read(figures)
    tell(f"over {REVISIONS} revisions", figures)
    first, last = quantiles(figures["revise"][:SAMPLE])[0], quantiles(figures["revise"][-SAMPLE:])[0]
    bare_first, bare_last = (
        quantiles(part)[0] for part in (figures["bare revise"][:SAMPLE], figures["bare revise"][-SAMPLE:])
    )
    print(
        f"revise p50, last {SAMPLE} over first {SAMPLE}: {last / first:.2f} (bare: {bare_last / bare_first:.2f})"
    )


async def sample(planner: Planner) -> Figures:
    """Return the figures of a short run."""
    figures = empty()
    for _ in range(SAMPLE):
        await planner.revise(figures)
        await planner.read(figures)
    return figures


def empty() -> Figures:
    """Return figures without any yet."""
    return {name: [] for name in ("bare revise", "revise", "bare read", "read")}


def tell(when: str, figures: Figures) -> None:
    """Print one line for revising and one for reading."""
    for name in ("revise", "read"):
        p50_ms, p99_ms = quantiles(figures[name])
        bare_p50_ms, bare_p99_ms = quantiles(figures[f"bare {name}"])
        print(
            f"{name}, {when}: p50 {p50_ms:.1f} ms, p99 {p99_ms:.1f} ms; "
            f"bare {bare_p50_ms:.1f} and {bare_p99_ms:.1f}: "
            f"{p50_ms / bare_p50_ms:.2f} and {p99_ms / bare_p99_ms:.2f} times that"
        )


async def fill(client: AsyncIOMotorClient[Any], person_id: str, count: int) -> int:
    """Bring the store up to this many plans of others, as far as time allows; return how many there are."""
    revisions = client.evenlight.plan_revisions
    pattern = await revisions.find_one({"owner_id": person_id})
    there = await revisions.count_documents({"number": 1}) - 1
    deadline_s = time.monotonic() + FILL_TIMEOUT_S
    while there < count and time.monotonic() < deadline_s:
        size = min(BATCH, count - there)
        await revisions.insert_many([_copy(pattern) for _ in range(size)], ordered=False)
        there += size
    return there


def _copy(pattern: dict[str, Any]) -> dict[str, Any]:
    owner_id = str(ObjectId())
    own = {"_id": f"{owner_id}/1", "owner_id": owner_id, "number": 1, "client_revision_id": str(uuid4())}
    return pattern | own


def _wait_for_port(port: int) -> None:
    deadline_s = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline_s:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError("the bare handler did not start")


@contextmanager
def bare_handler(house: House) -> Iterator[str]:
    """Run the bare handler in a process of its own, on the same database server."""
    [port] = free_ports(1)
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.bare", str(port), house.mongodb_uri])
    try:
        _wait_for_port(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)
