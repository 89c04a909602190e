"""HTTP for editors: what there is, versions, and the steps to approval."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from backend.core.fields import Instant, PlainText
from backend.core.problem import NotFound
from backend.core.routes import Call, Reply, Route
from backend.guidance.editing.model import Event, State, Step, Version
from backend.guidance.editing.service import Editing, Piece
from backend.guidance.markdown import blocks
from backend.guidance.model import Audience, Writing
from backend.guidance.source import parse
from backend.identity.policies import CONTENT_EDITOR, caller

EDITING = web.AppKey("guidance_editing", Editing)
MAX_BODY_BYTES = 96 * 1024


class EventView(BaseModel):
    """What was done, when, by whom."""

    at: Instant
    by: str
    did: str
    note: str


class PieceView(BaseModel):
    """An article or a safety text, and where its newest version stands. `due`: to be looked at again by now."""

    name: str
    language: str
    title: str
    audience: Audience | None
    address: str | None
    state: State | None
    number: int | None
    review_by: date | None
    due: bool


class RunView(BaseModel):
    """Words in one weight, and where they lead to."""

    text: str
    bold: bool
    href: str


class BlockView(BaseModel):
    """A heading, a paragraph or an item of a list, as readers see it."""

    kind: str
    number: int | None
    runs: list[RunView]


class ArticleVersionView(BaseModel):
    """One version. `blocks` is what readers see, `text` what a safety text says.

    `mine`: whoever asks has written it, and cannot approve it.
    """

    number: int
    state: State
    revision: int
    sha256: str
    mine: bool
    approved_by: str | None
    writing: Writing | None
    blocks: list[BlockView]
    text: str | None
    events: list[EventView]


class FindingView(BaseModel):
    """What breaks a rule."""

    rule: str
    says: str
    found: str


class PieceDetail(BaseModel):
    """A piece with its history, what is shipped, and what is wrong with the newest words."""

    piece: PieceView
    shipped: Writing | None
    text: str | None
    versions: list[ArticleVersionView]
    findings: list[FindingView]


class Overview(BaseModel):
    """Everything that is approved here."""

    pieces: list[PieceView]


class BeginRequest(BaseModel):
    """A new version: its words, or nothing for a safety text, which is taken as it stands."""

    model_config = ConfigDict(extra="forbid")

    writing: Writing | None = None


Revision = Annotated[int, Field(ge=1, le=1_000_000)]


class EditRequest(BaseModel):
    """Other words for a draft; `revision` is the one that was read."""

    model_config = ConfigDict(extra="forbid")

    revision: Revision
    writing: Writing


class StepRequest(BaseModel):
    """A step with a version; `revision` is the one that was read, `note` is why."""

    model_config = ConfigDict(extra="forbid")

    revision: Revision
    step: Step
    note: Annotated[PlainText, Field(max_length=1000)] = ""


async def overview(call: Call) -> Overview:
    """List everything that has versions."""
    editing = call.request.app[EDITING]
    return Overview(pieces=[_piece(*found, editing.today()) for found in await editing.overview()])


async def show(call: Call) -> PieceDetail:
    """Show a piece with its history."""
    editing, (name, language) = call.request.app[EDITING], _names(call)
    piece, versions = editing.piece(name, language), await editing.versions(name, language)
    newest = parse(versions[0].content) if versions and piece.article else piece.article
    found = await editing.findings(newest) if newest else []
    actor = caller(call).id
    return PieceDetail(
        piece=_piece(piece, versions[0] if versions else None, editing.today()),
        shipped=_writing(piece.article) if piece.article else None,
        text=piece.text.text if piece.text else None,
        versions=[_version(version, actor, text=piece.text is not None) for version in versions],
        findings=[FindingView(rule=one.rule, says=one.says, found=one.found) for one in found],
    )


async def begin(call: Call) -> Reply:
    """Write a new version."""
    body: BeginRequest = call.body
    editing, actor, (name, language) = call.request.app[EDITING], caller(call).id, _names(call)
    version = await editing.begin(actor, name, language, body.writing)
    return Reply(_version(version, actor, text=body.writing is None), 201)


async def edit(call: Call) -> ArticleVersionView:
    """Change a draft."""
    body: EditRequest = call.body
    editing, actor, version = call.request.app[EDITING], caller(call).id, await _found(call)
    return _version(await editing.edit(actor, version, body.writing, body.revision), actor, text=False)


async def take(call: Call) -> ArticleVersionView:
    """Take a step with a version."""
    body: StepRequest = call.body
    editing, actor, version = call.request.app[EDITING], caller(call).id, await _found(call)
    after = await editing.take(actor, version, body.step, body.revision, body.note)
    return _version(after, actor, text=editing.piece(*_names(call)).text is not None)


def _names(call: Call) -> tuple[str, str]:
    return call.path("article"), call.path("language")


async def _found(call: Call) -> Version:
    number = call.path("number")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotFound
    return await call.request.app[EDITING].one(*_names(call), int(number))


def _piece(piece: Piece, newest: Version | None, today: date) -> PieceView:
    article = parse(newest.content) if newest and piece.article else piece.article
    title = article.title if article else piece.text.title if piece.text else piece.name
    # What was said about a safety text that has changed since says nothing about it as it stands.
    stands = newest if newest and (piece.text is None or newest.sha256 == piece.text.sha256) else None
    return PieceView(
        name=piece.name,
        language=piece.language,
        title=title,
        audience=article.audience if article else None,
        address=article.address if article else None,
        state=stands.state if stands else None,
        number=stands.number if stands else None,
        review_by=article.review_by if article else None,
        due=bool(article and article.due(today)),
    )


def _version(version: Version, actor: str, *, text: bool) -> ArticleVersionView:
    approval = version.approval
    article = None if text else parse(version.content)
    return ArticleVersionView(
        number=version.number,
        state=version.state,
        revision=version.revision,
        sha256=version.sha256,
        mine=actor in version.authors,
        approved_by=approval.by.first_name if approval else None,
        writing=_writing(article) if article else None,
        blocks=[BlockView.model_validate(asdict(block)) for block in blocks(article.body)] if article else [],
        text=version.content if text else None,
        events=[_event(event) for event in version.events],
    )


def _event(event: Event) -> EventView:
    return EventView(at=event.at, by=event.by.first_name, did=str(event.did), note=event.note)


def _writing(article: Writing) -> Writing:
    return Writing(**{name: getattr(article, name) for name in Writing.model_fields})


PIECE = "/v1/staff/guidance/{article}/{language}"
VERSION = f"{PIECE}/versions/{{number}}"

ROUTES = [
    Route("GET", "/v1/staff/guidance", overview, CONTENT_EDITOR, "What is written and approved", answer=Overview),
    Route("GET", PIECE, show, CONTENT_EDITOR, "One article or safety text", answer=PieceDetail, problems=(404,)),
    Route(
        "POST", f"{PIECE}/versions", begin, CONTENT_EDITOR, "Write a new version", body=BeginRequest,
        max_body_bytes=MAX_BODY_BYTES, answer=ArticleVersionView, status=201, problems=(404, 409),
    ),
    Route(
        "PUT", VERSION, edit, CONTENT_EDITOR, "Change a draft", body=EditRequest,
        max_body_bytes=MAX_BODY_BYTES, answer=ArticleVersionView, problems=(404, 409),
    ),
    Route(
        "POST", f"{VERSION}/steps", take, CONTENT_EDITOR, "Submit, approve, publish or withdraw a version",
        body=StepRequest, answer=ArticleVersionView, problems=(404, 409),
    ),
]  # fmt: skip
