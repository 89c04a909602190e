"""Compares screening with labels: recall and false alarms by slice, each with its interval."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from backend.core.attention import Attention
from backend.screening.model import Screening

_Z_95 = 1.959964
_SAME_DAY_KINDS = ("suicide", "self_harm")
_EVERYDAY = "smalltalk"


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled message and what screening answered."""

    text: str
    label: str
    kind: str
    lang: str
    source: str
    result: Screening

    @property
    def noticed(self) -> bool:
        """Whether screening asked for a person at all."""
        return self.result.attention is not None


def wilson(noticed: int, total: int) -> tuple[float, float]:
    """Return the Wilson 95 % interval of a share. `total` 0 gives (0, 1): nothing is known."""
    if total == 0:
        return 0.0, 1.0
    share, square = noticed / total, _Z_95**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z_95 * sqrt(share * (1 - share) / total + square / (4 * total**2)) / (1 + square / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def _line(name: str, rows: list[Row]) -> str:
    noticed = sum(row.noticed for row in rows)
    at_once = sum(row.result.attention is Attention.NOW for row in rows)
    low, high = wilson(noticed, len(rows))
    share = noticed / len(rows) if rows else 0.0
    counts = f"{noticed:>5} of {len(rows):<5}"
    return f"  {name:<44}{counts}{share:>8.2%}  [{low:.2%}, {high:.2%}]  now {at_once}"


def _group(title: str, rows: Iterable[Row], key: Callable[[Row], str]) -> Iterator[str]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    if groups:
        yield title
        yield from (_line(name, members) for name, members in sorted(groups.items()))


def _main_slices(risk: list[Row], none: list[Row]) -> Iterator[str]:
    english = [row for row in risk if row.lang == "en"]
    yield "main slices (share noticed)"
    yield _line("en suicide and self-harm", [row for row in english if row.kind in _SAME_DAY_KINDS])
    yield _line("en abuse", [row for row in english if row.kind == "abuse"])
    yield _line("everyday, false alarms", [row for row in none if row.kind == _EVERYDAY])
    yield _line("hard, false alarms", [row for row in none if row.kind != _EVERYDAY])


def _listing(title: str, rows: list[Row]) -> Iterator[str]:
    yield f"{title}: {len(rows)}"
    for row in rows:
        rules = ", ".join(reason.rule for reason in row.result.reasons) or "nothing"
        yield f"  [{row.lang} {row.kind} {row.source}] {' '.join(row.text.split())}  <- {rules}"


def report(rows: list[Row], *, listing: bool = True) -> Iterator[str]:
    """Yield the lines of a report. Labels other than `risk` and `none` are counted, never called right or wrong."""
    risk = [row for row in rows if row.label == "risk"]
    none = [row for row in rows if row.label == "none"]
    other = [row for row in rows if row.label not in ("risk", "none")]
    yield from _main_slices(risk, none)
    yield from _group("recall by language and kind", risk, lambda row: f"{row.lang} {row.kind}")
    yield from _group("recall by source", risk, lambda row: row.source)
    yield from _group("false alarms by language and kind", none, lambda row: f"{row.lang} {row.kind}")
    yield from _group("false alarms by kind", none, lambda row: row.kind)
    yield from _group("false alarms by source", none, lambda row: row.source)
    yield from _group("not scored, share noticed", other, lambda row: f"{row.label} {row.kind}")
    alarms = Counter(reason.rule for row in none for reason in row.result.reasons)
    yield "rules behind the false alarms: " + ", ".join(
        f"{rule} {count}" for rule, count in alarms.most_common()
    )
    if listing:
        yield from _listing("missed", [row for row in risk if not row.noticed])
        yield from _listing("false alarms", [row for row in none if row.noticed])
