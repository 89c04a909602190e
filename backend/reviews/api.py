"""HTTP for marks on the screen: making them while reading a conversation, and the supervisors' queue."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.counts import Range
from backend.core.fields import Instant, PlainText
from backend.core.keys import CLOCK
from backend.core.routes import Call, Reply, Route
from backend.core.staff import By
from backend.identity.policies import RESPONDER, SUPERVISOR, SUPERVISOR_RECENT, caller
from backend.reviews.marking import Marking, Opened
from backend.reviews.model import Decision, Kind, Place, Sort
from backend.reviews.report import Count, as_csv
from backend.reviews.service import Review, Reviews

MARKING = web.AppKey("marking", Marking)
REVIEWS = web.AppKey("reviews", Reviews)
MOST_CHARACTERS = 1000

Note = Annotated[PlainText, Field(max_length=MOST_CHARACTERS)]


class NeedlessMark(BaseModel):
    """The mark "need not have fetched me". What is left out stays as it was."""

    note: Note | None = None


class MissedMark(NeedlessMark):
    """The mark "should have been noticed". What is left out stays as it was."""

    kind: Kind | None = None


class MarkView(BaseModel):
    """A mark as staff see it beside the conversation. `subject` is the id of the message or of the escalation."""

    subject: str
    mark: Sort
    kind: Kind | None
    note: str | None
    marked_at: Instant
    marked_by: str
    mine: bool
    decided: bool


class MarksView(BaseModel):
    """The marks in one conversation."""

    marks: list[MarkView]


class ReviewsQuery(BaseModel):
    """Which part of the queue."""

    state: Literal["open", "done"] = "open"


class ReviewView(BaseModel):
    """A mark as a supervisor reads it. `words`: the message, or the phrases that fetched somebody."""

    id: str
    mark: Sort
    escalation_id: str
    words: list[str]
    kind: Kind | None
    note: str | None
    rules: list[str]
    version: str | None
    marked_at: Instant
    marked_by: str
    decision: Decision | None
    decision_note: str | None
    decided_at: Instant | None
    decided_by: str | None


class ScreeningReviewsView(BaseModel):
    """The queue: open ones the oldest first, done ones the newest first."""

    reviews: list[ReviewView]
    as_of: Instant


class DecideRequest(BaseModel):
    """What is to be done about it. It changes no rule by itself."""

    decision: Decision
    note: Note | None = None


class CountView(BaseModel):
    """How often a value was marked; the total is that of `by` "all"."""

    by: str
    value: str
    mark: Sort
    count: Range


class ReportView(BaseModel):
    """Counts of all marks; what was marked fewer than five times stands in the total only."""

    counts: list[CountView]
    as_of: Instant


async def marks(call: Call) -> MarksView:
    """Return the marks in an escalation's conversation."""
    by = await _by(call)
    found = await call.request.app[MARKING].of(call.path("escalation_id"), by)
    return MarksView(marks=[_mark(opened, by) for opened in found])


async def put_mark(call: Call) -> MarkView:
    """Make a mark, or say more with one's own."""
    body: NeedlessMark = call.body
    by = await _by(call)
    said = body.model_dump(mode="json", exclude_unset=True)
    return _mark(await call.request.app[MARKING].put(_place(call), by, said), by)


async def undo(call: Call) -> Reply:
    """Take one's own mark back."""
    await call.request.app[MARKING].undo(_place(call), await _by(call))
    return Reply(None, 204)


async def listed(call: Call) -> ScreeningReviewsView:
    """List the queue with the words; each one shown is audited."""
    query: ReviewsQuery = call.query
    app = call.request.app
    found = await app[REVIEWS].listed(await _by(call), done=query.state == "done")
    return ScreeningReviewsView(reviews=[_review(review) for review in found], as_of=app[CLOCK].now())


async def decide(call: Call) -> ReviewView:
    """Note what was decided."""
    body: DecideRequest = call.body
    reviews = call.request.app[REVIEWS]
    return _review(await reviews.decide(call.path("review_id"), body.decision, body.note, await _by(call)))


