"""The complaints page and the console's list of complaints, as people meet them."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from backend.identity.model import Role
from tests.conftest import World
from tests.e2e.looking import nothing_is_wrong
from tests.factories import PASSWORD, staff

pytestmark = [pytest.mark.browser]

WORDS = "Nobody answered my message for an hour."


@pytest.fixture
async def context(world: World, browser: Browser) -> AsyncIterator[BrowserContext]:
    made = await browser.new_context(
        base_url=str(world.http.make_url("/")), viewport={"width": 360, "height": 740}, bypass_csp=True
    )
    yield made
    await made.close()


async def sent(page: Page) -> str:
    """Send a complaint and return its reference."""
    await page.goto("/complaints")
    await page.fill("#text", WORDS)
    await page.click("#send")
    await expect(page.locator("#sent")).to_be_visible()
    return str(await page.locator("#reference").text_content())


async def test_a_complaint_is_sent_its_reference_shown_once_and_its_standing_looked_up(
    context: BrowserContext,
) -> None:
    page = await context.new_page()
    reference = await sent(page)
    await nothing_is_wrong(page)
    await page.reload()
    await expect(page.locator("#reference")).not_to_have_text(reference)
    await page.fill("#typed", reference.lower())
    await page.click("#look")
    await expect(page.locator("#standing")).to_contain_text("Nobody has said yet that they have read it")
    await nothing_is_wrong(page)


async def test_in_urdu_it_is_sent_and_answered_in_urdu_and_what_was_typed_stays(
    context: BrowserContext,
) -> None:
    page = await context.new_page()
    await page.goto("/complaints")
    await page.fill("#text", WORDS)
    await page.get_by_role("link", name="اردو").click()
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(page.locator("#text")).to_have_value(WORDS)
    await expect(page.locator("h1")).to_have_text("ہمیں بتائیں کہ کیا غلط ہوا")
    await expect(page).to_have_title("ہمیں بتائیں کہ کیا غلط ہوا")
    assert await page.locator("[data-say][lang='en-GB']").count() == 0
    await page.click("#send")
    await expect(page.locator("#acknowledge-by")).to_contain_text("ہم نے اسے پڑھ لیا ہے")
    await nothing_is_wrong(page)
    assert await page.evaluate("() => localStorage.length") == 0
    await expect(page.locator(".bar a[href='/help/ur']")).to_be_visible()
    await page.get_by_role("link", name="English").click()
    await expect(page.locator("h1")).to_have_text("Tell us what went wrong")


async def test_when_the_service_is_down_the_words_stay_and_other_ways_are_named(
    context: BrowserContext,
) -> None:
    page = await context.new_page()
    await page.goto("/complaints")
    await page.fill("#text", WORDS)
    await context.set_offline(offline=True)
    await page.click("#send")
    await expect(page.locator("#problem")).to_contain_text("Your words are still here")
    await expect(page.locator("#text")).to_have_value(WORDS)
    await expect(page.locator("#other-ways")).not_to_be_empty()
    await context.set_offline(offline=False)
    await page.reload()
    await expect(page.locator("#text")).to_have_value(WORDS)


async def test_a_supervisor_answers_in_the_console_and_others_see_no_way_there(
    world: World, context: BrowserContext
) -> None:
    reference = await sent(await context.new_page())
    for name, role in (("Ruth", Role.SUPERVISOR), ("Maya", Role.ON_CALL)):
        await staff(world.services, world.http, name, role)
    world.clock.move(days=31)
    page = await signed_in(context, "ruth")
    await page.click("#nav-complaints")
    await expect(page.locator("#complaints")).to_contain_text(WORDS)
    await expect(page.locator("#complaints-overdue")).to_contain_text("1 complaint is overdue")
    await nothing_is_wrong(page)
    await page.get_by_label("Answer").fill("We are sorry.")
    await page.get_by_role("button", name="Send the answer").click()
    await expect(page.locator("#complaints")).to_contain_text("We are sorry.")
    await expect(page.locator("#complaints-overdue")).to_have_count(0)
    assert (await world.services.complaints.look_up(reference)).answer == "We are sorry."

    other = await signed_in(context, "maya")
    await expect(other.locator("#nav")).to_be_visible()
    await expect(other.locator("#nav-complaints")).to_be_hidden()


async def signed_in(context: BrowserContext, username: str) -> Page:
    page = await context.new_page()
    await page.goto("/staff")
    await page.fill("#username", username)
    await page.fill("#password", PASSWORD)
    await page.click("#sign-in")
    await expect(page.locator("#nav")).to_be_visible()
    return page
