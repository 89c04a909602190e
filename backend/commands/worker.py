"""evenlight worker: send pages until told to stop."""

from backend import worker
from backend.commands.running import run


def main(_arguments: list[str]) -> int:
    """Run the worker's loop."""
    return run(lambda services: worker.run(services.mongo, services.engine))
