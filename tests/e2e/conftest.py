"""One whole service for the run, started as its users start it, and a browser."""

import os
from collections.abc import AsyncIterator, Iterator

import pymongo
import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

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

# A machine that runs two files side by side can be slow; what is waited for is a state, so patience costs nothing.
expect.set_options(timeout=15_000)


# How often a browser test that failed is tried again: a shared machine can leave a browser waiting longer than anybody
# would. It is listed at the end of the run. Tests of what must never be lost are tried once, wherever they run.
RETRIES = int(os.environ.get("EVENLIGHT_BROWSER_RETRIES", "0"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if RETRIES and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=RETRIES))


@pytest.fixture(scope="session")
def house_of_the_run() -> Iterator[House]:
    """Return one service for all files that a process runs: its bot takes a while to start."""
    with running_house(with_bot=True) as running:
        running.wait_for_bot()
        yield running


@pytest.fixture(scope="module")
def house(house_of_the_run: House) -> Iterator[House]:
    """Return the service with nobody waiting, whichever file ran before: personas alone leave dozens of requests."""
    yield house_of_the_run
    with pymongo.MongoClient[dict[str, object]](house_of_the_run.mongodb_uri) as client:
        for collection in ("pages", "console_notices", "receipts", "escalations"):
            client["evenlight"][collection].delete_many({})


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
