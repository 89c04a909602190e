"""HTTP for editors who bring in a feed of services, such as a council's."""

import re
from typing import Annotated

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field

from backend.core.fields import Instant, PlainText
from backend.core.limits import Limits
from backend.core.routes import Call, Route
from backend.identity.policies import CONTENT_EDITOR, caller
from backend.signposting.importing.intake import PAGE, Intake
from backend.signposting.importing.model import Feed, Imported, Line, Outcome

INTAKE = web.AppKey("directory_intake", Intake)
BASE = "/v1/staff/feeds"
MOST_FEED_BYTES = 5 * 1000 * 1000
MOST_BODY_BYTES = 2 * MOST_FEED_BYTES  # A quote inside a JSON text takes two bytes.
COSTLY = Limits(account="60/hour")


def _names_a_feed(text: str) -> str:
    if not re.search(r"[A-Za-z0-9]", text):
        raise ValueError("needs a letter from A to Z or a digit: entries of the feed begin with it")
    return text


def _whole_characters(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("has half of a character pair in it") from error
    return text


Short = Annotated[PlainText, Field(min_length=1, max_length=100)]


class FeedFile(BaseModel):
    """A feed, whole, as the text of a file, and whose it is: the same name each time.

    Without `looked_at`, which is what a look has answered as `fingerprint`, nothing is stored.
    """

    publisher: Annotated[Short, AfterValidator(_names_a_feed)]
    licence: Short
    file_name: Short
    document: Annotated[str, Field(max_length=MOST_FEED_BYTES), AfterValidator(_whole_characters)]
    looked_at: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class HeldBackQuery(BaseModel):
    """`after` is the last line of the page before."""

    after: Annotated[int, Field(ge=0, le=2**31)] = 0


class FeedLineView(BaseModel):
    """One service of a feed: its place (null for one that is gone from it), what becomes of it, and why."""

    line: int | None
    id: str
    name: str
    outcome: Outcome
    details: list[str]


class FeedReport(BaseModel):
    """What becomes of a feed, or has. `left_out` lines are not listed; `fingerprint` names exactly this file."""

    feed: str
    fingerprint: str
    stored: bool
    counts: dict[Outcome, int]
    lines: list[FeedLineView]
    left_out: int


class FeedRunView(BaseModel):
    """An import; `by` is empty where it was the command line."""

    at: Instant
    by: str
    address: str
    counts: dict[Outcome, int]


class PublishedFeedView(BaseModel):
    """A feed: where it comes from, its newest imports, newest first, and how many lines are held back."""

    id: str
    publisher: str
    licence: str
    held_back: int
    runs: list[FeedRunView]


class PublishedFeeds(BaseModel):
    """Every feed that was imported."""

    feeds: list[PublishedFeedView]


class HeldBackLines(BaseModel):
    """A page of lines that were not taken in; `after` asks for the next."""

    lines: list[FeedLineView]
    after: int | None


async def listed(call: Call) -> PublishedFeeds:
    """List the feeds."""
    return PublishedFeeds(feeds=[_feed_view(one) for one in await call.request.app[INTAKE].feeds()])


async def take_in(call: Call) -> FeedReport:
    """Say what would become of a feed, or store it where it was looked at."""
    body: FeedFile = call.body
    intake, document = call.request.app[INTAKE], body.document.encode()
    feed = Feed(body.publisher.strip(), body.licence, body.file_name)
    if body.looked_at:
        found = await intake.take_in(document, feed, body.looked_at, caller(call).id)
    else:
        found = await intake.look(document, feed)
    return FeedReport(
        feed=feed.id,
        fingerprint=found.fingerprint,
        stored=bool(body.looked_at),
        counts=found.counts.of,
        lines=[_line_view(line) for line in found.lines],
        left_out=found.left_out,
    )


async def held_back(call: Call) -> HeldBackLines:
    """List what was not taken in, and why."""
    query: HeldBackQuery = call.query
    found = await call.request.app[INTAKE].held_back(call.path("feed_id"), query.after)
    return HeldBackLines(
        lines=[_line_view(line) for line in found], after=found[-1].number if len(found) == PAGE else None
    )


def _line_view(line: Line) -> FeedLineView:
    return FeedLineView(
        line=line.number, id=line.id, name=line.name, outcome=line.outcome, details=list(line.details)
    )


def _feed_view(one: Imported) -> PublishedFeedView:
    runs = [
        FeedRunView(at=run.at, by=run.by, address=run.address, counts=dict(run.counts)) for run in one.runs
    ]
    feed = one.feed
    return PublishedFeedView(
        id=feed.id, publisher=feed.publisher, licence=feed.licence, held_back=one.held_back, runs=runs
    )


ROUTES = [
    Route("GET", BASE, listed, CONTENT_EDITOR, "Feeds that the directory takes in", answer=PublishedFeeds),
    Route(
        "POST", BASE, take_in, CONTENT_EDITOR, "Look at a feed, or take it in", body=FeedFile,
        max_body_bytes=MOST_BODY_BYTES, answer=FeedReport, limits=COSTLY, problems=(503,),
    ),
    Route(
        "GET", f"{BASE}/{{feed_id}}/held-back", held_back, CONTENT_EDITOR, "Lines of a feed that were held back",
        query=HeldBackQuery, answer=HeldBackLines, problems=(404,),
    ),
]  # fmt: skip
