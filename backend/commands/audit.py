"""evenlight audit: check the chain of who read or changed what."""

import argparse
from pathlib import Path

from backend.commands.running import run
from backend.core.problem import Problem
from backend.wiring import Services


class BrokenChain(Problem):
    """The audit was edited, or a part of it is gone."""

    key, title = "broken-chain", "The audit does not hold"


def main(arguments: list[str]) -> int:
    """Verify the chain; exit code 1 when something was edited, removed, reordered or cut off."""
    parser = argparse.ArgumentParser("evenlight audit", description="Check the chain of the audit.")
    parser.add_argument("action", choices=["verify"])
    parser.add_argument("--heads", type=Path, help="a copy of the noted heads that was kept elsewhere")
    heads = parser.parse_args(arguments).heads
    if heads and not heads.is_file():
        parser.error(f"there is no file {heads}")
    return run(lambda services: verify(services, heads))


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
