"""The list of escalations: what its words mean, and a key that is shown only where it acts."""

import pytest
from playwright.async_api import Browser, Route, expect

from tests.conftest import World
from tests.e2e.console import browsing, console_of, faults
from tests.factories import DISCLOSURE, staff, young_person

pytestmark = [pytest.mark.browser]


async def test_a_key_is_shown_where_it_acts_and_now_and_today_are_explained(
    world: World, browser: Browser
) -> None:
    await staff(world.services, world.http, "Maya")
    await (await young_person(world.http, nickname="Kit")).say(DISCLOSURE)
    world.clock.move(seconds=5)
    await (await young_person(world.http, nickname="Robin")).want_person()
    async with browsing(browser, world) as context:
        page = await console_of(context, world, "Maya")
        legend = page.get_by_role("region", name="What Now and Today mean")
        await expect(legend.get_by_role("term")).to_have_text(["Now", "Today"])
        await expect(legend).to_contain_text("They do not say how much danger there is.")

        rows = page.locator("li.escalation")
        await expect(rows).to_have_count(2)
        await expect(page.locator("[aria-keyshortcuts=a]")).to_have_count(1)
        await expect(rows.first.locator("[aria-keyshortcuts=a]")).to_have_count(1)
        await page.keyboard.press("j")
        await page.keyboard.press("j")
        await expect(rows.nth(1).locator("[aria-keyshortcuts=a]")).to_have_count(1)
        await page.set_viewport_size({"width": 1280, "height": 800})
        await expect(page.locator("li.escalation kbd:visible")).to_have_count(1)
        assert await faults(page) == []

        await page.keyboard.press("a")
        await expect(page.locator("#one-standing")).to_contain_text("Acknowledged")
        await expect(page.locator("h1")).to_contain_text("Robin")


async def test_a_read_is_tried_again_while_the_store_has_no_leader(world: World, browser: Browser) -> None:
    await staff(world.services, world.http, "Maya")
    answers = iter([503])

    async def fail_once(route: Route) -> None:
        status = next(answers, None)
        await (route.fulfill(status=status, json={}) if status else route.continue_())

    async with browsing(browser, world) as context:
        page = await console_of(context, world, "Maya")
        await page.route("**/v1/staff/escalations?state=closed", fail_once)
        await page.get_by_role("link", name="Closed").click()
        await expect(page.get_by_text("None yet.")).to_be_visible()
    assert next(answers, None) is None
