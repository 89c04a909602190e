"""evenlight drill: send a marked, made-up disclosure the real way and wait for its page; the worker has to run."""

import argparse

from backend.commands.running import run
from backend.drills.model import Drill, Result
from backend.wiring import Services


def main(arguments: list[str]) -> int:
    """Run a drill; return 1 when no page came out in time."""
    parser = argparse.ArgumentParser("evenlight drill", description=__doc__)
    parser.add_argument("--all-channels", action="store_true", help="phones ring for it too")
    all_channels = parser.parse_args(arguments).all_channels
    ended: list[Drill] = []

    async def drill(services: Services) -> None:
        if found := await services.drills.run("operator", all_channels=all_channels):
            ended.append(found)

    failed = run(drill)
    for one in ended:
        print(f"Drill: {one.says}.")
    return 0 if not failed and all(one.result is Result.PAGED for one in ended) else 1
