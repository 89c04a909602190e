"""HTTP for editors of the directory."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from aiohttp import web
from pydantic import BaseModel, Field, WithJsonSchema

from backend.core.limits import Limits
from backend.core.preconditions import etag, expected_number
from backend.core.routes import Call, Reply, Route
from backend.identity.policies import CONTENT_EDITOR, caller
from backend.signposting.editing.model import Record, Which
from backend.signposting.editing.service import Editing
from backend.signposting.editing.shapes import (
    Area,
    ChangeView,
    CheckedToday,
    DayView,
    EntryFields,
    FieldChangeView,
    History,
    HoursToCheck,
    HoursView,
    NewService,
    Place,
    ServiceFields,
    ServiceList,
    ServiceRecord,
    ServiceSummary,
    Shown,
    SourceFields,
    SpanView,
    Way,
)
from backend.signposting.hours import coming_week, valid_hours
from backend.signposting.model import Channel, DisplayRule, Location, Service, Source
from backend.signposting.saying import checked, label
from backend.signposting.terms import FAITHS, NEEDS

EDITING = web.AppKey("directory_editing", Editing)
BASE = "/v1/staff/services"
ONE = f"{BASE}/{{service_id}}"
CHOICES = {"needs": NEEDS, "faiths": FAITHS}
# Each is kept until a person takes it away.
RARE = Limits(account="120/hour")
WHICH = {"type": "string", "enum": [which.value for which in Which]}


class ListQuery(BaseModel):
    """Which entries; `after` is what the page before has given."""

    state: Annotated[Which, WithJsonSchema(WHICH)] = Which.DUE
    after: Annotated[str, Field(max_length=300, pattern=r"^([0-9-]{0,10}~[^~\x00]+)?$")] = ""


async def listed(call: Call) -> ServiceList:
    """List entries, those first that have to be checked first."""
    query: ListQuery = call.query
    day, _, service_id = query.after.partition("~")
    editing = call.request.app[EDITING]
    found = await editing.listed(query.state, (day, service_id) if service_id else None)
    return ServiceList(
        services=[ServiceSummary(**_summary(record, editing.today())) for record in found.records],
        after="~".join(found.after) if found.after else None,
        due=found.due,
        flagged=found.flagged,
        choices=CHOICES,
    )


async def one(call: Call) -> Reply:
    """Show one entry."""
    return _reply(call, await call.request.app[EDITING].one(call.path("service_id")))


async def add(call: Call) -> Reply:
    """Add an entry; it is hidden."""
    body: NewService = call.body
    editing, days = call.request.app[EDITING], (body.checked_on, body.next_check_on)
    made = await editing.add(caller(call).id, body.client_entry_id, _wanted(body), *days)
    return _reply(call, made, 201)


async def edit(call: Call) -> Reply:
    """Change an entry over the version that was seen."""
    body: ServiceFields = call.body
    editing, version = call.request.app[EDITING], expected_number(call.request)
    wanted = _wanted(body) | {"display": DisplayRule(**body.display.model_dump())}
    return _reply(call, await editing.edit(caller(call).id, call.path("service_id"), version, wanted))


async def check(call: Call) -> Reply:
    """Note that somebody made sure of an entry today."""
    body: CheckedToday = call.body
    editing, version = call.request.app[EDITING], expected_number(call.request)
    actor, service_id = caller(call).id, call.path("service_id")
    return _reply(call, await editing.check(actor, service_id, version, body.next_check_on))


async def history(call: Call) -> History:
    """Show who changed an entry, when, and what."""
    found = await call.request.app[EDITING].history(call.path("service_id"))
    return History(
        changes=[
            ChangeView(
                at=change.at, by=change.by, what=change.what,
                fields=[FieldChangeView(**asdict(field)) for field in change.fields],
            )
            for change in found
        ]
    )  # fmt: skip


async def hours(call: Call) -> HoursView:
    """Say what hours mean, before they are stored."""
    body: HoursToCheck = call.body
    readable = valid_hours(body.opening_hours)
    today = call.request.app[EDITING].today()
    return HoursView(readable=readable, week=_week(body.opening_hours, today) if readable else [])


def _reply(call: Call, record: Record, status: int = 200) -> Reply:
    document = ServiceRecord(**_whole(record, call.request.app[EDITING].today()))
    return Reply(document, status, {"ETag": etag(record.version)})


def _wanted(fields: EntryFields) -> dict[str, Any]:
    texts = ("audience", "needs", "languages", "faiths")
    plain = set(EntryFields.model_fields) - {"channels", "locations", "sources"}
    return fields.model_dump(include=plain) | {
        **{name: tuple(dict.fromkeys(getattr(fields, name))) for name in texts},
        "channels": tuple(Channel(**way.model_dump()) for way in fields.channels),
        "locations": tuple(Location(**place.model_dump()) for place in fields.locations),
        "sources": tuple(Source(**source.model_dump()) for source in fields.sources),
        "scope": fields.scope.value,
    }


def _summary(record: Record, today: date) -> dict[str, Any]:
    service = record.service
    names = ("id", "name", "opening_hours", "next_check_on", "never_hidden", "feed")
    return {name: getattr(service, name) for name in names} | {
        "display": service.display.rule,
        "checked": checked(service),
        "overdue": service.overdue(today),
        "flag": record.flag,
    }


def _whole(record: Record, today: date) -> dict[str, Any]:
    service = record.service
    names = ("confidence", "as_of", "unverified", "notes")
    return {name: getattr(service, name) for name in names} | {
        **_summary(record, today),
        "version": record.version,
        "edited_at": record.edited_at,
        "label": label(service, today),
        "week": _week(service.opening_hours, today),
        "fields": _fields(service),
        "choices": CHOICES,
    }


def _fields(service: Service) -> ServiceFields:
    """Return what may be edited as it is stored: a feed may have brought what no editor could store."""
    values = {name: getattr(service, name) for name in ServiceFields.model_fields}
    lists = {name: list(value) for name, value in values.items() if isinstance(value, tuple)}
    shapes: dict[str, type[BaseModel]] = {"channels": Way, "locations": Place, "sources": SourceFields}
    nested = {
        name: [shape.model_construct(**vars(one)) for one in lists[name]] for name, shape in shapes.items()
    }
    single = {"display": Shown.model_construct(**vars(service.display)), "scope": Area(service.scope)}
    return ServiceFields.model_construct(**values | lists | nested | single)


def _week(text: str | None, today: date) -> list[DayView]:
    if text is None or not valid_hours(text):
        return []
    return [
        DayView(day=day, spans=[SpanView(**vars(span)) for span in spans])
        for day, spans in coming_week(text, today)
    ]


ROUTES = [
    Route(
        "GET", BASE, listed, CONTENT_EDITOR, "Entries of the directory, what is due first",
        query=ListQuery, answer=ServiceList,
    ),
    Route(
        "POST", BASE, add, CONTENT_EDITOR, "Add an entry, hidden until it is shown",
        body=NewService, answer=ServiceRecord, status=201, problems=(409,), limits=RARE,
    ),
    Route(
        "POST", f"{BASE}/hours", hours, CONTENT_EDITOR, "What opening hours mean",
        body=HoursToCheck, answer=HoursView,
    ),
    Route("GET", ONE, one, CONTENT_EDITOR, "One entry", answer=ServiceRecord, problems=(404,)),
    Route(
        "PUT", ONE, edit, CONTENT_EDITOR, "Change an entry",
        body=ServiceFields, answer=ServiceRecord, headers=("If-Match",), problems=(404,),
    ),
    Route(
        "POST", f"{ONE}/check", check, CONTENT_EDITOR, "Note that an entry was checked today",
        body=CheckedToday, answer=ServiceRecord, headers=("If-Match",), problems=(404,),
    ),
    Route("GET", f"{ONE}/history", history, CONTENT_EDITOR, "Who changed an entry", answer=History, problems=(404,)),
]  # fmt: skip
