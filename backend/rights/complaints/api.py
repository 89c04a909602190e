"""HTTP for complaints: public, from the app, and for supervisors."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field

from backend.core.attempts import ATTEMPTS
from backend.core.fields import Empty, Instant, PlainText
from backend.core.keys import CLOCK
from backend.core.limits import Limits
from backend.core.problem import Forbidden, NotFound, Unauthenticated
from backend.core.routes import Call, Route
from backend.identity.policies import PUBLIC, SUPERVISOR, YOUNG_PERSON, caller
from backend.rights.access import Actor
from backend.rights.complaints.model import Complaint, ComplaintState, Kind, Reference
from backend.rights.complaints.service import Complaints, Opened

COMPLAINTS = web.AppKey("complaints", Complaints)
MOST_CHARACTERS = 4000
RARE = Limits(account="30/hour", address="120/hour", everyone="1000/hour")
MAX_BODY_BYTES = 32 * 1024  # a character can be four bytes


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    return value


Words = Annotated[PlainText, AfterValidator(_not_blank), Field(max_length=MOST_CHARACTERS)]


class ObjectionRequest(BaseModel):
    """What the young person does not want us to do with their data."""

    text: Words


class ComplaintRequest(BaseModel):
    """What went wrong; `reply_to` is any way to reach the sender, if they want one."""

    text: Words
    reply_to: Annotated[PlainText, Field(max_length=200)] | None = None


class ComplaintAnswer(BaseModel):
    """What we say to it."""

    text: Words


class ComplaintReceipt(BaseModel):
    """The whole reference, shown this once, and by when we say that we have read it."""

    reference: str
    received_at: Instant
    acknowledge_by: Instant


class ComplaintStatus(BaseModel):
    """Where a complaint stands, for whoever holds its reference."""

    kind: Kind
    state: ComplaintState
    received_at: Instant
    acknowledge_by: Instant
    acknowledged_at: Instant | None
    answered_at: Instant | None
    answer: str | None


class ComplaintView(ComplaintStatus):
    """One complaint as supervisors see it. `clock`: due soon is a reminder, overdue an alarm."""

    id: str
    text: str
    reply_to: str | None
    signed_in: bool
    clock: Literal["running", "due_soon", "overdue", "stopped"]


class ComplaintsView(BaseModel):
    """All complaints; what has to be acknowledged first comes first."""

    complaints: list[ComplaintView]
    overdue: int
    as_of: Instant


async def complain(call: Call) -> ComplaintReceipt:
    """Take in a complaint from anybody. Whoever is signed in finds it in their data."""
    body: ComplaintRequest = call.body
    return await _submitted(call, Kind.COMPLAINT, body.text, body.reply_to, await _signed_in(call))


async def object_to(call: Call) -> ComplaintReceipt:
    """Take in an objection to what we do with somebody's data."""
    body: ObjectionRequest = call.body
    return await _submitted(call, Kind.OBJECTION, body.text, None, caller(call).id)


async def _signed_in(call: Call) -> str | None:
    """Return the young person's id; a token that has ended loses nobody's complaint."""
    try:
        return str((await YOUNG_PERSON.authorise(call.request)).id)
    except (Unauthenticated, Forbidden):
        return None


async def _submitted(
    call: Call, kind: Kind, text: str, reply_to: str | None, person_id: str | None
) -> ComplaintReceipt:
    complaints = call.request.app[COMPLAINTS]
    reference, complaint = await complaints.submit(kind, text, reply_to, person_id)
    return _receipt(reference, complaint)


def _receipt(reference: Reference, complaint: Complaint) -> ComplaintReceipt:
    return ComplaintReceipt(
        reference=str(reference),
        received_at=complaint.received_at,
        acknowledge_by=complaint.acknowledge_by,
    )


async def look_up(call: Call) -> ComplaintStatus:
    """Return where a complaint stands; the whole reference is the key to it."""
    app = call.request.app
    with app[ATTEMPTS].guarding(call.request, "complaint", "", NotFound):
        opened = await app[COMPLAINTS].look_up(call.path("reference"))
    return ComplaintStatus(**_status(opened))


async def listed(call: Call) -> ComplaintsView:
    """List complaints with their words; each one shown is audited."""
    found = await call.request.app[COMPLAINTS].listed(_actor(call))
    now = call.request.app[CLOCK].now()
    return ComplaintsView(
        complaints=[_view(call, opened) for opened in found],
        overdue=sum(opened.complaint.overdue(now) for opened in found),
        as_of=now,
    )


async def acknowledge(call: Call) -> ComplaintView:
    """Say that it has been read."""
    complaints = call.request.app[COMPLAINTS]
    return _view(call, await complaints.acknowledge(call.path("complaint_id"), _actor(call)))


async def answer(call: Call) -> ComplaintView:
    """Answer it."""
    body: ComplaintAnswer = call.body
    complaints = call.request.app[COMPLAINTS]
    return _view(call, await complaints.answer(call.path("complaint_id"), _actor(call), body.text))


def _actor(call: Call) -> Actor:
    return Actor(caller(call).id, caller(call).role)


def _status(opened: Opened) -> dict[str, object]:
    names = ("kind", "state", "received_at", "acknowledge_by", "acknowledged_at", "answered_at")
    return {name: getattr(opened.complaint, name) for name in names} | {"answer": opened.answer}


def _view(call: Call, opened: Opened) -> ComplaintView:
    complaint = opened.complaint
    return ComplaintView(
        **_status(opened),
        id=complaint.id,
        text=opened.text,
        reply_to=opened.reply_to,
        signed_in=complaint.young_person_id is not None,
        clock=_clock(call, complaint),
    )


def _clock(call: Call, complaint: Complaint) -> str:
    if complaint.state is not ComplaintState.RECEIVED:
        return "stopped"
    if complaint.overdue(call.request.app[CLOCK].now()):
        return "overdue"
    return "due_soon" if complaint.reminded_at else "running"


STAFF_ADDRESS = "/v1/staff/complaints/{complaint_id}"
ROUTES = [
    Route(
        "POST", "/v1/me/objections", object_to, YOUNG_PERSON, "Object to what you do with my data",
        body=ObjectionRequest, answer=ComplaintReceipt, status=201, max_body_bytes=MAX_BODY_BYTES,
        limits=RARE,
    ),
    Route(
        "POST", "/v1/complaints", complain, PUBLIC, "Complain",
        body=ComplaintRequest, answer=ComplaintReceipt, status=201, max_body_bytes=MAX_BODY_BYTES,
        limits=RARE,
    ),
    Route(
        "GET", "/v1/complaints/{reference}", look_up, PUBLIC, "Where a complaint stands",
        answer=ComplaintStatus, problems=(404,),
    ),
    Route("GET", "/v1/staff/complaints", listed, SUPERVISOR, "Complaints", answer=ComplaintsView),
    Route(
        "POST", f"{STAFF_ADDRESS}/acknowledge", acknowledge, SUPERVISOR, "Acknowledge a complaint",
        body=Empty, answer=ComplaintView, problems=(404,),
    ),
    Route(
        "POST", f"{STAFF_ADDRESS}/answer", answer, SUPERVISOR, "Answer a complaint",
        body=ComplaintAnswer, answer=ComplaintView, problems=(404, 409), max_body_bytes=MAX_BODY_BYTES,
    ),
]  # fmt: skip
