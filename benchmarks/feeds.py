"""What it takes to import a feed of 100,000 services into a real database: new, the same again, and changed.

`python -m benchmarks feeds`. One line in a hundred is wrong in a way that happens: an id twice, hours that cannot be,
HTML in a description, a language that nobody knows. It ends with an error where a line was taken in that should not
have been, or where anything that stood in the directory before is not there any more.
"""

import asyncio
import json
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend.core.clock import SystemClock
from backend.core.mongo import Mongo
from backend.launch.mongod import EmbeddedMongod
from backend.signposting import shipped
from backend.signposting.editing.store import EditingStore
from backend.signposting.importing.model import Counts, Feed, Outcome
from backend.signposting.importing.service import Importer
from backend.signposting.importing.store import ImportStore
from backend.signposting.store import ServiceStore
from benchmarks.house import free_ports

LINES = 100_000
WRONG_EVERY = 100
FEED = Feed("Made up", "none", "made-up.json")
WRONG: list[dict[str, Any]] = [
    {"id": "club-1"},
    {"schedules": [{"byday": "MO", "opens_at": "29:00", "closes_at": "30:00"}]},
    {"description": "<p>Games</p>"},
    {"languages": [{"code": "xx-none", "name": "Of nobody"}]},
]
ALL_GOOD = LINES - LINES // WRONG_EVERY
# What each run has to come to. The last one has every tenth line changed, and its last tenth is left out.
RUNS: dict[str, dict[Outcome, int]] = {
    "new": {Outcome.NEW: ALL_GOOD, Outcome.REJECTED: 250, Outcome.QUARANTINED: 750},
    "the same again": {Outcome.SAME: ALL_GOOD, Outcome.REJECTED: 250, Outcome.QUARANTINED: 750},
    "a tenth changed, a tenth gone": {Outcome.CHANGED: 9_000, Outcome.VANISHED: 9_900},
}


def measure() -> None:
    """Print seconds and memory of each run."""
    with tempfile.TemporaryDirectory() as folder:
        [port] = free_ports(1)
        with EmbeddedMongod(Path(folder, "data"), port) as mongod:
            asyncio.run(_measure(Mongo(mongod.uri, "bench"), Path(folder, "feed.json")))


async def _measure(mongo: Mongo, path: Path) -> None:
    services = ServiceStore(mongo)
    stores = (services, ImportStore(mongo), EditingStore(mongo))
    for store in stores:
        await store.create_indexes()
    await services.put_shipped(shipped.services())
    importer = Importer(stores[1], stores[2], services, SystemClock())
    for name, expected in RUNS.items():
        _write(path, changed="tenth" in name)
        if name == "new":
            await _run(importer, path, "a dry run", expected, dry_run=True)
        await _run(importer, path, name, expected)
    ours = {"_id": {"$in": [service.id for service in shipped.services()]}}
    left = await mongo.db.services.count_documents(ours)
    stored = await mongo.db.services.count_documents({})
    print(f"in the directory: {stored:,}, of them {left} of our own, as before")
    if left != len(shipped.services()) or stored != left + ALL_GOOD:
        raise SystemExit("Something is missing, or too much is there.")
    mongo.close()


async def _run(
    importer: Importer, path: Path, name: str, expected: dict[Outcome, int], *, dry_run: bool = False
) -> None:
    counts, start, cpu = Counts(), time.monotonic(), time.process_time()
    async for _ in importer.run(path, FEED, counts, dry_run=dry_run):
        pass
    took_s, cpu_s = time.monotonic() - start, time.process_time() - cpu
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name}: {took_s:.1f} s, of it {cpu_s:.1f} s of the importer's own; {peak_mb:.0f} MB of memory at most"
    )
    wrong = {
        outcome: counts.of[outcome] for outcome, number in expected.items() if counts.of[outcome] != number
    }
    if wrong:
        raise SystemExit(f"{name}: expected {expected}, and there were {wrong}")


def _write(path: Path, *, changed: bool) -> None:
    with path.open("w") as file:
        file.writelines(_lines(changed=changed))
    print(f"a feed of {path.stat().st_size / 1e6:.0f} MB")


def _lines(*, changed: bool) -> Iterator[str]:
    for n in range(LINES - LINES // 10 if changed else LINES):
        schedules = [{"byday": "MO,TU", "opens_at": "09:00", "closes_at": f"{n % 8 + 12}:00"}]
        club: dict[str, Any] = {"id": f"club-{n}", "name": f"Club {n}", "description": "Games. " * 40}
        club |= {"phones": [{"number": f"01582 {n:06}"}], "minimum_age": 11, "schedules": schedules}
        if n % WRONG_EVERY == WRONG_EVERY - 1:
            club |= WRONG[n // WRONG_EVERY % len(WRONG)]
        if changed and n % 10 == 0:
            club["name"] = f"Club {n}, which has moved"
        yield json.dumps(club) + "\n"
