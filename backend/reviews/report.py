"""Counting marks for the report: in ranges, and few in no table, so that nobody can be found in them. Pure."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from backend.core.counts import WIDTH, Range, shown, shown_sum
from backend.reviews.model import Sort, Tally

NOT_SAID = "not_said"
UNKNOWN = "unknown"
TABLES = ("kind", "language", "rule", "version", "week")


@dataclass(frozen=True)
class Count:
    """How often a value was marked."""

    by: str
    value: str
    mark: Sort
    count: Range


def counted(tallies: Iterable[tuple[datetime, Tally]]) -> list[Count]:
    """Return all counts: for each mark its total, then by kind, language, rule, version and week.

    A mark with several kinds or rules counts for each. What was marked fewer than five times stands in the total only:
    four rows that add up to no more than four would be one each.
    """
    found = list(tallies)
    counts: list[Count] = []
    for mark in Sort:
        of_mark = [(week, tally) for week, tally in found if tally.sort is mark]
        if of_mark:
            counts.append(Count("all", "all", mark, shown_sum(len(of_mark))))
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
    ordered = sorted(numbers.items(), key=lambda item: (-shown(item[1]).least, item[0]))
    return [Count(by, value, mark, shown(number)) for value, number in ordered if number >= WIDTH]


def as_csv(counts: Iterable[Count]) -> str:
    """Return the counts as CSV with a head line."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(["by", "value", "mark", "count"])
    writer.writerows((count.by, count.value, count.mark.value, str(count.count)) for count in counts)
    return written.getvalue()
