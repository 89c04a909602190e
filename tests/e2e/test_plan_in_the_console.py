"""A young person shows steps of their plan to the team: it is read in the console, and words are offered there."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from backend.demo import DEMO_PASSWORD
from benchmarks.house import House
from tests.e2e.looking import DESK
from tests.e2e.plans import Watched, add_words, new_phone, open_plan, synced
from tests.e2e.test_accessibility import check, close_everything

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

PICTURE = "backend/web/static/icons/icon-192.png"


@pytest.fixture
async def phone(house: House, browser: Browser) -> AsyncIterator[Page]:
    """A plan of two steps, the second with a picture, and a person asked for."""
    page, watched = await new_phone(house, browser)
    await open_plan(page, house)
    await add_words(page, 1, "I go quiet")
    await page.evaluate("() => { location.hash = '#step/2'; }")
    await page.click("#add")
    await page.fill("#entry-text", "Music")
    await page.set_input_files("#picture-file", PICTURE)
    await expect(page.locator(".picture-list canvas")).to_be_visible()
    await page.click("#save")
    await synced(page)
    await page.click("#want-person")
    await expect(page.locator("#status")).to_contain_text("Nobody from the team has seen this yet")
    yield page
    assert watched.wrong == []
    await page.context.close()


@pytest.fixture
async def console(house: House, browser: Browser, phone: Page) -> AsyncIterator[Page]:
    """Maya, at the newest request: the house may have others open."""
    context = await browser.new_context(viewport=DESK, locale="en-GB", timezone_id="Europe/London")
    watched = Watched(context, house)
    page = await context.new_page()
    await page.goto(f"{house.url}/staff")
    await page.fill("#username", "maya")
    await page.fill("#password", DEMO_PASSWORD)
    await page.click("#sign-in")
    await page.locator("#unacknowledged a[href^='#/escalations/']").last.click()
    await expect(page.locator("#conversation-title")).to_be_visible()
    yield page
    await close_everything(house, context)
    assert watched.wrong == []
    await context.close()


async def show_step_2(phone: Page, house: House) -> None:
    await open_plan(phone, house, "#share")
    await phone.check("input[name=step][value='2']")
    await phone.click("#share-team")
    await expect(phone.locator("#shares")).to_contain_text("On-call team")


async def test_maya_reads_what_is_shown_while_it_is_and_the_owner_sees_that_she_did(
    house: House, phone: Page, console: Page
) -> None:
    panel = console.locator(".plan-shown")
    await expect(panel).to_have_count(0)
    await show_step_2(phone, house)
    await expect(panel.get_by_role("heading", name="They have shown you their plan")).to_be_visible()
    await expect(console.locator("#plan-seen")).to_contain_text("they see in their list that you read it")
    await phone.reload()
    await expect(phone.locator("#view")).to_contain_text("Nobody has looked so far")

    await console.locator("#plan-open").press("Enter")
    await expect(console.locator("#plan-steps")).to_contain_text("Music")
    await expect(console.locator("#plan-steps")).not_to_contain_text("I go quiet")
    await expect(console.locator("#plan-steps canvas")).to_have_js_property("width", 192)
    await phone.reload()
    await expect(phone.locator("#readings")).to_contain_text("Maya, on-call team read this on")

    await phone.get_by_role("button", name="End this for On-call team").click()
    await expect(panel).to_have_count(0)


async def test_words_that_maya_offers_are_in_the_plan_once_the_owner_takes_them(
    house: House, phone: Page, console: Page
) -> None:
    await show_step_2(phone, house)
    await console.locator("#plan-open").click()
    await console.locator(".offer summary").press("Enter")
    await expect(console.locator("#offer-hint")).to_contain_text("Only they decide")
    await expect(console.locator("#offer-step option[value='6']")).to_have_count(0)
    await console.locator("#offer-step").select_option("2")
    await console.fill("#offer-text", "A walk with Sam")
    await check(console)
    await console.locator("#offer-text").press("Tab")
    await console.keyboard.press("Enter")
    await expect(console.locator("#offer-done")).to_contain_text("They decide")

    await open_plan(phone, house)
    await phone.reload()
    await phone.get_by_role("link", name="Look at them").click()
    await phone.get_by_role("button", name="Take them into my plan").click()
    await phone.evaluate("() => { location.hash = '#step/2'; }")
    await expect(phone.locator(".entry", has_text="A walk with Sam")).to_be_visible()
