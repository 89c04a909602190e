"""From a row of the route table to an aiohttp handler: authorise, validate, call, answer."""

import json
from collections.abc import Iterable
from typing import Any

from aiohttp import web
from pydantic import BaseModel, ValidationError

from backend.core.body import read_body
from backend.core.limits import ACCOUNT, LIMITER
from backend.core.problem import BadRequest, TooManyRequests, Unprocessable
from backend.core.routes import Call, Reply, Result, Route


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
            body=await _body(request, route),
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
        response = _response(result.document or web.Response(status=result.status), result.status)
        response.headers.update(result.headers)
        return response
    if isinstance(result, BaseModel):
        return web.Response(
            text=result.model_dump_json(by_alias=True),
            status=status,
            content_type="application/json",
            headers={"Cache-Control": "no-store"},
        )
    return result


async def _body(request: web.Request, route: Route) -> BaseModel | bytes | None:
    if route.raw:
        return await read_body(request, route.raw, route.max_body_bytes)
    if route.body is None:
        return None
    raw = await read_body(request, ("application/json",), route.max_body_bytes)
    return _from_json(raw, route.body)


def _from_json(raw: bytes, model: type[BaseModel]) -> BaseModel:
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
