"""HTTP for the numbers: JSON for the console, CSV to take away."""

import csv
import io
from collections.abc import Awaitable, Callable
from datetime import date

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from backend.core.clock import LONDON
from backend.core.counts import Count, Range
from backend.core.fields import Instant
from backend.core.keys import CLOCK
from backend.core.routes import Call, Route
from backend.escalations.numbers.model import Numbers, Row, Spread
from backend.escalations.numbers.service import NumbersService
from backend.identity.policies import SUPERVISOR, SUPERVISOR_RECENT

NUMBERS = web.AppKey("numbers", NumbersService)
# What others count by the week, from one day to another: shown beneath, and told apart by `by`.
COUNTED: web.AppKey[Callable[[date, date], Awaitable[list[Count]]]] = web.AppKey("counted")
TIMES = ("to_page", "to_acknowledge", "to_words")
PERCENTILES = ("p50", "p95", "p99")
EARLIEST, LATEST = date(2020, 1, 1), date(2100, 1, 1)


class PeriodQuery(BaseModel):
    """Two days, in London: the weeks from the first one's to the last one's; four weeks unless they are named."""

    first: date | None = Field(None, alias="from", ge=EARLIEST, le=LATEST)
    until: date | None = Field(None, ge=EARLIEST, le=LATEST)


class SpreadView(BaseModel):
    """Seconds that half, 95 and 99 of a hundred did not exceed."""

    model_config = ConfigDict(from_attributes=True)
    p50: float
    p95: float
    p99: float


class RowView(BaseModel):
    """The numbers of a week (its Monday), of an hour of the day, or of all; no spread: too few times."""

    model_config = ConfigDict(from_attributes=True)
    label: str
    count: Range
    to_page: SpreadView | None
    to_acknowledge: SpreadView | None
    to_words: SpreadView | None
    unacknowledged: Range
    re_pages: Range


class CountView(BaseModel):
    """How often `by` was in the week that began on `label`."""

    model_config = ConfigDict(from_attributes=True)
    by: str
    label: str
    count: Range


class NumbersView(BaseModel):
    """The numbers of whole weeks. Drills are in none of them. `gaps_from`: since when gaps are counted."""

    model_config = ConfigDict(populate_by_name=True)
    first: date = Field(alias="from")
    until: date
    total: RowView
    weeks: list[RowView]
    hours: list[RowView]
    gaps: int
    gaps_h: float
    gaps_from: Instant | None
    counted: list[CountView]
    as_of: Instant


async def read(call: Call) -> NumbersView:
    """Return the numbers of a period."""
    service = call.request.app[NUMBERS]
    first, until = service.period(call.query.first, call.query.until)
    found = await service.between(first, until)
    return NumbersView(
        first=first,
        until=until,
        total=RowView.model_validate(found.total),
        weeks=[RowView.model_validate(row) for row in found.weeks],
        hours=[RowView.model_validate(row) for row in found.hours],
        gaps=found.gaps,
        gaps_h=found.gaps_h,
        gaps_from=found.gaps_from,
        counted=[CountView.model_validate(count) for count in await call.request.app[COUNTED](first, until)],
        as_of=call.request.app[CLOCK].now(),
    )


async def read_csv(call: Call) -> web.Response:
    """Return the same as a table; an empty cell is of too few times to be shown."""
    service = call.request.app[NUMBERS]
    first, until = service.period(call.query.first, call.query.until)
    found = await service.between(first, until)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(
        ["by", "label", "count", "unacknowledged", "re_pages"]
        + [f"{name}_{share}_s" for name in TIMES for share in PERCENTILES]
    )
    for by, rows in (("all", [found.total]), ("week", found.weeks), ("hour", found.hours)):
        writer.writerows([by, *_cells(row)] for row in rows)
    blank = [None] * (len(_cells(found.total)) - 2)
    writer.writerows(["nobody_on_call", name, value, *blank] for name, value in _gap_facts(found))
    counted = await call.request.app[COUNTED](first, until)
    writer.writerows([count.by, count.label, str(count.count), *blank] for count in counted)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="evenlight-{first}-{until}.csv"',
    }
    return web.Response(text=written.getvalue(), content_type="text/csv", headers=headers)


def _cells(row: Row) -> list[str | int | float | None]:
    spreads: list[Spread | None] = [getattr(row, name) for name in TIMES]
    times = [getattr(one, share) if one else None for one in spreads for share in PERCENTILES]
    return [row.label, str(row.count), str(row.unacknowledged), str(row.re_pages), *times]


def _gap_facts(found: Numbers) -> list[tuple[str, str | float]]:
    if found.gaps_from is None:
        return []
    since = found.gaps_from.astimezone(LONDON).isoformat(timespec="minutes")
    return [("hours", found.gaps_h), ("stretches", found.gaps), ("counted_from", since)]


ROUTES = [
    Route(
        "GET", "/v1/staff/numbers", read, SUPERVISOR, "How fast people were fetched",
        query=PeriodQuery, answer=NumbersView,
    ),
    Route(
        "GET", "/v1/staff/numbers.csv", read_csv, SUPERVISOR_RECENT, "The same as a table",
        query=PeriodQuery, media="text/csv",
    ),
]  # fmt: skip
