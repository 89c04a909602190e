"""What sealing and opening cost, beside the same write to the store without them: alternating, in one run.

The write is one document, acknowledged by a majority and in the journal. Also: a data key that the driver has opened
already (warm) beside one that it has to fetch from the key vault and unwrap first (cold).
"""

import asyncio
import secrets
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from backend.core.clock import SystemClock
from backend.core.crypto import FieldCrypto
from backend.core.crypto.master_key import MasterKeys, from_file, make_file
from backend.core.crypto.vault import KeyVault
from backend.core.mongo import Mongo
from backend.launch.mongod import EmbeddedMongod
from benchmarks.figures import quantiles
from benchmarks.house import free_ports

TIMES = 400
SIZES = {"message, 200 characters": 200, "plan, 10 kB": 10_000}


def measure() -> None:
    """Print medians and 99th percentiles in milliseconds, and the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        make_file(Path(folder, "master.key"))
        [port] = free_ports(1)
        with EmbeddedMongod(Path(folder, "data"), port) as mongod:
            asyncio.run(_measure(Mongo(mongod.uri, "bench"), Path(folder, "master.key")))


async def _measure(mongo: Mongo, master_key: Path) -> None:
    def process() -> FieldCrypto:
        return FieldCrypto(mongo, KeyVault(mongo), lambda: MasterKeys(from_file(master_key)), SystemClock())

    for name, size in SIZES.items():
        await _one_size(mongo, process(), name, size)
    await _cold_and_warm(process(), process())
    mongo.close()


async def _one_size(mongo: Mongo, crypto: FieldCrypto, name: str, size: int) -> None:
    key_id, text, texts = await crypto.create_key(), secrets.token_hex(size // 2), mongo.db.texts
    taken: dict[str, list[float]] = {part: [] for part in ("plain write", "sealed write", "seal", "open")}
    for _ in range(TIMES):
        await _timed(taken["plain write"], lambda: texts.insert_one({"text": text}))
        sealed = await _timed(taken["seal"], lambda: crypto.seal(key_id, text))
        await _timed(taken["open"], lambda sealed=sealed: crypto.open(sealed))

        async def seal_and_write() -> None:
            await texts.insert_one({"text": await crypto.seal(key_id, text)})

        await _timed(taken["sealed write"], seal_and_write)
    plain_p50_ms, _ = quantiles(taken["plain write"])
    for part, values in taken.items():
        p50_ms, p99_ms = quantiles(values)
        ratio = p50_ms / plain_p50_ms
        print(f"{name}: {part}: p50 {p50_ms:.2f} ms, p99 {p99_ms:.2f} ms; {ratio:.2f} of the plain write")


async def _cold_and_warm(crypto: FieldCrypto, other: FieldCrypto) -> None:
    sealed = [await crypto.seal(await crypto.create_key(), "x" * 200) for _ in range(TIMES // 4)]
    cold: list[float] = []
    warm: list[float] = []
    for one in sealed:
        await _timed(cold, lambda one=one: other.open(one))
        await _timed(warm, lambda one=one: other.open(one))
    cold_ms, warm_ms = quantiles(cold)[0], quantiles(warm)[0]
    print(
        f"open with a cold key: p50 {cold_ms:.2f} ms; warm: {warm_ms:.2f} ms; {cold_ms / warm_ms:.1f} times"
    )


async def _timed(taken_ms: list[float], work: Callable[[], Awaitable[Any]]) -> Any:
    started_s = time.perf_counter()
    result = await work()
    taken_ms.append((time.perf_counter() - started_s) * 1000)
    return result
