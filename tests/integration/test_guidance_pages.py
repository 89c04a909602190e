"""The pages to read, as a browser without JavaScript and a printer get them."""

import io
import re
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from pypdf import PdfReader

from backend.app import create_app
from backend.guidance.library import shipped
from backend.guidance.model import Article
from backend.guidance.ringing import ringing
from backend.wiring import build_services
from tests.conftest import World

ARTICLES = [article for article in shipped().values() if article.language == "en"]
HOMES = ["/parents", "/read", "/schools"]
NUMBERS = ["999", "111", "0800 068 4141", "Text SHOUT to 85258", "0800 1111", "116 123"]

each_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)


async def page(world: World, address: str, status: int = 200) -> str:
    response = await world.http.get(address)
    assert response.status == status, address
    assert response.content_type == "text/html"
    assert "Set-Cookie" not in response.headers
    return await response.text()


def shown_numbers(html: str) -> list[str]:
    return re.findall(r'<span class="number">([^<]+)</span>', html)


@pytest.mark.parametrize("home", HOMES)
async def test_a_first_page_says_what_to_do_now_then_when_to_call_then_the_rest(
    world: World, home: str
) -> None:
    html = await page(world, home)
    order = [html.index('class="first-line"'), html.index('id="call-title"'), html.index('class="more"')]
    assert order == sorted(order)
    assert shown_numbers(html) == NUMBERS


async def test_parents_find_four_doors(world: World) -> None:
    html = await page(world, "/parents")
    doors = re.findall(r'<a class="door" href="([^"]+)">([^<]+)</a>', html)
    assert doors == [
        ("/parents/tonight", "Tonight"),
        ("/parents/first-days", "The next days"),
        ("/parents/first-weeks", "The next weeks"),
        ("/parents/back-to-school", "School"),
    ]
    assert "no-store" not in (await world.http.get("/parents")).headers["Cache-Control"]


async def test_every_page_is_one_click_from_its_first_page(world: World) -> None:
    for home in HOMES:
        html = await page(world, home)
        wanted = {article.address for article in ARTICLES if article.address.startswith(home)}
        assert wanted <= set(re.findall(r'href="([^"]+)"', html))


@each_article
async def test_an_article_begins_with_when_to_call_and_is_labelled_as_a_draft(
    world: World, article: Article
) -> None:
    html = await page(world, article.address)
    assert html.index('id="call-title"') < html.index("<article")
    assert shown_numbers(html) == NUMBERS
    assert "not been approved yet" in html[html.index("</section>") : html.index("<article")]
    assert all(note.split(" ")[0] in html for note in article.unverified)
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in html
    assert len(html.encode()) < 25_000


@each_article
async def test_an_article_asks_nothing_of_anybody_and_has_nothing_inline(
    world: World, article: Article
) -> None:
    html = await page(world, article.address)
    loaded = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"]+)"', html)
    assert loaded
    assert all(re.match(r"/static/", address) for address in loaded)
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)", html)
    assert html.count("<table") == 0


@pytest.mark.parametrize("address", ["/parents/tonight", "/read/urges", "/schools/whom-to-tell"])
async def test_a_leaflet_is_one_tagged_sheet_with_the_numbers(world: World, address: str) -> None:
    response = await world.http.get(f"{address}.pdf")
    assert response.status == 200
    assert response.content_type == "application/pdf"
    reader = PdfReader(io.BytesIO(await response.read()))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
    text = reader.pages[0].extract_text()
    assert all(number in text for number in ("999", "0800 068 4141", "116 123"))
    assert address in text.replace("\n", "")


async def test_what_is_not_there_still_gives_the_numbers(world: World) -> None:
    html = await page(world, "/parents/of-nobody", 404)
    assert shown_numbers(html) == NUMBERS
    assert (await world.http.get("/parents/of-nobody.pdf")).status == 404
    # Young people's pages are not found among those of parents, nor the reverse.
    await page(world, "/read/safer-home", 404)


async def test_a_language_that_there_is_not_gives_english(world: World) -> None:
    for odd in ("xx", "../..", "%22%3E%3Cscript%3E", "en-GB"):
        html = await page(world, f"/parents/tonight?language={odd}")
        assert '<html lang="en-GB" dir="ltr">' in html
        assert "<script>" not in html


@pytest.mark.parametrize("host", ['evil"><script>', "a b", "x@y", "a/b"])
async def test_a_host_that_is_no_host_does_not_reach_the_page(world: World, host: str) -> None:
    response = await world.http.get("/parents/tonight", headers={"Host": host})
    html = await response.text()
    assert "<script>" not in html
    assert host not in html


async def test_the_code_leads_to_the_address_that_is_set(world: World) -> None:
    settings = world.services.settings.model_copy(update={"public_url": "https://evenlight.example/"})
    async with TestClient(TestServer(create_app(build_services(settings, clock=world.clock)))) as http:
        html = await (await http.get("/parents/tonight", headers={"Host": "elsewhere.example"})).text()
    assert "https://evenlight.example/parents/tonight" in html
    assert "elsewhere" not in html


async def test_production_shows_no_draft_and_always_the_numbers(world: World, tmp_path: Path) -> None:
    settings = world.services.settings.model_copy(update={"env": "production", "var": tmp_path})
    async with TestClient(TestServer(create_app(build_services(settings, clock=world.clock)))) as http:
        for article in ARTICLES:
            html = await (await http.get(article.address)).text()
            assert shown_numbers(html) == NUMBERS
            assert "<article" not in html
            assert "Nobody has approved these words yet" in html
            assert ringing(article.now) not in html
        home = await (await http.get("/parents")).text()
        assert 'class="door"' not in home
        assert shown_numbers(home) == NUMBERS
        assert (await http.get("/parents/tonight.pdf")).status == 404


async def test_the_pages_open_with_no_store(world: World) -> None:
    settings = world.services.settings.model_copy(
        update={"mongodb_uri": "mongodb://127.0.0.1:1/?replicaSet=rs0"}
    )
    async with TestClient(TestServer(create_app(build_services(settings, clock=world.clock)))) as http:
        assert shown_numbers(await (await http.get("/parents")).text()) == NUMBERS
        assert "<article" in await (await http.get("/parents/tonight")).text()


async def test_a_page_that_nobody_looked_at_in_time_says_so(world: World) -> None:
    world.clock.move(days=200)
    assert "should have been looked at again by 23 May 2027" in await page(world, "/parents/tonight")


def test_an_article_says_where_it_is_read() -> None:
    assert {article.address.split("/")[1] for article in ARTICLES} == {"parents", "read", "schools"}
