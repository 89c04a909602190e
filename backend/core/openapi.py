"""The OpenAPI 3.1 document, made from the route table: what is not in the table does not exist."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from backend.core.routes import Route

FORM = "application/x-www-form-urlencoded"
FORM_SHAPE = {"type": "object", "additionalProperties": {"type": "string"}}
BYTES_SHAPE = {"type": "string", "format": "binary"}
REF = "#/components/schemas/{model}"
PROBLEM_SCHEMA = {
    "type": "object",
    "description": "RFC 9457 problem. `type` is stable; 503 and 429 carry `crisis` with numbers to ring.",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"type": "object"}},
        "crisis": {"type": "object"},
    },
}


def document(routes: Iterable[Route], version: str) -> dict[str, Any]:
    """Return the document for these rows."""
    rows = list(routes)
    paths: dict[str, dict[str, Any]] = {}
    for route in rows:
        path = re.sub(r"\{(\w+):[^}]*\}", r"{\1}", route.path)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, path)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Evenlight", "version": version},
        "paths": paths,
        "components": {
            "schemas": _schemas(rows) | {"Problem": PROBLEM_SCHEMA},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _schemas(rows: list[Route]) -> dict[str, Any]:
    models = {model for row in rows for model in (row.body, row.answer) if model}
    modes: list[tuple[type[BaseModel], Any]] = [
        (model, "validation") for model in sorted(models, key=lambda model: model.__name__)
    ]
    _, definitions = models_json_schema(modes, ref_template=REF)
    schemas: dict[str, Any] = definitions.get("$defs", {})
    return schemas


def _operation(route: Route, path: str) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": route.summary,
        "operationId": f"{route.method.lower()}_{re.sub(r'[^a-z0-9]+', '_', path.lower()).strip('_')}",
        "parameters": _path_parameters(path) + _query_parameters(route.query) + _headers(route.headers),
        "responses": _responses(route),
        "x-policy": route.policy.name,
    }
    if route.policy.name != "public":
        operation["security"] = [{"bearer": []}]
    if route.body:
        operation["requestBody"] = {"required": True, "content": _json_content(route.body)}
    if route.raw:
        bytes_of = {media: {"schema": FORM_SHAPE if media == FORM else BYTES_SHAPE} for media in route.raw}
        operation["requestBody"] = {"required": True, "content": bytes_of}
    return operation


def _responses(route: Route) -> dict[str, Any]:
    content = _json_content(route.answer) if route.answer else {route.media: {"schema": {}}}
    usual = {"description": route.summary, "content": content}
    nothing = {"description": route.summary}
    responses: dict[str, Any] = {
        str(status): nothing if status == 204 else usual for status in (route.status, *route.also)
    }
    statuses = set(route.problems)
    statuses |= {400, 408, 413, 415, 422} if route.body or route.raw else set()
    statuses |= {412, 422, 428} if "If-Match" in route.headers else set()
    statuses |= {429} if route.counted else set()
    statuses |= {422} if route.query else set()
    statuses |= {401, 403} if route.policy.name != "public" else set()
    for status in sorted(statuses | {503}):
        responses.setdefault(str(status), {"description": "Problem", "content": _problem_content()})
    return responses


def _json_content(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": REF.format(model=model.__name__)}}}


def _problem_content() -> dict[str, Any]:
    return {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}


def _path_parameters(path: str) -> list[dict[str, Any]]:
    names = re.findall(r"\{(\w+)\}", path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _headers(names: Iterable[str]) -> list[dict[str, Any]]:
    return [{"name": name, "in": "header", "schema": {"type": "string"}} for name in names]


def _query_parameters(model: type[BaseModel] | None) -> list[dict[str, Any]]:
    if model is None:
        return []
    schema = model.model_json_schema()
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": spec}
        for name, spec in schema.get("properties", {}).items()
    ]
