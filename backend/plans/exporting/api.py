"""HTTP for files: a plan taken away, and brought back."""

import json
from typing import Any
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, RootModel

from backend.core.limits import Limits
from backend.core.preconditions import HEADERS, expected_number
from backend.core.routes import Call, Reply, Route
from backend.identity.policies import YOUNG_PERSON, caller
from backend.plans.exporting.service import ExportService
from backend.plans.views import RevisionView, revision_reply
from safety_plans.limits import MAX_IMPORT_BYTES

EXPORTS = web.AppKey("plan_exports", ExportService)

JSON, FHIR, PDF = "application/json", "application/fhir+json", "application/pdf"
COSTLY = Limits(account="20/minute")


class PlanFile(RootModel[dict[str, Any]]):
    """Our own file: the history, the oldest first, and the pictures. `POST /v1/plan/import` takes it back."""


class ImportRequest(BaseModel):
    """A file that `export.json` made. What is there now stays in the history."""

    model_config = ConfigDict(extra="forbid")

    document: dict[str, Any]
    client_revision_id: UUID | None = None


async def export_json(call: Call) -> web.StreamResponse:
    """Return the plan with its history and pictures, as our own file."""
    return _json_file(await call.request.app[EXPORTS].json(caller(call).id), "plan.json", JSON)


async def export_fhir(call: Call) -> web.StreamResponse:
    """Return the plan as it stands, as FHIR R4."""
    return _json_file(await call.request.app[EXPORTS].fhir(caller(call).id), "plan.fhir.json", FHIR)


async def export_pdf(call: Call) -> web.StreamResponse:
    """Return the plan as it stands, to print."""
    return _file(await call.request.app[EXPORTS].pdf(caller(call).id), "plan.pdf", PDF)


async def bring_in(call: Call) -> Reply:
    """Bring a plan back from our own file."""
    body: ImportRequest = call.body
    expected = expected_number(call.request)
    client_id = str(body.client_revision_id) if body.client_revision_id else None
    exports = call.request.app[EXPORTS]
    return revision_reply(await exports.bring_in(caller(call).id, body.document, expected, client_id))


def _json_file(document: dict[str, Any], name: str, media: str) -> web.Response:
    return _file(json.dumps(document, ensure_ascii=False).encode(), name, media)


def _file(content: bytes, name: str, media: str) -> web.Response:
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=content, content_type=media, headers=headers)


ROUTES = [
    Route(
        "GET", "/v1/plan/export.json", export_json, YOUNG_PERSON, "My plan with its history, as a file",
        answer=PlanFile, problems=(404,), limits=COSTLY,
    ),
    Route(
        "GET", "/v1/plan/export.fhir.json", export_fhir, YOUNG_PERSON, "My plan as FHIR R4",
        media=FHIR, problems=(404,), limits=COSTLY,
    ),
    Route(
        "GET", "/v1/plan/export.pdf", export_pdf, YOUNG_PERSON, "My plan to print",
        media=PDF, problems=(404,), limits=COSTLY,
    ),
    Route(
        "POST", "/v1/plan/import", bring_in, YOUNG_PERSON, "Bring my plan back from a file",
        body=ImportRequest, max_body_bytes=MAX_IMPORT_BYTES, headers=HEADERS, answer=RevisionView,
        limits=COSTLY,
    ),
]  # fmt: skip
