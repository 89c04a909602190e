"""HTTP for a young person's rights over their data, and for the records that the safeguarding duty keeps."""

import json
from datetime import date
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict

from backend.core.fields import Instant
from backend.core.routes import Call, Reply, Route
from backend.identity.policies import SUPERVISOR, SUPERVISOR_RECENT, YOUNG_PERSON, caller
from backend.rights.access import Actor, RecordAccess
from backend.rights.download import Download
from backend.rights.erasure.model import Erasure, ErasureState
from backend.rights.erasure.service import Erasures
from backend.rights.page import page
from backend.rights.readings import Readings

ACCESS = web.AppKey("record_access", RecordAccess)
DOWNLOAD = web.AppKey("download", Download)
ERASURES = web.AppKey("erasures", Erasures)
READINGS = web.AppKey("readings", Readings)


class MyData(BaseModel):
    """Everything held about me; a part is null where nothing is held."""

    what_this_is: str
    made_at: str
    parts: dict[str, Any]


class AccessView(BaseModel):
    """One line of who opened the record."""

    at: str
    who: str
    says: str


class RecordAccessView(BaseModel):
    """Who opened or changed my record, newest first."""

    entries: list[AccessView]


class ReaderView(BaseModel):
    """A member of staff, and the records of how many people they opened without doing anything for them."""

    model_config = ConfigDict(from_attributes=True)
    first_name: str
    people: int


class ReadersView(BaseModel):
    """Who opened more than `most` in the last 24 hours."""

    readers: list[ReaderView]
    most: int


class KeptView(BaseModel):
    """Something that stays; `until` is a day, or null where no end is decided yet."""

    what: str
    why: str
    until: date | None


class ErasurePreview(BaseModel):
    """What goes and what stays; `waits` says what it would wait for."""

    goes: list[str]
    kept: list[KeptView]
    waits: str | None


class EraseRequest(BaseModel):
    """The young person has read what goes and what stays."""

    confirm: Literal[True]


class ErasureView(BaseModel):
    """How far it is. When it is done, this phone is signed out."""

    state: Literal["waiting", "done"]
    requested_at: Instant
    waits: str | None
    kept: list[KeptView]


class SafeguardingRecordView(BaseModel):
    """What the duty keeps of one request for a person, after the account is gone."""

    id: str
    kept_at: Instant
    keep_until: Instant
    content: dict[str, Any]


async def record_access(call: Call) -> RecordAccessView:
    """Return who opened or changed my record."""
    entries = await call.request.app[ACCESS].entries(caller(call).id)
    return RecordAccessView(entries=[AccessView(**vars(entry)) for entry in entries])


async def data(call: Call) -> web.Response:
    """Return everything as a JSON file."""
    found = await call.request.app[DOWNLOAD].everything(caller(call).id)
    return _file(json.dumps(found, ensure_ascii=False, indent=2), "application/json", "my-data.json")


async def readable(call: Call) -> web.Response:
    """Return everything as one page that can be read."""
    found = await call.request.app[DOWNLOAD].everything(caller(call).id)
    return _file(page(found), "text/html", "my-data.html")


def _file(text: str, media: str, name: str) -> web.Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return web.Response(text=text, content_type=media, charset="utf-8", headers=headers)


async def preview(call: Call) -> ErasurePreview:
    """Say what would go and what would stay, before anything happens."""
    found = await call.request.app[ERASURES].preview(caller(call).id)
    return ErasurePreview(
        goes=found.goes, kept=[KeptView(**vars(kept)) for kept in found.kept], waits=found.waits
    )


async def erase(call: Call) -> Reply:
    """Erase my data: now, or when an open request for a person is closed."""
    erasures, person_id = call.request.app[ERASURES], caller(call).id
    seen = await erasures.preview(person_id)  # Afterwards nothing is there to tell it from.
    erasure = await erasures.request(person_id)
    return Reply(_view(erasure, [KeptView(**vars(kept)) for kept in seen.kept], seen.waits), 202)


async def erasure(call: Call) -> ErasureView:
    """Say how far my request is."""
    erasures, person_id = call.request.app[ERASURES], caller(call).id
    current, seen = await erasures.current(person_id), await erasures.preview(person_id)
    return _view(current, [KeptView(**vars(kept)) for kept in seen.kept], seen.waits)


async def withdraw(call: Call) -> Reply:
    """Take the request back while it waits."""
    await call.request.app[ERASURES].withdraw(caller(call).id)
    return Reply(None, 204)


def _view(found: Erasure, kept: list[KeptView], waits: str | None) -> ErasureView:
    done = found.state is ErasureState.DONE
    return ErasureView(
        state="done" if done else "waiting",
        requested_at=found.requested_at,
        waits=None if done else waits,
        kept=kept,
    )


async def safeguarding_record(call: Call) -> SafeguardingRecordView:
    """Open what the duty keeps. The reading is audited."""
    reader = Actor(caller(call).id, caller(call).role)
    record, content = await call.request.app[ERASURES].kept_record(call.path("record_id"), reader)
    return SafeguardingRecordView(
        id=record.id, kept_at=record.kept_at, keep_until=record.keep_until, content=content
    )


async def readers(call: Call) -> ReadersView:
    """Return who opened the records of many people for whom they did nothing."""
    readings = call.request.app[READINGS]
    found = [ReaderView.model_validate(reader) for reader in await readings.many()]
    return ReadersView(readers=found, most=readings.most)


ROUTES = [
    Route(
        "GET", "/v1/staff/readings", readers, SUPERVISOR, "Who opened many records for no reason that shows",
        answer=ReadersView,
    ),
    Route(
        "GET", "/v1/me/record-access", record_access, YOUNG_PERSON, "Who opened my record",
        answer=RecordAccessView,
    ),
    Route("GET", "/v1/me/data", data, YOUNG_PERSON, "Everything about me, as a file", answer=MyData),
    Route(
        "GET", "/v1/me/data.html", readable, YOUNG_PERSON, "Everything about me, as a page", media="text/html"
    ),
    Route(
        "GET", "/v1/me/erasure/preview", preview, YOUNG_PERSON, "What goes and what stays",
        answer=ErasurePreview,
    ),
    Route(
        "POST", "/v1/me/erasure", erase, YOUNG_PERSON, "Erase my data",
        body=EraseRequest, answer=ErasureView, status=202, problems=(409,),
    ),
    Route(
        "GET", "/v1/me/erasure", erasure, YOUNG_PERSON, "How far my erasure is",
        answer=ErasureView, problems=(404,),
    ),
    Route(
        "DELETE", "/v1/me/erasure", withdraw, YOUNG_PERSON, "Take back my request to be erased",
        status=204, problems=(404, 409),
    ),
    Route(
        "GET", "/v1/staff/safeguarding-records/{record_id}", safeguarding_record, SUPERVISOR_RECENT,
        "A record that is kept by law", answer=SafeguardingRecordView, problems=(404,),
    ),
]  # fmt: skip
