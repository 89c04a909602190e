"""The pages to read, in a browser: without scripts, very narrow, very large, on paper; and the editors' page."""

import io
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Error, Page, Request, ViewportSize, expect
from pypdf import PdfReader

from backend.guidance.library import shipped
from backend.identity.model import Role
from tests.conftest import World
from tests.e2e.looking import faults_when_small
from tests.e2e.plans import kept_offline
from tests.factories import PASSWORD, staff

pytestmark = [pytest.mark.browser]

PHONE: ViewportSize = {"width": 360, "height": 740}
ADDRESSES = [
    "/parents",
    "/read",
    "/schools",
    "/parents/of-nobody",
    *(one.address for one in shipped().values()),
]
READ_HERE = """() => caches.open("evenlight-read").then((cache) => cache.keys())
  .then((kept) => kept.map((one) => new URL(one.url).pathname))"""
LOOKED_AT_BY_NIGHT = [
    "/parents",
    "/parents/before-leaving-hospital",
    "/read/urges",
    "/schools/what-to-do",
]


@pytest.fixture
async def context(world: World, browser: Browser) -> AsyncIterator[BrowserContext]:
    made = await browser.new_context(
        base_url=str(world.http.make_url("/")), viewport=PHONE, bypass_csp=True, locale="en-GB"
    )
    asked: list[str] = []
    made.on("request", lambda request: asked.append(request.url))
    yield made
    assert [url for url in asked if not url.startswith(str(world.http.make_url("/")))] == []
    await made.close()


async def test_every_page_is_sound_on_the_smallest_screen(context: BrowserContext) -> None:
    page = await context.new_page()
    for address in ADDRESSES:
        await page.goto(address)
        assert (address, await faults_when_small(page)) == (address, [])


async def test_page_kinds_are_sound_by_night_with_more_contrast_and_from_right_to_left(
    context: BrowserContext,
) -> None:
    page = await context.new_page()
    await page.emulate_media(color_scheme="dark", contrast="more")
    for address in LOOKED_AT_BY_NIGHT:
        await page.goto(address)
        await page.evaluate("() => { document.documentElement.dir = 'rtl'; }")
        assert (address, await faults_when_small(page)) == (address, [])


