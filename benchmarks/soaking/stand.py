"""A whole service with every part in our own hands, made-up staff who are reached by SMS, and providers on loopback."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from backend.demo import STAFF, seed_demo
from backend.launch.secrets import ensure_secrets
from backend.settings import Settings
from backend.wiring import Services, build_services
from benchmarks.house import free_ports
from benchmarks.soaking.parts import Database, Part, Process
from benchmarks.soaking.providers import Day, Way

REACHED_BY_SMS = ("demo-maya", "demo-sam", "demo-ruth")
LONG_AGO_S = 30


@dataclass(frozen=True)
class Stand:
    """What runs: `parts` by name, and the same service's parts in this process for looking."""

    url: str
    parts: dict[str, Part]
    services: Services
    providers: Day


@asynccontextmanager
async def standing(
    members: int, ways: tuple[Way, ...], on_page: Callable[[], None], election_timeout_ms: int = 10_000
) -> AsyncIterator[Stand]:
    """Start everything in a folder of its own, and leave nothing of it."""
    [port] = free_ports(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        providers, database = Day(ways, on_page), Database(folder, members, election_timeout_ms)
        await providers.start()
        providers.callback_url = f"http://127.0.0.1:{port}"
        chosen: dict[str, Any] = {
            "port": port, "mongodb_uri": database.uri, "var": folder, "rate_limits": False,
            "bot_url": "http://127.0.0.1:9", "public_url": providers.callback_url,
        } | providers.settings(folder)  # fmt: skip
        services = build_services(Settings(**chosen))
        processes = _processes(folder, chosen, services)
        try:
            ensure_secrets(services.settings)
            await database.start()
            await _people(services, providers)
            for process in processes.values():
                await process.come_back()
            yield Stand(providers.callback_url, {**processes, "database": database}, services, providers)
        finally:
            for process in processes.values():
                process.kill()
            await services.close()
            await providers.stop()
            await asyncio.to_thread(database.stop)


def _processes(folder: Path, chosen: dict[str, Any], services: Services) -> dict[str, Process]:
    env = {f"EVENLIGHT_{name.upper()}": str(value) for name, value in chosen.items()}

    async def answers(_pid: int) -> bool:
        try:
            async with aiohttp.request("GET", f"http://127.0.0.1:{chosen['port']}/health/live") as answer:
                return answer.ok
        except aiohttp.ClientError:
            return False

    async def beats(pid: int) -> bool:
        found = await services.mongo.db.heartbeats.find_one({"_id": {"$regex": f"-{pid}-"}})
        return found is not None

    log = folder / "processes.log"
    return {"api": Process("api", env, log, answers), "worker": Process("worker", env, log, beats)}


async def _people(services: Services, providers: Day) -> None:
    await services.stores.create_indexes()
    await seed_demo(services)
    for place, staff_id in enumerate(REACHED_BY_SMS):
        actor = await services.escalations.responder(staff_id)
        number = f"+44770090000{place}"
        await services.contact_points.replace(actor, staff_id, [("sms", number)])
        code = providers.codes[-1].split("code is ", 1)[1][:6]
        await services.contact_points.verify(staff_id, "sms", code)


USERNAMES = {member.id: member.username for member in STAFF}
