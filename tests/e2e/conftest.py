"""One whole service for the run, started as its users start it, and a browser."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, Page, async_playwright

from benchmarks.house import House, running_house
from tests.e2e.plans import new_phone
from tests.e2e.you import fresh_phone

# Chromium looks for addresses of its own at every start; none of that is the service's.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    with running_house(with_bot=True) as running:
        running.wait_for_bot()
        yield running


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield launched
        await launched.close()


@pytest.fixture
async def phone(house: House, browser: Browser) -> AsyncIterator[Page]:
    page, watched = await new_phone(house, browser)
    yield page
    assert watched.wrong == []
    await page.context.close()


@pytest.fixture
async def other_phone(house: House, browser: Browser) -> AsyncIterator[Page]:
    """Return a phone on which nobody has begun."""
    page, watched = await fresh_phone(house, browser)
    yield page
    assert watched.wrong == []
    await page.context.close()
