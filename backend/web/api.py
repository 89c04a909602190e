"""HTTP for the static pages. They are public; what they show comes from the API."""

import html
from pathlib import Path

from aiohttp import web

from backend.core.problem import NotFound
from backend.core.routes import Call, Handler, Route
from backend.identity.policies import PUBLIC

ROOT = Path(__file__).parent
STATIC = ROOT / "static"
# Asked again every time (the ETag makes that cheap), so that a mended page is never hidden by an old copy.
REVALIDATE = {"Cache-Control": "no-cache"}
OTHER_WAYS = web.AppKey("other_ways", str)
NO_OTHER_WAY = "Whoever runs this service has not named an address or a phone number yet."
MEDIA = {".webmanifest": "application/manifest+json", ".js": "text/javascript"}


def _page(name: str) -> Handler:
    async def page(_call: Call) -> web.StreamResponse:
        return _file(ROOT / name)

    return page


async def complaints(call: Call) -> web.Response:
    """Send the complaints page, with the ways to reach whoever runs this service."""
    page = (ROOT / "complaints.html").read_text(encoding="utf-8")
    ways = html.escape(call.request.app[OTHER_WAYS] or NO_OTHER_WAY)
    return web.Response(text=page.replace("{other_ways}", ways), content_type="text/html", headers=REVALIDATE)


async def static(call: Call) -> web.StreamResponse:
    """Send a file from the static folder, and from nowhere else."""
    try:
        found = (STATIC / call.path("path")).resolve()
        known = found.is_relative_to(STATIC) and found.is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        known = False
    if not known:
        raise NotFound
    return _file(found)


def _file(path: Path) -> web.FileResponse:
    headers = dict(REVALIDATE)
    if path.suffix in MEDIA:
        headers["Content-Type"] = MEDIA[path.suffix]
    return web.FileResponse(path, headers=headers)


ROUTES = [
    Route("GET", "/", _page("index.html"), PUBLIC, "The young people's app", media="text/html"),
    Route("GET", "/plan", _page("plan.html"), PUBLIC, "The safety plan in the app", media="text/html"),
    Route("GET", "/you", _page("you.html"), PUBLIC, "This phone and what is kept on it", media="text/html"),
    Route("GET", "/shared", _page("shared.html"), PUBLIC, "Where a reader opens what was shared", media="text/html"),
    Route("GET", "/complaints", complaints, PUBLIC, "Tell us what went wrong", media="text/html"),
    Route("GET", "/help", _page("help.html"), PUBLIC, "Help now", media="text/html"),
    Route("GET", "/staff", _page("staff.html"), PUBLIC, "The on-call console", media="text/html"),
    Route("GET", "/acknowledge", _page("acknowledge.html"), PUBLIC, "Say that you have a page", media="text/html"),
    Route(
        "GET", "/manifest.webmanifest", _page("manifest.webmanifest"), PUBLIC, "The app's manifest",
        media="application/manifest+json",
    ),
    Route(
        "GET", "/manifest-plain.webmanifest", _page("manifest-plain.webmanifest"), PUBLIC,
        "The app's manifest under a plain name", media="application/manifest+json",
    ),
    Route("GET", "/sw.js", _page("sw.js"), PUBLIC, "The service worker", media="text/javascript"),
    Route(
        "GET", "/static/{path:.+}", static, PUBLIC, "Static files",
        media="application/octet-stream", problems=(404,),
    ),
]  # fmt: skip
