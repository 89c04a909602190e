"""evenlight directory import: take in a feed of services in Open Referral UK terms, such as a council's."""

import argparse
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import TextIO

from backend.commands.running import run
from backend.signposting.importing.fetching import fetch, is_address
from backend.signposting.importing.model import Counts, Feed, Line, Outcome
from backend.wiring import Services

QUIET = {Outcome.SAME, Outcome.NEW}
WORDS = {
    Outcome.NEW: "new, hidden until somebody here has checked it",
    Outcome.CHANGED: "changed",
    Outcome.SAME: "unchanged",
    Outcome.FLAGGED: "changed in the feed and edited here: for a person to decide",
    Outcome.QUARANTINED: "held back for a person to look at",
    Outcome.REJECTED: "rejected",
    Outcome.VANISHED: "no longer in the feed: for a person to decide",
}


def main(arguments: list[str]) -> int:
    """Import a feed, or say what importing it would do."""
    options = _parser().parse_args(arguments)

    async def work(services: Services) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(options.feed)
            if is_address(options.feed):
                path = Path(folder) / "feed"
                await fetch(options.feed, path)
            await _import(services, path, options)

    return run(work)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("evenlight directory", description="The directory of services.")
    commands = parser.add_subparsers(required=True)
    importing = commands.add_parser("import", help="take in a feed of services in Open Referral UK terms")
    importing.add_argument("feed", help="a file, or an address of a list or of an API's /services")
    importing.add_argument("--publisher", required=True, help="who publishes it; the same name each time")
    importing.add_argument("--licence", required=True, help="under which licence")
    importing.add_argument("--dry-run", action="store_true", help="say what would change, and store nothing")
    importing.add_argument("--report", type=Path, help="write what becomes of every line into this file")
    return parser


async def _import(services: Services, path: Path, options: argparse.Namespace) -> None:
    name = options.feed if is_address(options.feed) else path.name
    feed, counts = Feed(options.publisher, options.licence, name), Counts()
    await services.stores.create_indexes()
    with options.report.open("w", encoding="utf-8") if options.report else nullcontext() as report:
        lines = services.directory_import.run(path, feed, counts, dry_run=options.dry_run)
        async for line in lines:
            _tell(line, report)
    print("This would happen:" if options.dry_run else "Done:")
    for outcome, number in counts.of.items():
        print(f"  {number:>8,} {WORDS[outcome]}")


def _tell(line: Line, report: TextIO | None) -> None:
    place = f"line {line.number}" if line.number else "-"
    text = "\t".join([place, line.outcome.value, line.id, line.name, "; ".join(line.details)])
    if report:
        report.write(text + "\n")
    if line.outcome not in QUIET:
        print(text)
