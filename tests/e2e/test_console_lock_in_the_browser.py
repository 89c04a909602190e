"""A console that nobody uses covers what it shows, goes on listening, and loses nothing that was typed."""

import pytest
from playwright.async_api import Browser, expect

from tests.conftest import World
from tests.e2e.console import browsing, console_of, faults
from tests.factories import DISCLOSURE, PASSWORD, staff, young_person

pytestmark = [pytest.mark.browser]


async def test_after_half_an_hour_without_use_only_the_count_shows_until_somebody_signs_in_again(
    world: World, browser: Browser
) -> None:
    await staff(world.services, world.http, "Maya")
    await (await young_person(world.http, nickname="Kit")).say(DISCLOSURE)
    async with browsing(browser, world) as context:
        await context.clock.install()
        page = await console_of(context, world, "Maya")
        await page.locator("li.escalation a").first.click()
        await page.get_by_role("button", name="Take over").first.click()
        await page.fill("#reply", "My name is Maya")

        await context.clock.fast_forward("29:00")
        await expect(page.locator("#reply")).to_be_visible()
        await context.clock.fast_forward("02:00")
        await expect(page.locator("#locked-title")).to_be_visible()
        await expect(page.locator("main")).to_be_hidden()
        await (await young_person(world.http, nickname="Robin")).say(DISCLOSURE)
        await expect(page.locator("#locked-waiting")).to_have_text("1 request for a person is waiting.")
        assert await faults(page) == []

        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        await page.go_back()
        await page.go_forward()
        await expect(page.locator("#locked-title")).to_be_visible()
        await page.reload()
        await expect(page.locator("#locked-title")).to_be_visible()
        await expect(page.locator("main")).to_be_hidden()

        await page.fill("#unlock #password", PASSWORD)
        await page.click("#unlock #sign-in")
        await expect(page.locator("#locked")).to_have_count(0)
        await expect(page.locator("#reply")).to_have_value("My name is Maya")

        # As a tab that is closed: the browser opens it again with what it kept.
        await page.goto("about:blank")
        await context.clock.fast_forward("31:00")
        await page.goto(str(world.http.make_url("/staff")))
        await expect(page.locator("#locked-title")).to_be_visible()
