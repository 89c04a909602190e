"""HTTP for the pictures of a plan."""

from aiohttp import web
from pydantic import BaseModel

from backend.core.routes import Call, Reply, Route
from backend.identity.policies import YOUNG_PERSON, caller
from backend.plans.pictures.image import Picture
from backend.plans.pictures.service import PictureService
from safety_plans.limits import MAX_PICTURE_BYTES

PICTURES = web.AppKey("plan_pictures", PictureService)

TAKEN = ("image/jpeg", "image/png", "image/webp")
ADDRESS = "/v1/plan/pictures/{picture_id}"


class PictureView(BaseModel):
    """What was kept: made anew from its pixels, so that the size may differ from what was sent."""

    id: str
    media: str
    width: int
    height: int
    bytes: int


async def put(call: Call) -> PictureView:
    """Keep a picture."""
    picture_id = call.path("picture_id")
    picture = await call.request.app[PICTURES].add(caller(call).id, picture_id, call.body)
    return PictureView(
        id=picture_id,
        media=picture.media,
        width=picture.width,
        height=picture.height,
        bytes=len(picture.data),
    )


async def get(call: Call) -> web.StreamResponse:
    """Show a picture."""
    return picture_response(await call.request.app[PICTURES].get(caller(call).id, call.path("picture_id")))


async def remove(call: Call) -> Reply:
    """Remove a picture."""
    await call.request.app[PICTURES].remove(caller(call).id, call.path("picture_id"))
    return Reply(None, 204)


def picture_response(picture: Picture) -> web.Response:
    """Return a picture as a body that no cache keeps."""
    return web.Response(body=picture.data, content_type=picture.media, headers={"Cache-Control": "no-store"})


ROUTES = [
    Route(
        "PUT", ADDRESS, put, YOUNG_PERSON, "Keep a picture for my plan",
        raw=TAKEN, max_body_bytes=MAX_PICTURE_BYTES, answer=PictureView, status=201, problems=(404, 409),
    ),
    Route("GET", ADDRESS, get, YOUNG_PERSON, "A picture of my plan", media="image/*", problems=(404,)),
    Route("DELETE", ADDRESS, remove, YOUNG_PERSON, "Remove a picture", status=204, problems=(404,)),
]  # fmt: skip
