"""Counts that people are shown: as ranges, so that nobody can be made out in them or in their differences. Pure."""

from dataclasses import dataclass

WIDTH = 5


@dataclass(frozen=True)
class Range:
    """From `least` to `most`, both included."""

    least: int
    most: int

    def __str__(self) -> str:
        """Return "5 to 9": a spreadsheet takes "5-9" for a day in September."""
        return f"{self.least} to {self.most}" if self.most else "0"


@dataclass(frozen=True)
class Count:
    """How often `by` was, in the week that began on the day `label`."""

    by: str
    label: str
    count: Range


def shown(count: int) -> Range:
    """Return 0 to 4, 5 to 9, and so on.

    A count is shown alike whatever stands beside it. Sums and differences of what is shown are ranges as well, and
    none of them tells a small count from 4 (tests/unit/core/test_counts.py tries every table of a few rows).
    """
    least = count - count % WIDTH
    return Range(least, least + WIDTH - 1)


def shown_sum(count: int) -> Range:
    """Return the same for the sum of what is shown beneath it, but tell none from a few: then each of them is none."""
    if count == 0:
        return Range(0, 0)
    found = shown(count)
    return Range(max(found.least, 1), found.most)
