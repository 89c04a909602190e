"""The pages to read in other languages: the frame and when to call in the language, the article in English."""

import html as markup
import re
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from backend.app import create_app
from backend.core.languages import LANGUAGES
from backend.guidance.model import PLACES, Audience
from backend.guidance.ringing import ringing
from backend.guidance.words import page_words
from backend.wiring import build_services
from tests.conftest import World

OTHERS = [language for language in LANGUAGES if language != "en"]
ARTICLES = {
    Audience.PARENTS: "tonight",
    Audience.YOUNG_PEOPLE: "urges",
    Audience.SCHOOLS: "whom-to-tell",
}

each_language = pytest.mark.parametrize("language", OTHERS)
each_audience = pytest.mark.parametrize("audience", Audience)


async def page(world: World, address: str, status: int = 200) -> str:
    response = await world.http.get(address)
    assert response.status == status, address
    return markup.unescape(await response.text())


def frame(html: str) -> str | None:
    found = re.search(r"<html ([^>]*)>", html)
    return found and found[1]


def offered(html: str) -> list[tuple[str, ...]]:
    nav = re.search(r'<nav class="languages[^>]*>(.*?)</nav>', html, re.DOTALL)
    links = re.findall(
        r'<a href="([^"]+)" hreflang="([^"]+)" lang="([^"]+)" dir="([^"]+)"', nav[1] if nav else ""
    )
    return [tuple(link) for link in links]


@each_language
@each_audience
async def test_a_page_says_when_to_call_in_the_language_and_the_article_is_marked_as_english(
    world: World, language: str, audience: Audience
) -> None:
    html = await page(world, f"{PLACES[audience]}/{ARTICLES[audience]}?language={language}")
    words, ltr = page_words(language), LANGUAGES[language].dir
    assert frame(html) == f'lang="{language}" dir="{ltr}"'
    block = html[html.index('id="call"') : html.index("</section>")]
    for step in words.call[audience].steps:
        assert step.do in block
        assert all(markup.unescape(ringing(line)) in block for line in step.when)
    for link in (
        "tel:999",
        "tel:111",
        "tel:08000684141",
        "sms:85258?body=SHOUT",
        "tel:08001111",
        "tel:116123",
    ):
        assert f'href="{link}"' in block
    assert f"“I speak {LANGUAGES[language].english}. Is there an interpreter?”" in block
    assert html.index(words.ui["english_only"]) < html.index("<article")
    assert '<article class="words" id="onward" lang="en-GB" dir="ltr"' in html
    assert '<h1 lang="en-GB" dir="ltr">' in html
    assert len(html.encode()) < 50_000


@each_language
@each_audience
async def test_a_first_page_is_in_the_language_and_its_english_titles_say_so(
    world: World, language: str, audience: Audience
) -> None:
    html = await page(world, f"{PLACES[audience]}?language={language}")
    words = page_words(language)
    assert f'<h1 lang="{language}" dir="{LANGUAGES[language].dir}">{words.places[audience].name}</h1>' in html
    assert markup.unescape(ringing(words.places[audience].now)) in html
    more = html[html.index('class="more"') :]
    assert re.findall(r'lang="(\S+)" dir="(\S+)"', more) == [("en-GB", "ltr")] * more.count("<li>")


@pytest.mark.parametrize("address", ["/parents", "/read/urges", "/schools", "/parents/tonight"])
async def test_every_page_leads_to_itself_in_each_language_by_its_own_name(
    world: World, address: str
) -> None:
    english = await page(world, address)
    links = offered(english)
    assert [link[2] for link in links] == ["en-GB", *OTHERS]
    assert all(f">{one.name}</a>" in english for one in LANGUAGES.values())
    for (href, hreflang, lang, direction), one in zip(links, LANGUAGES.values(), strict=True):
        assert href == (address if one.code == "en" else f"{address}?language={one.code}")
        assert (hreflang, direction) == (lang, one.dir)
        html = await page(world, href)
        assert frame(html) == f'lang="{lang}" dir="{direction}"'
        assert offered(html) == links
        assert re.findall(r'<a href="([^"]+)"[^>]*aria-current="page">[^<]', html)[0] == href


@each_language
async def test_whoever_reads_on_stays_in_the_language(world: World, language: str) -> None:
    html = await page(world, f"/parents/tonight?language={language}")
    without_languages = re.sub(r'<nav class="languages.*?</nav>', "", html, flags=re.DOTALL)
    ours = re.findall(r'href="(/(?:parents|read|schools)[^"]*)"', without_languages)
    assert len(ours) > 6
    assert [href for href in ours if not href.endswith(f"?language={language}")] == []
    home = await page(world, f"/parents?language={language}")
    assert f'href="/help/{language}"' in home


@each_language
async def test_where_there_is_no_page_the_numbers_are_said_in_the_language(
    world: World, language: str
) -> None:
    html = await page(world, f"/parents/of-nobody?language={language}", 404)
    words = page_words(language)
    assert words.ui["missing"] in html
    assert words.call[Audience.PARENTS].steps[0].do in html
    assert offered(html)[0][0] == "/parents"


async def test_production_shows_no_draft_language_and_offers_none(world: World, tmp_path: Path) -> None:
    settings = world.services.settings.model_copy(update={"env": "production", "var": tmp_path})
    async with TestClient(TestServer(create_app(build_services(settings, clock=world.clock)))) as http:
        for address in ("/parents", "/parents/tonight", "/read", "/schools/whom-to-tell"):
            for language in OTHERS:
                html = await (await http.get(f"{address}?language={language}")).text()
                assert frame(html) == 'lang="en-GB" dir="ltr"'
                assert offered(html) == []
                assert "Ring 111 and choose option 2, day or night" in html
