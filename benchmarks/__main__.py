"""Measure everything: `make bench`; or one thing that needs no running service: `python -m benchmarks tokens`."""

import argparse
import asyncio
from pathlib import Path

from benchmarks import (
    bot,
    burst,
    directory,
    dispatch,
    encryption,
    feeds,
    growth,
    pages,
    plans,
    screening,
    second_net,
    tokens,
    turn,
)
from benchmarks.house import running_house

ALONE = {
    "directory": directory.measure,
    "feeds": feeds.measure,
    "tokens": tokens.measure,
    "encryption": encryption.measure,
    "screening": screening.measure,
}
OF_FILES = {"bot": bot.measure, "second-net": second_net.measure}
HOUSED = {"burst": burst.measure, "dispatch": dispatch.measure, "pages": pages.measure}


def measure_plans() -> None:
    """Measure plans at a service without rate limits: one account asks as often as it can."""
    with running_house(with_bot=False, rate_limits="false") as house:
        asyncio.run(plans.measure(house))


def measure_housed(name: str) -> None:
    """Measure one that needs a service of its own."""
    with running_house(with_bot=False, rate_limits="false") as house:
        asyncio.run(HOUSED[name](house))


def main() -> None:
    """Run one benchmark, or every one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-bot", action="store_true", help="leave out what needs the bot")
    parser.add_argument(
        "only", nargs="?", choices=[*ALONE, *HOUSED, *OF_FILES, "growth", "plans"], help="measure only this"
    )
    parser.add_argument(
        "files", nargs="*", type=Path, help="second-net: labelled lines; bot: other configurations"
    )
    parser.add_argument("--most", type=int, default=100_000, help="growth: up to so many closed escalations")
    parser.add_argument("--minutes", type=float, default=15, help="growth: stop growing after so long")
    options = parser.parse_args()
    if options.only == "growth":
        asyncio.run(growth.measure(options.most, options.minutes))
        return
    if options.only in OF_FILES:
        OF_FILES[options.only](options.files)
        return
    if options.only in HOUSED:
        measure_housed(options.only)
        return
    for name in ALONE if not options.only else ALONE.keys() & {options.only}:
        ALONE[name]()
    if options.only != "plans" and options.only:
        return
    measure_plans()
    if options.only:
        return
    with running_house(with_bot=not options.no_bot) as house:
        if not options.no_bot:
            house.wait_for_bot()  # Its start would be measured as ours.
        asyncio.run(dispatch.measure(house))
        if not options.no_bot:
            asyncio.run(turn.measure(house))


if __name__ == "__main__":
    main()