async def report(call: Call) -> ReportView:
    """Return the counts."""
    counts = [CountView(**vars(count)) for count in await _counts(call)]
    return ReportView(counts=counts, as_of=call.request.app[CLOCK].now())


async def report_csv(call: Call) -> web.Response:
    """Return the counts as a CSV file."""
    headers = {
        "Content-Disposition": 'attachment; filename="screening-marks.csv"',
        "Cache-Control": "no-store",
    }
    text = as_csv(await _counts(call))
    return web.Response(text=text, content_type="text/csv", charset="utf-8", headers=headers)


async def _counts(call: Call) -> list[Count]:
    return await call.request.app[REVIEWS].report(await _by(call))


async def _by(call: Call) -> By:
    who = caller(call)
    return await call.request.app[MARKING].by(who.id, who.role)


def _place(call: Call) -> Place:
    return Place(call.path("escalation_id"), call.request.match_info.get("message_id"))


def _mark(opened: Opened, by: By) -> MarkView:
    mark, content = opened.mark, opened.content
    return MarkView(
        subject=mark.place.subject,
        mark=mark.place.sort,
        kind=Kind(content.kind) if content.kind else None,
        note=content.note,
        marked_at=mark.marked_at,
        marked_by=mark.marked_by.first_name,
        mine=mark.marked_by.id == by.id,
        decided=mark.decision is not None,
    )


def _review(review: Review) -> ReviewView:
    mark, content = review.mark, review.content
    return ReviewView(
        id=mark.id,
        mark=mark.place.sort,
        escalation_id=mark.place.escalation_id,
        words=list(review.words),
        kind=Kind(content.kind) if content and content.kind else None,
        note=content.note if content else None,
        rules=list(content.rules) if content else [],
        version=mark.version,
        marked_at=mark.marked_at,
        marked_by=mark.marked_by.first_name,
        decision=mark.decision,
        decision_note=review.decision_note,
        decided_at=mark.decided_at,
        decided_by=mark.decided_by.first_name if mark.decided_by else None,
    )


ONE = "/v1/staff/escalations/{escalation_id}"
ON_MESSAGE = f"{ONE}/messages/{{message_id}}/mark"
QUEUE = "/v1/staff/screening-reviews"
ROUTES = [
    Route(
        "GET", f"{ONE}/marks", marks, RESPONDER, "Marks on what the screen did here",
        answer=MarksView, problems=(404,),
    ),
    Route(
        "PUT", ON_MESSAGE, put_mark, RESPONDER, "Should have been noticed",
        body=MissedMark, answer=MarkView, problems=(404, 409, 410),
    ),
    Route(
        "DELETE", ON_MESSAGE, undo, RESPONDER, "Take back should have been noticed",
        status=204, problems=(404, 409, 410),
    ),
    Route(
        "PUT", f"{ONE}/mark", put_mark, RESPONDER, "Need not have fetched me",
        body=NeedlessMark, answer=MarkView, problems=(404, 409, 410),
    ),
    Route(
        "DELETE", f"{ONE}/mark", undo, RESPONDER, "Take back need not have fetched me",
        status=204, problems=(404, 409, 410),
    ),
    Route(
        "GET", QUEUE, listed, SUPERVISOR, "Marks to review", query=ReviewsQuery, answer=ScreeningReviewsView,
    ),
    Route(
        "POST", f"{QUEUE}/{{review_id}}/decide", decide, SUPERVISOR, "Decide on a mark",
        body=DecideRequest, answer=ReviewView, problems=(404, 409, 410),
    ),
    Route("GET", f"{QUEUE}/report", report, SUPERVISOR, "Counts of marks", answer=ReportView),
    Route(
        "GET", f"{QUEUE}/report.csv", report_csv, SUPERVISOR_RECENT, "Counts of marks, as a file",
        media="text/csv",
    ),
]  # fmt: skip
