"""HTTP for the pages of guidance: public, without cookies, whole without JavaScript."""

import re
from collections.abc import Awaitable, Callable

from aiohttp import web
from pydantic import BaseModel, Field

from backend.core.problem import NotFound
from backend.core.routes import Call, Route
from backend.guidance.model import PLACES, Audience
from backend.guidance.service import Page, Reading
from backend.identity.policies import PUBLIC

READING = web.AppKey("guidance_reading", Reading)
PUBLIC_URL: web.AppKey[str | None] = web.AppKey("guidance_public_url")

# Asked again every time, so that what was withdrawn is gone at once.
HEADERS = {"Cache-Control": "no-cache"}
SAFE_HOST = re.compile(r"([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?", re.IGNORECASE)
NO_HOST = "localhost"
HTML, PDF = "text/html", "application/pdf"
Handler = Callable[[Call], Awaitable[web.Response]]


class PageQuery(BaseModel):
    """Which language is wanted; English where there is no page in it."""

    language: str = Field("en", max_length=35)


def home(audience: Audience) -> Handler:
    """Return the handler of an audience's first page."""

    async def page(call: Call) -> web.Response:
        return _html(await call.request.app[READING].home(audience, call.query.language))

    return page


def article(audience: Audience) -> Handler:
    """Return the handler of an audience's articles."""

    async def page(call: Call) -> web.Response:
        reading, base = call.request.app[READING], base_url(call.request)
        return _html(await reading.article(audience, call.path("article"), call.query.language, base))

    return page


def leaflet(audience: Audience) -> Handler:
    """Return the handler of an audience's articles on paper."""

    async def page(call: Call) -> web.Response:
        reading, base = call.request.app[READING], base_url(call.request)
        made = await reading.leaflet(audience, call.path("article"), call.query.language, base)
        if made is None:
            raise NotFound
        name = {"Content-Disposition": f'inline; filename="{call.path("article")}.pdf"'}
        return web.Response(body=made, content_type=PDF, headers=HEADERS | name)

    return page


def base_url(request: web.Request) -> str:
    """Return our address without a slash at the end: the setting, else the host that was asked, if it is plain."""
    if set_to := request.app[PUBLIC_URL]:
        return set_to.rstrip("/")
    host = request.host if SAFE_HOST.fullmatch(request.host) else NO_HOST
    return f"{request.scheme}://{host.lower()}"


def _html(page: Page) -> web.Response:
    status = 200 if page.found else 404
    response = web.Response(text=page.html, content_type=HTML, status=status, headers=HEADERS)
    response.enable_compression()
    return response


def _routes(audience: Audience, what: str) -> list[Route]:
    place = PLACES[audience]
    return [
        Route("GET", place, home(audience), PUBLIC, f"Guidance for {what}", query=PageQuery, media=HTML),
        # The more exact address comes first: the next one would take it for the name of an article.
        Route(
            "GET", f"{place}/{{article}}.pdf", leaflet(audience), PUBLIC, f"A page for {what}, on paper",
            query=PageQuery, media=PDF, problems=(404,),
        ),
        Route(
            "GET", f"{place}/{{article}}", article(audience), PUBLIC, f"A page for {what}",
            query=PageQuery, media=HTML, also=(404,),
        ),
    ]  # fmt: skip


ROUTES = [
    *_routes(Audience.PARENTS, "parents and carers"),
    *_routes(Audience.YOUNG_PEOPLE, "young people"),
    *_routes(Audience.SCHOOLS, "school staff"),
]
