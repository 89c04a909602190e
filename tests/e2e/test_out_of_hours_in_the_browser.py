"""Nobody on call: a small phone says so before anything is written, with numbers, and there is room left to write."""

import pytest
from playwright.async_api import Browser, expect

from tests.conftest import World
from tests.e2e.console import browsing
from tests.e2e.looking import nothing_is_wrong

pytestmark = [pytest.mark.browser]


async def test_out_of_hours_is_said_before_the_first_word(world: World, browser: Browser) -> None:
    async with browsing(browser, world) as context:
        page = await context.new_page()
        await page.goto(str(world.http.make_url("/")))
        await page.click("#go-on")
        await page.get_by_label("13 to 15").check()
        await page.click("#start")
        await expect(page.locator("#status")).to_contain_text("Nobody from the team is on call now.")
        await expect(page.get_by_role("link", name="999").first).to_be_in_viewport()
        await expect(page.get_by_role("textbox")).to_be_in_viewport()
        await nothing_is_wrong(page)
