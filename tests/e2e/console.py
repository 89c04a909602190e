"""The console as somebody has it open, for tests that move the clock; read by the browser tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.conftest import World
from tests.factories import PASSWORD

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}


@asynccontextmanager
async def browsing(
    browser: Browser, world: World, size: ViewportSize = PHONE
) -> AsyncIterator[BrowserContext]:
    """Open a browser of its own; what goes wrong in a page, or asks another origin, fails the test."""
    context = await browser.new_context(
        viewport=size, bypass_csp=True, locale="en-GB", timezone_id="Europe/London"
    )
    wrong: list[str] = []
    ours = str(world.http.make_url("/"))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("request", lambda one: None if one.url.startswith(ours) else wrong.append(one.url))
    try:
        yield context
    finally:
        await context.close()
    assert wrong == []


async def console_of(context: BrowserContext, world: World, name: str) -> Page:
    """Open the console in a new tab and sign in."""
    page = await context.new_page()
    await page.goto(str(world.http.make_url("/staff")))
    await page.fill("#username", name.lower())
    await page.fill("#password", PASSWORD)
    await page.click("#sign-in")
    await expect(page.locator("#nav")).to_be_visible()
    return page


async def faults(page: Page) -> list[str]:
    """Return what axe finds, on a phone and on a desk, and what runs off a phone's screen."""
    found = []
    for size in (DESK, PHONE):
        await page.set_viewport_size(size)
        result = await Axe().run(page)
        found += [f"{one['id']}: {one['nodes'][0]['html']}" for one in result.response["violations"]]
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{wide} px too wide"] if wide > 0 else [])


async def nothing_is_wrong(page: Page) -> None:
    """Fail for what axe finds on the screen as it is, or for what runs off it."""
    found = (await Axe().run(page)).response["violations"]
    assert [one["id"] for one in found] == []
    width = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width <= 1
