"""Measure everything: `make bench`."""

import argparse
import asyncio

from benchmarks import dispatch, turn
from benchmarks.house import running_house


def main() -> None:
    """Run every benchmark against one service."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-bot", action="store_true", help="leave out what needs the bot")
    options = parser.parse_args()
    with running_house(with_bot=not options.no_bot) as house:
        if not options.no_bot:
            house.wait_for_bot()  # Its start would be measured as ours.
        asyncio.run(dispatch.measure(house))
        if not options.no_bot:
            asyncio.run(turn.measure(house))


if __name__ == "__main__":
    main()
