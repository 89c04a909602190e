"""The real bot goes through a plan with its owner, who reads their own words in the chat."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from benchmarks.house import House
from tests.e2e.plans import add_words, new_phone, open_plan, synced
from tests.e2e.test_accessibility import check
from tests.e2e.test_plan_shown_to_others import add_aunt

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

MARKUP = "<b>draw</b> the lighthouse"


@pytest.fixture
async def phone(house: House, browser: Browser) -> AsyncIterator[Page]:
    page, watched = await new_phone(house, browser, bypass_csp=True)
    yield page
    assert watched.wrong == []
    await page.context.close()


async def write(phone: Page, text: str) -> None:
    await phone.fill("#message", text)
    await phone.click("#send")


def last(phone: Page) -> Locator:
    return phone.locator("#messages > li[data-author=bot]").last


async def press(phone: Page, title: str) -> None:
    await last(phone).get_by_role("button", name=title, exact=True).click()


async def test_a_walk_through_the_plan_and_out_of_it(house: House, phone: Page) -> None:
    await open_plan(phone, house)
    await add_words(phone, 2, MARKUP)
    await add_aunt(phone)
    await synced(phone)
    await phone.goto(house.url)

    await write(phone, "show my plan")
    await expect(last(phone).locator("h3")).to_contain_text("Step 1:")
    await expect(last(phone)).to_contain_text("You can skip this step")
    fill_in = last(phone).get_by_role("link", name="Write in this step")
    assert await fill_in.get_attribute("href") == "/plan#step/1"

    await press(phone, "Next step")
    await expect(last(phone).locator(".entry")).to_have_text(MARKUP)
    await check(phone)

    await write(phone, "next")
    await expect(last(phone).locator("h3")).to_contain_text("Step 3:")
    await press(phone, "Next step")
    await expect(last(phone).locator(".entry")).to_contain_text("Auntie Sam")
    assert await last(phone).locator("a[href^='tel:']").get_attribute("href") == "tel:07700900123"
    assert await last(phone).locator("a[href^='sms:']").get_attribute("href") == "sms:07700900123"

    await press(phone, "Stop")
    await expect(last(phone)).to_contain_text("999")
    await expect(last(phone).locator("h3")).to_have_count(0)


async def test_the_words_come_back_when_the_chat_is_opened_again_and_lead_to_the_step(
    house: House, phone: Page
) -> None:
    await open_plan(phone, house)
    await add_words(phone, 2, MARKUP)
    await synced(phone)
    await phone.goto(house.url)
    await write(phone, "what helps me")
    await expect(last(phone).locator(".entry")).to_have_text(MARKUP)

    await phone.reload()
    await expect(last(phone).locator(".entry")).to_have_text(MARKUP)
    await last(phone).get_by_role("link", name="Open this step in my plan").click()

    await expect(phone.locator("#view .entry")).to_contain_text(MARKUP)


async def test_without_a_plan_the_chat_offers_to_start_one(phone: Page) -> None:
    await write(phone, "show my plan")

    await expect(last(phone)).to_contain_text("in your own words")
    await expect(last(phone).get_by_role("button", name="Next step")).to_have_count(0)
    await check(phone)
    await last(phone).get_by_role("link", name="Go to my plan").click()

    await expect(phone.locator("#view h2").first).to_be_visible()
