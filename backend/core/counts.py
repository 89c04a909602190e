"""Counts that people are shown. Small ones are left out, so that nobody can be made out in them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_SHOWN = 5


@dataclass(frozen=True)
class Count:
    """How often `by` was, in the week that began on the day `label`. None: fewer than LEAST_SHOWN, so not shown."""

    by: str
    label: str
    count: int | None


def shown(counts: Sequence[int]) -> list[int | None]:
    """Return the counts without small ones; where that leaves out only one, the next smallest goes with it."""
    hidden = [place for place, count in enumerate(counts) if 0 < count < LEAST_SHOWN]
    others = [place for place, count in enumerate(counts) if count >= LEAST_SHOWN]
    if len(hidden) == 1 and others:
        hidden.append(min(others, key=lambda place: counts[place]))
    return [None if place in hidden else count for place, count in enumerate(counts)]
