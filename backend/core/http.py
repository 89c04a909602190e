"""From a row of the route table to an aiohttp handler: authorise, validate, call, answer."""

import asyncio
import json
from collections.abc import Iterable
from typing import Any

from aiohttp import web
from pydantic import BaseModel, ValidationError

from backend.core.limits import ACCOUNT, LIMITER
from backend.core.problem import (
    BadRequest,
    RequestTimeout,
    TooLarge,
    TooManyRequests,
    Unprocessable,
    UnsupportedMediaType,
)
from backend.core.routes import Call, Reply, Result, Route

MAX_BODY_BYTES = 16 * 1024
BODY_TIMEOUT_S = 20.0


def add_routes(app: web.Application, routes: Iterable[Route]) -> None:
    """Register every row with the application."""
    for route in routes:
        app.router.add_route(route.method, route.path, _handler(route))


def _handler(route: Route) -> Any:
    async def handle(request: web.Request) -> web.StreamResponse:
        principal = await route.policy.authorise(request)
        wait_s = _wait_s(route, request, principal)
        if wait_s and not route.urgent:
            raise TooManyRequests(retry_after_s=wait_s)
        call = Call(
            request=request,
            principal=principal,
            body=await _body(request, route.body) if route.body else None,
            query=_validated(route.query, dict(request.query)) if route.query else None,
        )
        if wait_s and route.urgent and not route.urgent(call):
            raise TooManyRequests(retry_after_s=wait_s)
        return _response(await route.handler(call), route.status)

    return handle


def _wait_s(route: Route, request: web.Request, principal: Any) -> int | None:
    account: str | None = getattr(principal, "id", None)
    if account:
        request[ACCOUNT] = account
    if not route.counted:
        return None
    return request.app[LIMITER].wait_s(request, f"{route.method} {route.path}", route.limits, account)


def _response(result: Result, status: int) -> web.StreamResponse:
    if isinstance(result, Reply):
        return _response(result.document, result.status)
    if isinstance(result, BaseModel):
        return web.Response(
            text=result.model_dump_json(by_alias=True),
            status=status,
            content_type="application/json",
            headers={"Cache-Control": "no-store"},
        )
    return result


async def _body(request: web.Request, model: type[BaseModel]) -> BaseModel:
    if request.content_type != "application/json" or "Content-Encoding" in request.headers:
        raise UnsupportedMediaType
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S):
            raw = await request.read()
    except TimeoutError as error:
        raise RequestTimeout from error
    except web.HTTPRequestEntityTooLarge as error:
        raise TooLarge(f"At most {MAX_BODY_BYTES} bytes are accepted.") from error
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not JSON.") from error
    if not isinstance(document, dict):
        raise BadRequest("The body is not a JSON object.")
    return _validated(model, document)


def _validated(model: type[BaseModel], document: dict[str, Any]) -> BaseModel:
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise Unprocessable(errors=_field_errors(error)) from None


def _field_errors(error: ValidationError) -> list[dict[str, str]]:
    """Return field and reason only: what was sent is never echoed."""
    return [
        {"field": ".".join(map(str, item["loc"])) or "body", "reason": _plain(item["type"], item["msg"])}
        for item in error.errors(include_url=False, include_input=False, include_context=False)
    ]


def _plain(kind: str, message: str) -> str:
    return message if kind != "union_error" else "not one of the accepted shapes"
