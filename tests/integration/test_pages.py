"""Pages are put together once; a phone that has one is not sent it again, and gets a mended one at once."""

import pytest

from backend.signposting import shipped
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
