"""Numbers from facts. Pure. Counts are ranges, so that few people cannot be made out in them: core/counts.py."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from backend.core.clock import LONDON
from backend.core.counts import Range, shown, shown_sum
from backend.escalations.rota.model import Gap

HOURS = 24
FEWEST_TIMED = 5


@dataclass(frozen=True)
class Fact:
    """One request for a person, with the seconds from its opening to each hop; None: not within a week."""

    opened_at: datetime
    paged_s: float | None = None
    acknowledged_s: float | None = None
    words_s: float | None = None
    re_pages: int = 0


@dataclass(frozen=True)
class Spread:
    """Half, 95 and 99 of a hundred were this fast or faster (seconds)."""

    p50: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Row:
    """The numbers of one week, of one hour of the day, or of all. No spread: of fewer than FEWEST_TIMED times."""

    label: str
    count: Range
    to_page: Spread | None
    to_acknowledge: Spread | None
    to_words: Spread | None
    unacknowledged: Range
    re_pages: Range


@dataclass(frozen=True)
class Numbers:
    """Everything that is shown of a period. `gaps_from`: since when gaps are counted; None: there was nothing yet."""

    total: Row
    weeks: tuple[Row, ...]
    hours: tuple[Row, ...]
    gaps_h: float
    gaps: int
    gaps_from: datetime | None


def numbers(
    facts: Iterable[Fact],
    starts_at: datetime,
    ends_at: datetime,
    gaps: Sequence[Gap] = (),
    gaps_from: datetime | None = None,
) -> Numbers:
    """Return the numbers of [starts_at, ends_at); weeks begin on Mondays, weeks and hours are London's."""
    known = list(facts)
    gone = sum((gap.ends_at - gap.starts_at for gap in gaps), timedelta())
    return Numbers(
        total=_row("all", known, shown_sum),
        weeks=_rows(_grouped(known, _weeks(starts_at, ends_at), _week_of)),
        hours=_rows(_grouped(known, [f"{hour:02}" for hour in range(HOURS)], _hour_of)),
        gaps_h=round(gone / timedelta(hours=1), 1),
        gaps=len(gaps),
        gaps_from=gaps_from,
    )


def spread(values: Iterable[float | None]) -> Spread | None:
    """Return the percentiles by nearest rank, or None for fewer than FEWEST_TIMED."""
    ranked = sorted(value for value in values if value is not None)
    if len(ranked) < FEWEST_TIMED:
        return None
    p50, p95, p99 = (ranked[ceil(len(ranked) * share) - 1] for share in (0.50, 0.95, 0.99))
    return Spread(p50, p95, p99)


def _rows(groups: dict[str, list[Fact]]) -> tuple[Row, ...]:
    return tuple(_row(label, facts, shown) for label, facts in groups.items())


def _row(label: str, facts: list[Fact], say: Callable[[int], Range]) -> Row:
    return Row(
        label,
        say(len(facts)),
        spread(fact.paged_s for fact in facts),
        spread(fact.acknowledged_s for fact in facts),
        spread(fact.words_s for fact in facts),
        say(sum(fact.acknowledged_s is None for fact in facts)),
        say(sum(fact.re_pages for fact in facts)),
    )


def _grouped(
    facts: list[Fact], labels: Iterable[str], label_of: Callable[[datetime], str]
) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = {label: [] for label in labels}
    for fact in facts:
        groups[label_of(fact.opened_at)].append(fact)
    return groups


def _weeks(starts_at: datetime, ends_at: datetime) -> list[str]:
    days = (ends_at - starts_at).days + 1
    instants = [
        min(starts_at + timedelta(days=day), ends_at - timedelta.resolution) for day in range(days + 1)
    ]
    return list(dict.fromkeys(_week_of(instant) for instant in instants))


def _week_of(instant: datetime) -> str:
    day = instant.astimezone(LONDON).date()
    return (day - timedelta(days=day.weekday())).isoformat()


def _hour_of(instant: datetime) -> str:
    return f"{instant.astimezone(LONDON).hour:02}"
