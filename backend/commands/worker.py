"""evenlight worker: send pages until told to stop."""

from functools import partial

from backend import worker
from backend.commands.running import run
from backend.wiring import Services


def main(_arguments: list[str]) -> int:
    """Run the worker's loop."""

    async def work(services: Services) -> None:
        housekeeping = partial(worker.keep_house, services.chores)
        await worker.run(services.mongo, services.engine, services.audit.keep, housekeeping)

    return run(work)
