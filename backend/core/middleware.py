"""What every answer passes through: problems instead of stack traces, security headers, one log line."""

import time
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from aiohttp import web
from prometheus_client import Counter

from backend.core.logging import log
from backend.core.mongo import is_store_down
from backend.core.problem import (
    MethodNotAllowed,
    NotFound,
    Problem,
    StoreUnavailable,
    TooLarge,
    TooManyRequests,
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Whoever cannot be served at this moment is told whom to ring instead.
WITH_CRISIS_BLOCK = {StoreUnavailable.status, TooManyRequests.status}
REQUESTS = Counter("evenlight_requests", "Answered requests", ["method", "route", "status"])
HSTS = "max-age=31536000; includeSubDomains"


def problem_response(problem: Problem) -> web.Response:
    """Return application/problem+json."""
    headers = {"Cache-Control": "no-store"}
    if problem.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if "retry_after_s" in problem.extra:
        headers["Retry-After"] = str(problem.extra["retry_after_s"])
    return web.json_response(
        problem.as_document(), status=problem.status, content_type="application/problem+json", headers=headers
    )


def _as_problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, web.HTTPNotFound):
        return NotFound()
    if isinstance(error, web.HTTPMethodNotAllowed):
        return MethodNotAllowed()
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return TooLarge()
    if is_store_down(error):
        return StoreUnavailable()
    return Problem()


def problems(crisis: Callable[[], dict[str, Any]]) -> Any:
    """Return the middleware that turns errors into problems; 503 and 429 carry the crisis block from `crisis`."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPRedirection:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller gets a problem and no stack trace
            problem = _as_problem(error)
            if problem.status >= 500:
                log.error("request_failed", problem=problem.key, error=type(error).__name__)
            if problem.status in WITH_CRISIS_BLOCK:
                problem.extra.setdefault("crisis", crisis())
            return problem_response(problem)

    return middleware


def security_headers(*, production: bool) -> Any:
    """Return the signal handler that adds the headers, also to streams and files."""

    async def on_prepare(_request: web.Request, response: web.StreamResponse) -> None:
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = "evenlight"  # and not which versions of what
        if production:
            response.headers.setdefault("Strict-Transport-Security", HSTS)

    return on_prepare


@web.middleware
async def access_log(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log route pattern, status and time; never the address with its ids, never a body."""
    started_s = time.perf_counter()
    response = await handler(request)
    resource = request.match_info.route.resource
    route = resource.canonical if resource else "unknown"
    REQUESTS.labels(request.method, route, str(response.status)).inc()
    log.info(
        "request",
        method=request.method,
        route=route,
        status=response.status,
        duration_ms=round((time.perf_counter() - started_s) * 1000, 1),
        request_id=uuid4().hex[:12],
    )
    return response
