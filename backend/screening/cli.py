"""`evenlight screen`: reads JSON lines on standard input, says what screening notices in each."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from backend.screening.engine import screen
from backend.screening.model import Screening
from backend.screening.report import Row, report


class InputError(ValueError):
    """A line is not a JSON object with a text."""


def _objects(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"line {number} is not JSON: {error.msg}") from error
        if not isinstance(found, dict) or not isinstance(found.get("text"), str):
            raise InputError(f'line {number} is not an object with a "text"')
        yield found


def result_line(result: Screening) -> str:
    """Return one result as a JSON line; spans count code points of the text as given."""
    return json.dumps(
        {
            "attention": result.attention,
            "kinds": list(result.kinds),
            "reasons": [asdict(reason) for reason in result.reasons],
            "version": result.version,
        }
    )


def _row(found: dict[str, object]) -> Row:
    def word(name: str, default: str) -> str:
        return str(found.get(name) or default)

    text = str(found["text"])
    source, lang = word("source", "-"), word("lang", "en")
    return Row(text, word("label", "unlabelled"), word("kind", "-"), lang, source, screen(text))


def _answers(objects: Iterable[dict[str, object]], options: argparse.Namespace) -> Iterator[str]:
    if options.report:
        yield from report([_row(found) for found in objects], listing=not options.summary)
    else:
        yield from (result_line(screen(str(found["text"]))) for found in objects)


def main(argv: list[str] | None = None) -> int:
    """Run the command. Returns 0, or 2 when a line cannot be read."""
    parser = argparse.ArgumentParser(prog="evenlight screen", description=__doc__)
    parser.add_argument(
        "--report", action="store_true", help='compare with each line\'s "label" (risk or none)'
    )
    parser.add_argument("--summary", action="store_true", help="with --report: leave out the single messages")
    options = parser.parse_args(argv)
    try:
        for line in _answers(_objects(sys.stdin), options):
            sys.stdout.write(line + "\n")
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0
