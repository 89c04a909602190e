"""HTTP for health, metrics and the OpenAPI document."""

from aiohttp import web
from prometheus_client import REGISTRY
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from backend.core.routes import Call, Reply, Route
from backend.escalations.watch import Watch
from backend.identity.policies import PUBLIC

WATCH = web.AppKey("watch", Watch)
OPENAPI = web.AppKey("openapi", dict)


class Live(BaseModel):
    """The process answers."""

    status: str = "ok"


class PromiseView(BaseModel):
    """One promise, and whether it holds."""

    name: str
    ok: bool
    detail: str


class Ready(BaseModel):
    """Whether every promise holds."""

    status: str
    promises: list[PromiseView]


async def live(_call: Call) -> Live:
    """Say that the process is up."""
    return Live()


async def ready(call: Call) -> Reply:
    """Say which promise is broken; 503 when one is."""
    promises = [PromiseView(**vars(promise)) for promise in await call.request.app[WATCH].promises()]
    ok = all(promise.ok for promise in promises)
    return Reply(Ready(status="ok" if ok else "broken", promises=promises), 200 if ok else 503)


async def metrics(call: Call) -> web.StreamResponse:
    """Send counters for Prometheus: numbers and route patterns only."""
    body = generate_latest(REGISTRY)
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


async def openapi(call: Call) -> web.StreamResponse:
    """Send the OpenAPI document of this very route table."""
    return web.json_response(call.request.app[OPENAPI])


ROUTES = [
    Route("GET", "/health/live", live, PUBLIC, "The process is up", answer=Live),
    Route("GET", "/health/ready", ready, PUBLIC, "Which promises hold", answer=Ready, also=(503,)),
    Route("GET", "/metrics", metrics, PUBLIC, "Prometheus metrics", media="text/plain"),
    Route("GET", "/v1/openapi.json", openapi, PUBLIC, "This document", media="application/json"),
]
