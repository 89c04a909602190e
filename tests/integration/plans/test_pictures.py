"""A picture is made anew from its pixels; what is no picture, or too much of one, is refused."""

from io import BytesIO

import pytest
from PIL import Image

from safety_plans.limits import MAX_PICTURE_BYTES, MAX_PICTURES_KEPT
from tests.conftest import World
from tests.planning import Planner, entry, picture, plan, planner

CANARY = "CANARY-51.8787,-0.4200"


@pytest.fixture
async def kit(world: World) -> Planner:
    return await planner(world)


def located() -> bytes:
    """Return a photo that says where it was taken, and in a comment by whom."""
    exif = Image.Exif()
    exif[0x010E] = CANARY
    exif[0x0112] = 6  # Taken with the phone turned.
    written = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(written, "JPEG", exif=exif, comment=CANARY.encode())
    assert CANARY.encode() in written.getvalue()
    return written.getvalue()


async def test_what_was_hidden_in_the_file_is_gone_and_the_picture_is_upright(kit: Planner) -> None:
    assert (await kit.keeps("cat", located())).status == 201
    response = await kit.call("GET", "/pictures/cat")
    raw = await response.read()
    assert (response.content_type, response.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert CANARY.encode() not in raw
    assert Image.open(BytesIO(raw)).size == (40, 60)


@pytest.mark.parametrize(
    ("format_", "media"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
async def test_each_kind_that_is_taken_comes_back(kit: Planner, format_: str, media: str) -> None:
    kept = await (await kit.keeps("cat", picture(format_=format_), media)).json()
    assert kept == {"id": "cat", "media": "image/jpeg", "width": 40, "height": 40, "bytes": kept["bytes"]}


async def test_a_drawing_with_see_through_parts_keeps_them(kit: Planner) -> None:
    written = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(written, "PNG")
    kept = await (await kit.keeps("cat", written.getvalue(), "image/png")).json()
    assert kept["media"] == "image/webp"


async def test_a_large_photo_is_made_smaller(kit: Planner) -> None:
    kept = await (await kit.keeps("cat", picture(4000))).json()
    assert (kept["width"], kept["height"]) == (2048, 2048)


async def test_the_same_again_changes_nothing_and_another_under_its_id_is_refused(kit: Planner) -> None:
    first = await (await kit.keeps("cat", picture())).json()
    assert await (await kit.keeps("cat", picture())).json() == first
    assert (await kit.keeps("cat", picture(50))).status == 409
    assert (await kit.call("DELETE", "/pictures/cat")).status == 204
    assert (await kit.call("GET", "/pictures/cat")).status == 404
    assert (await kit.call("DELETE", "/pictures/cat")).status == 404
    assert (await kit.keeps("cat", picture(50))).status == 201


def bomb() -> bytes:
    """Return a small file that would be a very large picture."""
    written = BytesIO()
    Image.new("1", (12_000, 12_000)).save(written, "PNG")
    assert len(written.getvalue()) < MAX_PICTURE_BYTES
    return written.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"GIF89a" + b"\0" * 40,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"\xff\xd8\xff\xe0" + b"\0" * 500,
        picture()[:200],
        picture(format_="PNG")[:60],
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 1000,
        b"RIFF\xff\xff\xff\xffWEBPVP8 " + b"\xff" * 100,
        b"%PDF-1.7 CANARY",
    ],
    ids=range(9),
)
async def test_what_is_no_picture_is_refused_whatever_it_calls_itself(kit: Planner, raw: bytes) -> None:
    response = await kit.keeps("cat", raw)
    assert response.status == 422
    assert (await response.json())["errors"] == [
        {"field": "body", "reason": "is not a JPEG, PNG or WebP picture that can be read"}
    ]
    assert (await kit.call("GET", "/pictures/cat")).status == 404


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
async def test_a_small_file_with_too_many_pixels_is_refused_before_it_is_decoded(kit: Planner) -> None:
    response = await kit.keeps("cat", bomb(), "image/png")
    assert response.status == 422
    assert "pixels" in (await response.json())["errors"][0]["reason"]


async def test_ten_megabytes_are_too_large_and_other_kinds_are_not_taken(kit: Planner) -> None:
    async def chunks() -> object:
        for _ in range(10):
            yield b"\xff" * 1024 * 1024

    response = await kit.call("PUT", "/pictures/cat", data=chunks(), headers={"Content-Type": "image/jpeg"})
    assert response.status == 413
    assert (await kit.keeps("cat", picture(), "image/gif")).status == 415
    assert (await kit.keeps("cat", b"{}", "application/json")).status == 415
    assert (await kit.keeps("a.b", picture())).status == 404


async def test_so_many_fit_and_no_more(world: World, kit: Planner) -> None:
    await kit.keeps("cat", picture())
    stored = await world.services.mongo.db.plan_pictures.find_one({"picture_id": "cat"})
    assert stored is not None
    copies = [stored | {"_id": f"c{n}", "picture_id": f"c{n}"} for n in range(MAX_PICTURES_KEPT - 1)]
    await world.services.mongo.db.plan_pictures.insert_many(copies)
    response = await kit.keeps("one-more", picture())
    assert (response.status, (await response.json())["errors"][0]["most"]) == (422, MAX_PICTURES_KEPT)


async def test_pictures_are_their_owners_alone_and_sealed(world: World, kit: Planner) -> None:
    await kit.keeps("cat", picture())
    await kit.writes(plan(step_7=[entry("a", pictures=["cat"])]), 0)
    other = await planner(world)
    assert (await other.call("GET", "/pictures/cat")).status == 404
    assert (await other.call("DELETE", "/pictures/cat")).status == 404
    stored = await world.services.mongo.db.plan_pictures.find_one({})
    assert stored is not None
    assert b"JFIF" not in bytes(stored["sealed"])


async def test_deleting_the_plan_deletes_its_pictures(kit: Planner) -> None:
    await kit.keeps("cat", picture())
    await kit.writes(plan(), 0)
    await kit.call("DELETE", "")
    assert (await kit.call("GET", "/pictures/cat")).status == 404
