"""Pages are put together once; a phone that has one is not sent it again, and gets a mended one at once."""

import os
from pathlib import Path

import pytest

from backend.signposting import shipped
from backend.web.content import file
from backend.web.pages import Pages
from tests.conftest import World


@pytest.mark.parametrize(
    "address", ["/", "/plan", "/you", "/help", "/help/ur", "/staff", "/complaints", "/words/pl"]
)
async def test_a_page_that_the_phone_has_is_not_sent_again(world: World, address: str) -> None:
    first = await world.http.get(address)
    assert first.status == 200
    assert (await first.text()).startswith(("<!doctype html>", "{"))

    again = await world.http.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.text()) == (304, "")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "no-cache"

    mended = await world.http.get(address, headers={"If-None-Match": '"an-older-copy"'})
    assert (mended.status, await mended.text()) == (200, await first.text())


def test_how_to_reach_us_is_shown_as_text_and_never_as_markup() -> None:
    page = Pages(shipped.lines(), 'Ring <b>us</b> & "ask"')["complaints.html"].text
    assert "Ring &lt;b&gt;us&lt;/b&gt; &amp; &#34;ask&#34;" in page


@pytest.mark.parametrize("address", ["/", "/static/app/main.js", "/static/tokens.css", "/sw.js", "/words/ur"])
async def test_what_is_text_is_sent_packed_to_whoever_can_unpack_it(world: World, address: str) -> None:
    packed = await world.http.get(address, headers={"Accept-Encoding": "gzip, br"})
    plain = await world.http.get(address, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert await packed.read() == await plain.read()
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"])
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert packed.headers["Vary"] == "Accept-Encoding"


async def test_a_picture_is_sent_as_it_is(world: World) -> None:
    picture = await world.http.get("/static/icons/icon-192.png", headers={"Accept-Encoding": "gzip"})
    assert picture.headers["Content-Type"] == "image/png"
    assert "Content-Encoding" not in picture.headers
    assert (await picture.read()).startswith(b"\x89PNG")


def test_a_file_that_was_mended_is_read_again(tmp_path: Path) -> None:
    script = tmp_path / "some.js"
    script.write_text("one();")
    before = file(script)
    script.write_text("two();")
    os.utime(script, ns=(1, 1))
    assert (file(script).body, file(script).etag == before.etag) == (b"two();", False)
    assert file(script) is file(script)
