"""evenlight worker: send pages until told to stop."""

import asyncio

from prometheus_client import start_http_server

from backend import worker
from backend.commands.running import run
from backend.escalations.rota.layers import warm_up
from backend.wiring import Services


def main(_arguments: list[str]) -> int:
    """Run the worker's loop."""

    async def work(services: Services) -> None:
        settings = services.settings
        if settings.worker_metrics_port:
            start_http_server(settings.worker_metrics_port, settings.host)

        async def housekeeping() -> None:
            # In a thread: working out bank holidays takes most of a second, and no page waits for it.
            await asyncio.to_thread(warm_up, services.clock.now().date())
            await worker.keep_house(services.chores)

        async def look_after_held() -> None:
            held = {"shift_ends": services.shift_ends.check, "silences": services.silences.check}
            await worker.keep_house(held, every_s=worker.HELD_EVERY_S)

        beside = (services.audit.keep, services.auditor.run, look_after_held, housekeeping)
        await worker.run(services.mongo, services.engine, *beside)

    return run(work)
