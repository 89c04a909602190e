"""What the bot hears beside screening: `python -m benchmarks second-net FILE.jsonl ...` of labelled lines.

A disclosure that is sure enough opens a request for a person; one that is less sure is asked about once. They are
counted apart.
"""

import json
import subprocess
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.launch.bot import FOLDER, PYTHON, ROOT
from backend.screening import screen, warm_up
from backend.screening.report import wilson
from bot.certainty import ASKED_AS, QUESTIONS

SENTENCES = ROOT / "tests" / "data" / "screening"
MODEL = FOLDER / "models" / "bot.tar.gz"
TIMEOUT_S = 300
RISK, NONE = "risk", "none"


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled message: whether screening noticed it, and what the bot would do."""

    kind: str
    label: str
    lang: str
    screened: bool
    opens: bool
    asks: bool


def measure(files: list[Path], model: Path = MODEL) -> None:
    """Print what each net catches, what both do, and what the bot adds in false alarms."""
    lines = list(_labelled(files or sorted(SENTENCES.rglob("*.jsonl"))))
    warm_up()
    intents = understood([line["text"] for line in lines], model)
    rows = [_row(line, intent) for line, intent in zip(lines, intents, strict=True)]
    risk = [row for row in rows if row.label == RISK]
    none = [row for row in rows if row.label == NONE]
    _table("caught, by kind", risk, lambda row: row.kind)
    _table("caught, by language", risk, lambda row: row.lang)
    _table("false alarms, by kind", none, lambda row: row.kind)
    _table("false alarms, by language", none, lambda row: row.lang)


def understood(texts: list[str], model: Path = MODEL) -> list[str]:
    """Return the intent that the trained bot answers for each text, asked in the bot's own environment."""
    done = subprocess.run(
        [str(PYTHON), "-m", "bot.understand", str(model)],
        cwd=ROOT, input="\n".join(map(json.dumps, texts)), capture_output=True, text=True, timeout=TIMEOUT_S,
        check=True,
    )  # fmt: skip
    return [json.loads(line)["intent"] for line in done.stdout.splitlines()]


def _labelled(files: list[Path]) -> Iterator[dict[str, str]]:
    for file in files:
        yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def _row(line: dict[str, str], intent: str) -> Row:
    screened = screen(line["text"]).attention is not None
    return Row(line["kind"], line["label"], line["lang"], screened, intent in ASKED_AS, intent in QUESTIONS)


def _table(title: str, rows: list[Row], key: Callable[[Row], str]) -> None:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    print(
        f"\n| {title} | rows | screening | bot opens | either | 95 % | bot alone opens | 95 % | bot alone asks |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, members in [*sorted(groups.items()), ("all", rows)]:
        print(f"| {name} | {_cells(members)} |")


def _cells(rows: list[Row]) -> str:
    either = sum(row.screened or row.opens for row in rows)
    alone = sum(row.opens and not row.screened for row in rows)
    counts = [len(rows), sum(row.screened for row in rows), sum(row.opens for row in rows), either]
    asks = sum(row.asks and not row.screened for row in rows)
    return " | ".join(
        map(str, [*counts, _interval(either, len(rows)), alone, _interval(alone, len(rows)), asks])
    )


def _interval(found: int, total: int) -> str:
    low, high = wilson(found, total)
    return f"{low:.1%} - {high:.1%}"
