"""The console as somebody has it open, for tests that move the clock; read by the browser tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.conftest import World
from tests.e2e.looking import DESK, axe, faults_when_small
from tests.factories import PASSWORD

PHONE: ViewportSize = {"width": 360, "height": 740}


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
    """Return what axe finds on a desk, and what is wrong on the smallest screen."""
    await page.set_viewport_size(DESK)
    found = await axe(page)
    await page.set_viewport_size(PHONE)
    return found + await faults_when_small(page)
