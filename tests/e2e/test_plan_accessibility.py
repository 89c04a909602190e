"""Everybody can use the plan: axe finds nothing, nothing runs off a small screen, from the left and from the right."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from benchmarks.house import House
from tests.e2e.plans import PHONE, add_words, new_phone, open_plan, synced
from tests.e2e.test_accessibility import check, check_both_ways

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

VIEWS = [
    "",
    "#step/1",
    "#step/5",
    "#calm",
    "#matters",
    "#share",
    "#history",
    "#keep",
    "#remind",
    "#choose",
    "#offers",
]
FORMS = ["#step/1/new", "#step/3/new", "#step/4/new"]


@pytest.fixture
async def phone(house: House, browser: Browser) -> AsyncIterator[Page]:
    page, watched = await new_phone(house, browser, bypass_csp=True)
    await open_plan(page, house)
    await add_words(page, 1, "Words in a long line without a place to break: " + "a" * 60)
    await add_words(page, 7, "میری بہن")
    await synced(page)
    yield page
    assert watched.wrong == []
    await page.context.close()


async def settle(page: Page) -> None:
    await page.wait_for_load_state("networkidle")
    await expect(page.locator("#view h2").first).to_be_attached()


async def test_every_view_of_the_plan(house: House, phone: Page) -> None:
    for view in VIEWS + FORMS:
        await open_plan(phone, house, view)
        await settle(phone)
        await check_both_ways(phone)


async def test_the_link_and_code_are_there_for_everybody(house: House, phone: Page) -> None:
    await open_plan(phone, house, "#share")
    await phone.check("input[name=step][value='1']")
    await phone.fill("#reader-name", "Mum")
    await phone.click("#share-make")
    await expect(phone.locator(".ready h3")).to_be_focused()
    await check(phone)
    link = await phone.locator("#share-link").inner_text()
    code = await phone.locator("#share-code").inner_text()

    await phone.goto(link)
    await expect(phone.locator("#code")).to_be_visible()
    await phone.get_by_role("link", name="Polski").click()
    await expect(phone.locator("#open")).to_have_text("Otwórz")
    assert phone.url.endswith(link.partition("#")[2])
    await check(phone)
    await phone.fill("#code", code)
    await phone.press("#code", "Enter")
    await expect(phone.locator(".shared-plan h2")).to_be_focused()
    await check(phone)


async def test_the_page_you_and_the_screen_that_asks_for_the_pin(house: House, phone: Page) -> None:
    await phone.goto(f"{house.url}/you#lock")
    await expect(phone.locator("#set-pin")).to_be_visible()
    await check(phone)
    await phone.fill("#new-pin", "246801")
    await phone.fill("#new-pin-again", "246801")
    await phone.click("#set-pin")
    await expect(phone.locator("#pin-on")).to_be_visible()

    other = await phone.context.new_page()
    await other.set_viewport_size(PHONE)
    await open_plan(other, house)
    await expect(other.locator("#pin")).to_be_focused()
    await check(other)


async def test_the_keyboard_is_enough_to_write_and_move(house: House, phone: Page) -> None:
    await open_plan(phone, house, "#step/2")
    await phone.focus("#add")
    await phone.keyboard.press("Enter")
    await phone.focus("#entry-text")
    await phone.keyboard.type("Music")
    await phone.focus("#save")
    await phone.keyboard.press("Enter")
    changed = phone.get_by_role("button", name="Change: Music")
    await expect(changed).to_be_focused()
    await phone.keyboard.press("Enter")
    await expect(phone.locator("#entry-text")).to_have_value("Music")