async def test_without_scripts_a_parent_reads_rings_moves_on_and_leaves(
    world: World, browser: Browser
) -> None:
    context = await browser.new_context(
        base_url=str(world.http.make_url("/")), viewport=PHONE, java_script_enabled=False
    )
    await context.route("**://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    page = await context.new_page()
    for way_in in ("/", "/help"):
        await page.goto(way_in)
        await page.locator("a[href='/read']").click()
        await expect(page.locator("h1")).to_have_text("Things to read")
    await page.goto("/help")
    await page.locator("a[href='/parents']").click()
    await expect(page.locator(".call a[href='tel:999']").first).to_be_visible()
    await page.locator(".door", has_text="Tonight").click()
    await expect(page.locator("h1")).to_have_text("Tonight")
    await expect(page.locator("article")).to_contain_text("I am glad you are here.")
    await page.get_by_role("link", name="the first days").click()
    await expect(page.locator("h1")).to_have_text("The first days")
    await page.goto("/parents/before-leaving-hospital")
    await page.get_by_label("What exactly should we put away at home?").check()
    assert await context.cookies() == []
    await page.locator("#leave").click()
    await expect(page.locator("body")).to_have_text("weather")
    await context.close()


async def test_every_page_prints_on_one_sheet_with_the_numbers_and_the_code(context: BrowserContext) -> None:
    page = await context.new_page()
    for address in (one.address for one in shipped().values()):
        await page.goto(address)
        printed = PdfReader(io.BytesIO(await page.pdf(prefer_css_page_size=True)))
        assert (address, len(printed.pages)) == (address, 1)
        text = printed.pages[0].extract_text()
        assert "116 123" in text
        assert "Leave quickly" not in text
    await page.emulate_media(media="print")
    await expect(page.locator("svg.qr")).to_be_visible()
    size = await page.locator(".numbers .number").first.evaluate(
        "(one) => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert size >= 18  # 14 points in pixels


async def test_ticks_stay_on_the_phone_until_they_are_cleared(context: BrowserContext) -> None:
    page = await context.new_page()
    await page.goto("/parents/before-leaving-hospital")
    question = page.get_by_label("What are my own child's warning signs?")
    await question.check()
    await page.reload()
    await expect(question).to_be_checked()
    await expect(page.locator("#ticks-note")).to_contain_text("kept on this phone only")
    await page.click("#ticks-clear")
    await expect(question).not_to_be_checked()
    await page.reload()
    await expect(question).not_to_be_checked()
    assert await page.evaluate("() => localStorage.length") == 0


async def test_escape_three_times_leaves_and_back_does_not_bring_it_back(
    world: World, browser: Browser
) -> None:
    context = await browser.new_context(base_url=str(world.http.make_url("/")), viewport=PHONE)
    await context.route("**://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    page = await context.new_page()
    await page.goto("/help")
    await page.goto("/read/urges")
    for _ in range(3):
        await page.keyboard.press("Escape")
    await page.wait_for_url("**bbc.co.uk**")
    await page.go_back()
    await expect(page).not_to_have_url("**/read/urges")
    await context.close()


async def test_a_page_that_was_read_opens_without_a_network_until_it_is_withdrawn_or_the_phone_emptied(
    world: World, browser: Browser
) -> None:
    context = await browser.new_context(base_url=str(world.http.make_url("/")), viewport=PHONE)
    page = await context.new_page()
    await page.goto("/")
    await kept_offline(page)
    await page.evaluate(
        "() => caches.open('evenlight-read').then((one) => one.put('/read/of-nobody', new Response('old')))"
    )
    await page.goto("/read/urges")
    await page.goto("/read/of-nobody")
    await expect(page.locator("h1")).to_have_text("There is no such page")
    assert await page.evaluate(READ_HERE) == ["/read/urges"]

    await context.set_offline(True)
    await page.goto("/read/urges")
    await expect(page.locator("h1")).to_have_text("When you want to hurt yourself")
    await expect(page.locator("a[href='tel:999']").first).to_be_visible()
    assert await page.locator(".numbers").evaluate("(one) => getComputedStyle(one).display") == "grid"
    other = await context.new_page()
    with pytest.raises(Error, match="ERR_"):
        await other.goto("/read/sleep")
    await page.goto("/help")
    await page.evaluate("() => import('/static/app/clear-phone.js').then((one) => one.clearPhone())")
    assert await page.evaluate(READ_HERE) == []
    await context.close()


async def signed_in(context: BrowserContext, username: str) -> Page:
    page = await context.new_page()
    await page.goto("/staff")
    await page.fill("#username", username)
    await page.fill("#password", PASSWORD)
    await page.click("#sign-in")
    await page.click("#nav-guidance")
    await expect(page.locator("#guidance li").first).to_be_visible()
    return page


async def test_two_editors_bring_words_to_readers(
    world: World, context: BrowserContext, browser: Browser
) -> None:
    for name in ("Edie", "Omar"):
        await staff(world.services, world.http, name, Role.CONTENT_EDITOR)
    edie = await signed_in(context, "edie")
    assert await faults_when_small(edie) == []
    await edie.get_by_role("link", name="Tonight (English)").click()
    await expect(edie.locator("#state")).to_have_text("Draft as shipped")
    await edie.fill("#writing-title", "The first night")
    await edie.fill("#writing-body", "Stay near. It was a cry for help. Ring [999](tel:999).")
    await edie.click("[data-part=save]")
    await expect(edie.locator("#findings")).to_contain_text("Distress is never for effect.")
    await edie.click("[data-part=submit]")
    await expect(edie.locator("#guidance-problem")).to_contain_text("break a rule")
    await edie.fill("#writing-body", "Stay near. Ring [999](tel:999).")
    await edie.click("[data-part=save]")
    await expect(edie.locator("#findings")).to_have_count(0)
    assert await faults_when_small(edie) == []
    await edie.click("[data-part=submit]")
    await expect(edie.locator("#own-words")).to_be_visible()
    await expect(edie.locator("[data-part=approve]")).to_have_count(0)

    other = await browser.new_context(base_url=str(world.http.make_url("/")), viewport=PHONE, bypass_csp=True)
    omar = await signed_in(other, "omar")
    await omar.get_by_role("link", name="The first night (English)").click()
    await expect(omar.locator("#words-now")).to_contain_text("Stay near.")
    assert await faults_when_small(omar) == []
    await omar.fill("#note", "Read with a parent")
    await omar.click("[data-part=approve]")
    await omar.click("[data-part=publish]")
    await expect(omar.locator("#state")).to_have_text("Published")
    await expect(omar.locator("[data-key='1']")).to_contain_text("Read with a parent")
    await omar.goto("/parents/tonight")
    await expect(omar.locator("h1")).to_have_text("The first night")
    await expect(omar.locator(".about")).to_contain_text("Approved by Omar")
    await other.close()


async def test_a_safety_text_is_put_forward_and_read_whole(world: World, context: BrowserContext) -> None:
    await staff(world.services, world.http, "Edie", Role.CONTENT_EDITOR)
    page = await signed_in(context, "edie")
    await page.get_by_role("link", name="What the service says in the chat (English)").click()
    await expect(page.locator("pre.words")).to_contain_text("I am a computer program")
    await page.click("[data-part=begin]")
    await page.click("[data-part=submit]")
    await expect(page.locator("#state")).to_have_text("Waits for a second person")
    assert await faults_when_small(page) == []


@pytest.mark.parametrize("address", ["/parents", "/parents/faith-and-culture", "/read/when-i-tell-someone"])
async def test_a_page_with_all_it_loads_is_light(context: BrowserContext, address: str) -> None:
    page = await context.new_page()
    answered: list[Request] = []

    def note(request: Request) -> None:
        answered.append(request)

    page.on("requestfinished", note)
    await page.goto(address, wait_until="networkidle")
    sizes = [await one.sizes() for one in answered]
    assert len(sizes) > 6
    assert sum(one["responseHeadersSize"] + one["responseBodySize"] for one in sizes) < 50_000
