"""Counting marks for the report. Small numbers are held back, so that nobody can be found in them. Pure."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from backend.reviews.model import Sort, Tally

FEWEST_SHOWN = 5
NOT_SAID = "not_said"
UNKNOWN = "unknown"
HELD_BACK = "held back"
TABLES = ("kind", "language", "rule", "version", "week")


@dataclass(frozen=True)
class Count:
    """How often. `number` is None where it is held back: too small, or a small one could be worked out from it."""

    by: str
    value: str
    mark: Sort
    number: int | None


def counted(tallies: Iterable[tuple[datetime, Tally]]) -> list[Count]:
    """Return all counts: for each mark its total, then by kind, language, rule, version and week.

    A mark with several kinds or rules counts for each.
    """
    found = list(tallies)
    counts: list[Count] = []
    for mark in Sort:
        of_mark = [(week, tally) for week, tally in found if tally.sort is mark]
        counts += _table("all", mark, Counter({"all": len(of_mark)}) if of_mark else Counter())
        for table in TABLES:
            values = (value for week, tally in of_mark for value in _values(table, week, tally))
            counts += _table(table, mark, Counter(values))
    return counts


def _values(table: str, week: datetime, tally: Tally) -> tuple[str, ...]:
    year, number, _ = week.isocalendar()
    return {
        "kind": tally.kinds or (NOT_SAID,),
        "language": (tally.language,),
        "rule": tally.rules,
        "version": (tally.version or UNKNOWN,),
        "week": (f"{year}-W{number:02}",),
    }[table]


def _table(by: str, mark: Sort, numbers: Counter[str]) -> list[Count]:
    hidden = _held_back(numbers)
    return [
        Count(by, value, mark, None if value in hidden else number)
        for value, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    ]


def _held_back(numbers: Counter[str]) -> set[str]:
    """Return what is not shown. One small number alone could be worked out from the total: the next goes with it."""
    small = {value for value, number in numbers.items() if number < FEWEST_SHOWN}
    others = sorted(numbers.keys() - small, key=lambda value: (numbers[value], value))
    return small | set(others[:1]) if len(small) == 1 else small


def as_csv(counts: Iterable[Count]) -> str:
    """Return the counts as CSV with a head line."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(["by", "value", "mark", "number"])
    for count in counts:
        number = HELD_BACK if count.number is None else count.number
        writer.writerow([count.by, count.value, count.mark.value, number])
    return written.getvalue()
