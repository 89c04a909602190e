"""evenlight retention: keep to the retention schedule now, or only say what it would remove."""

import argparse

from backend.commands.running import run
from backend.wiring import Services


def main(arguments: list[str]) -> int:
    """Run the schedule once; print counts and nothing else."""
    parser = argparse.ArgumentParser("evenlight retention", description="Remove what is over its time.")
    parser.add_argument("--dry-run", action="store_true", help="count only, remove nothing")
    options = parser.parse_args(arguments)

    async def retention(services: Services) -> None:
        says = "would be removed" if options.dry_run else "removed"
        for found in await services.retention.run(dry=options.dry_run):
            print(f"{found.what}: {found.count} {says}")

    return run(retention)
