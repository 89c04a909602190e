"""HTTP for the static pages. They are public; what they show comes from the API."""

from aiohttp import ETag, web

from backend.core.languages import LANGUAGES
from backend.core.problem import NotFound
from backend.core.routes import Call, Handler, Route
from backend.identity.policies import PUBLIC
from backend.web.content import Content, file
from backend.web.pages import ROOT, Pages, help_name
from backend.web.wording.catalogues import Interface

STATIC = ROOT / "static"
# Asked again every time (the ETag makes that cheap), so that a mended page is never hidden by an old copy.
HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
PAGES = web.AppKey("pages", Pages)


def _sent(request: web.Request, content: Content) -> web.Response:
    """Return the answer to a request for this: 304 when it is known there, packed where that is understood."""
    response = web.Response(status=304, headers=HEADERS)
    if not any(tag.value in (content.etag, "*") for tag in request.if_none_match or ()):
        response = _whole(request, content)
    response.etag = ETag(content.etag, is_weak=True)  # the same words, packed or not
    return response


def _whole(request: web.Request, content: Content) -> web.Response:
    headers = HEADERS | {"Content-Type": content.media}
    if content.packed is None or "gzip" not in request.headers.get("Accept-Encoding", "").lower():
        return web.Response(body=content.body, headers=headers)
    return web.Response(body=content.packed, headers=headers | {"Content-Encoding": "gzip"})


def _page(name: str) -> Handler:
    async def page(call: Call) -> web.Response:
        return _sent(call.request, call.request.app[PAGES][name])

    return page


async def help_in_a_language(call: Call) -> web.Response:
    """Send the help page in a language; the English one where its words are switched off."""
    code = call.path("language")
    if code not in LANGUAGES:
        raise NotFound
    return _sent(call.request, call.request.app[PAGES][help_name(code)])


async def words(call: Call) -> web.Response:
    """Send the words of the app's pages and scripts in a language: as JSON, empty where they are switched off."""
    code = call.path("language")
    if code not in LANGUAGES:
        raise NotFound
    return _sent(call.request, call.request.app[PAGES].words(code))


def _from_root(name: str) -> Handler:
    async def sent(call: Call) -> web.Response:
        return _sent(call.request, file(ROOT / name))

    return sent


async def static(call: Call) -> web.Response:
    """Send a file from the static folder, and from nowhere else."""
    try:
        found = (STATIC / call.path("path")).resolve()
        known = found.is_relative_to(STATIC) and found.is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        known = False
    if not known:
        raise NotFound
    return _sent(call.request, file(found))


ROUTES = [
    Route("GET", "/", _page("index.html"), PUBLIC, "The young people's app", media="text/html"),
    Route("GET", "/plan", _page("plan.html"), PUBLIC, "The safety plan in the app", media="text/html"),
    Route("GET", "/you", _page("you.html"), PUBLIC, "This phone and what is kept on it", media="text/html"),
    Route("GET", "/shared", _page("shared.html"), PUBLIC, "Where a reader opens what was shared", media="text/html"),
    Route("GET", "/complaints", _page("complaints.html"), PUBLIC, "Tell us what went wrong", media="text/html"),
    Route("GET", "/help", _page("help.html"), PUBLIC, "Help now", media="text/html"),
    Route(
        "GET", "/help/{language}", help_in_a_language, PUBLIC, "Help now, in a language",
        media="text/html", problems=(404,),
    ),
    Route(
        "GET", "/words/{language}", words, PUBLIC, "The app's words in a language",
        answer=Interface, problems=(404,),
    ),
    Route("GET", "/staff", _page("staff.html"), PUBLIC, "The on-call console", media="text/html"),
    Route("GET", "/acknowledge", _page("acknowledge.html"), PUBLIC, "Say that you have a page", media="text/html"),
    Route(
        "GET", "/manifest.webmanifest", _from_root("manifest.webmanifest"), PUBLIC, "The app's manifest",
        media="application/manifest+json",
    ),
    Route(
        "GET", "/manifest-plain.webmanifest", _from_root("manifest-plain.webmanifest"), PUBLIC,
        "The app's manifest under a plain name", media="application/manifest+json",
    ),
    Route("GET", "/sw.js", _from_root("sw.js"), PUBLIC, "The service worker", media="text/javascript"),
    Route(
        "GET", "/staff-sw.js", _from_root("staff-sw.js"), PUBLIC, "The console's service worker",
        media="text/javascript",
    ),
    Route(
        "GET", "/static/{path:.+}", static, PUBLIC, "Static files",
        media="application/octet-stream", problems=(404,),
    ),
]  # fmt: skip
