"""evenlight worker: send pages until told to stop."""

from functools import partial

from prometheus_client import start_http_server

from backend import worker
from backend.commands.running import run
from backend.wiring import Services


def main(_arguments: list[str]) -> int:
    """Run the worker's loop."""

    async def work(services: Services) -> None:
        settings = services.settings
        if settings.worker_metrics_port:
            start_http_server(settings.worker_metrics_port, settings.host)
        housekeeping = partial(worker.keep_house, services.chores)
        await worker.run(
            services.mongo, services.engine, services.audit.keep, services.auditor.run, housekeeping
        )

    return run(work)
