"""HTTP for the rota as iCalendar."""

from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field

from backend.core.fields import Empty, Instant
from backend.core.routes import Call, Route
from backend.escalations.rota.api import actor
from backend.escalations.rota.calendars.feeds import Feeds
from backend.escalations.rota.calendars.importing import Imports, Report
from backend.escalations.rota.calendars.reading import Line
from backend.escalations.rota.calendars.store import Whose
from backend.identity.policies import PUBLIC, RESPONDER, SUPERVISOR

FEEDS = web.AppKey("rota_feeds", Feeds)
IMPORTS = web.AppKey("rota_imports", Imports)
MOST_CALENDAR_BYTES = 512 * 1024


class WantedFeed(BaseModel):
    """Whose shifts the link shows."""

    whose: Whose


class FeedLink(BaseModel):
    """The link, shown once: whoever has it reads when somebody is on call."""

    whose: Whose
    link: str


class FeedView(BaseModel):
    """A link that there is."""

    whose: Whose
    made_at: Instant


class FeedList(BaseModel):
    """One's own links."""

    feeds: list[FeedView]


def _numbers(text: str) -> str:
    if text and not all(part.isdecimal() and len(part) < 5 for part in text.split(",")):
        raise ValueError("is not a list of numbers such as 1,2,5")
    return text


class ImportQuery(BaseModel):
    """`dry_run` stores nothing. `lines`, such as "1,2,5", are the only ones that are stored; empty: all or none."""

    dry_run: bool = True
    lines: Annotated[str, Field(max_length=2000, pattern=r"^[0-9,]*$"), AfterValidator(_numbers)] = ""


class LineView(BaseModel):
    """One event of a calendar: the shift that it would be, or what is wrong with it."""

    line: int
    staff_id: str | None
    first_name: str | None
    starts_at: Instant | None
    ends_at: Instant | None
    problem: str | None
    stored: bool


class ImportReport(BaseModel):
    """What a calendar holds, and what of it was stored."""

    lines: list[LineView]
    problems: int
    stored: int


async def make_feed(call: Call) -> FeedLink:
    """Make a link; the one before it ends."""
    body: WantedFeed = call.body
    secret = await call.request.app[FEEDS].make(actor(call), body.whose)
    return FeedLink(whose=body.whose, link=f"/v1/rota-feeds/{secret}.ics")


async def feeds(call: Call) -> FeedList:
    """List one's own links."""
    found = await call.request.app[FEEDS].of(actor(call).id)
    return FeedList(feeds=[FeedView(whose=feed.whose, made_at=feed.made_at) for feed in found])


async def revoke_mine(call: Call) -> Empty:
    """End the link to one's own shifts."""
    await call.request.app[FEEDS].revoke(actor(call), Whose.MINE)
    return Empty()


async def revoke_everyone(call: Call) -> Empty:
    """End one's link to everybody's shifts."""
    await call.request.app[FEEDS].revoke(actor(call), Whose.EVERYONE)
    return Empty()


async def feed(call: Call) -> web.Response:
    """Answer a calendar that follows a link."""
    body = await call.request.app[FEEDS].calendar(call.path("token"))
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="on-call.ics"'}
    return web.Response(body=body, content_type="text/calendar", charset="utf-8", headers=headers)


async def take_in(call: Call) -> ImportReport:
    """Report on a calendar, and store it as shifts where that is asked for."""
    query: ImportQuery = call.query
    imports, document = call.request.app[IMPORTS], bytes(call.body)
    if query.dry_run:
        return _report(await imports.look(document))
    wanted = frozenset(map(int, query.lines.split(","))) if query.lines else None
    return _report(await imports.store(actor(call), document, wanted))


def _report(report: Report) -> ImportReport:
    return ImportReport(
        lines=[_line_view(line, stored=line.number in report.stored) for line in report.lines],
        problems=sum(line.problem is not None for line in report.lines),
        stored=len(report.stored),
    )


def _line_view(line: Line, *, stored: bool) -> LineView:
    return LineView(
        line=line.number,
        staff_id=line.shift.staff_id if line.shift else None,
        first_name=line.first_name,
        starts_at=line.shift.starts_at if line.shift else None,
        ends_at=line.shift.ends_at if line.shift else None,
        problem=line.problem,
        stored=stored,
    )


ROUTES = [
    Route("GET", "/v1/staff/rota/feeds", feeds, RESPONDER, "My calendar links", answer=FeedList),
    Route(
        "POST", "/v1/staff/rota/feeds", make_feed, RESPONDER, "Make a calendar link",
        body=WantedFeed, answer=FeedLink, status=201,
    ),
    Route(
        "DELETE", "/v1/staff/rota/feeds/mine", revoke_mine, RESPONDER, "End the link to my shifts",
        answer=Empty, problems=(404,),
    ),
    Route(
        "DELETE", "/v1/staff/rota/feeds/everyone", revoke_everyone, RESPONDER,
        "End my link to everybody's shifts", answer=Empty, problems=(404,),
    ),
    Route(
        "GET", "/v1/rota-feeds/{token}.ics", feed, PUBLIC, "The rota for a calendar that follows a link",
        media="text/calendar", problems=(404,),
    ),
    Route(
        "PUT", "/v1/staff/rota/calendar", take_in, SUPERVISOR, "Report on a calendar, or store it as shifts",
        raw=("text/calendar",), max_body_bytes=MOST_CALENDAR_BYTES, query=ImportQuery, answer=ImportReport,
    ),
]  # fmt: skip
