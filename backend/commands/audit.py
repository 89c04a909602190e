"""evenlight audit: check the chain of who read or changed what, and count who opened records and why."""

import argparse
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from backend.commands.running import run
from backend.core.problem import Problem
from backend.wiring import Services

MOST_DAYS = 3650


class BrokenChain(Problem):
    """The audit was edited, or a part of it is gone."""

    key, title = "broken-chain", "The audit does not hold"


def main(arguments: list[str]) -> int:
    """Verify the chain; exit code 1 when something was edited, removed, reordered or cut off. Or count readings."""
    parser = argparse.ArgumentParser("evenlight audit", description="Check the audit, or count who read.")
    parser.add_argument("action", choices=["verify", "readings"])
    parser.add_argument("--heads", type=Path, help="a copy of the noted heads that was kept elsewhere")
    parser.add_argument("--days", type=int, default=30, help="how far back readings are counted")
    options = parser.parse_args(arguments)
    if options.action == "readings":
        if not 1 <= options.days <= MOST_DAYS:
            parser.error(f"--days is from 1 to {MOST_DAYS}")
        return run(lambda services: readings(services, timedelta(days=options.days)))
    if options.heads and not options.heads.is_file():
        parser.error(f"there is no file {options.heads}")
    return run(lambda services: verify(services, options.heads))


async def readings(services: Services, back: timedelta) -> None:
    """Print how many conversations each member of staff opened, by how the request stood: names and numbers only."""
    since = services.clock.now() - back
    names = await services.staff_names()
    found = await services.audit.read_by(["conversation_opened"], since)
    print(f"Conversations opened since {since:%Y-%m-%d}. Each counts once for each person and reason.")
    for actor, group in groupby(found, key=itemgetter(0)):
        name = names.get(actor)
        counts = [f"{count} for {why or 'a reason that was not noted'}" for _, why, count in group]
        print(f"{name.first_name if name else 'Somebody unknown'} ({actor}): {'; '.join(counts)}")


async def verify(services: Services, heads: Path | None = None) -> None:
    """Print what a check of the whole chain found. Raises BrokenChain."""
    verdict = await services.audit.verify(heads)
    for finding in verdict.findings:
        print(finding.says)
    print(
        f"{verdict.length} entries in the chain, {verdict.waiting} that wait for their place, "
        f"{verdict.heads} noted heads."
    )
    if verdict.findings:
        raise BrokenChain(f"The first break is at entry {verdict.findings[0].place}.")
    if not verdict.heads:
        print("No head was noted yet, so entries cut off at the end would not show.")
