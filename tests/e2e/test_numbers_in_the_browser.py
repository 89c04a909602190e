"""The numbers as a supervisor meets them: plots, tables beneath, a file to take away, and a drill."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from backend.identity.model import Role
from tests.conftest import World
from tests.e2e.looking import nothing_is_wrong
from tests.factories import PASSWORD, on_call, staff, young_person

pytestmark = [pytest.mark.browser]


@pytest.fixture
async def page(world: World, browser: Browser) -> AsyncIterator[Page]:
    """Ruth, a supervisor, at the numbers of an evening with six requests."""
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    for _ in range(6):
        await (await young_person(world.http)).want_person()
    await world.worker_runs()
    context = await browser.new_context(base_url=str(world.http.make_url("/")), bypass_csp=True)
    made = await context.new_page()
    await made.goto("/staff#/numbers")
    await made.fill("#username", "ruth")
    await made.fill("#password", PASSWORD)
    await made.click("#sign-in")
    await expect(made.locator("#numbers-total")).to_be_visible()
    yield made
    await context.close()


async def test_each_plot_has_its_numbers_in_a_table_that_can_be_read_out(page: Page) -> None:
    await expect(page.locator("#numbers-total")).to_contain_text("Requests for a person: 5 to 9.")
    await expect(page.locator("#numbers-gaps")).to_have_text(
        "Somebody was on call all the time. Counted from Mon 23 November 2026, 20:10 (UK time)."
    )
    assert await page.locator("svg.plot rect").count() == 6, "a week and an hour, with three bars each"
    await expect(page.get_by_role("table", name="By week")).to_be_visible()
    await expect(page.get_by_role("table", name="By hour of the day")).to_contain_text("21:00")
    await nothing_is_wrong(page)


async def test_the_numbers_are_taken_away_as_a_file(page: Page) -> None:
    async with page.expect_download() as download:
        await page.click("#numbers-csv")
    text = (await (await download.value).path()).read_text()
    assert text.startswith("by,label,count")
    assert "all,all,5 to 9" in text


async def test_a_period_the_wrong_way_round_is_told(page: Page) -> None:
    await page.fill("#from", "2026-11-20")
    await page.fill("#until", "2026-11-01")
    await page.get_by_role("button", name="Show").click()
    await expect(page.locator("#numbers-problem")).to_contain_text("before the last")


async def test_a_supervisor_runs_a_drill(world: World, page: Page) -> None:
    await page.click("#drill-run")
    for _ in range(100):
        await world.worker_runs()
        if await page.locator("ol#drills li").count():
            break
        await asyncio.sleep(0.1)
    await expect(page.locator("ol#drills")).to_contain_text("its page went out after")
