"""Leaving: a phone that is signed out or whose owner is erased keeps nothing, and nothing is lost without a word."""

import asyncio
import json

import pytest
from playwright.async_api import Page, expect

from benchmarks.house import House
from tests.e2e.plans import add_words, kept_offline, open_plan, synced
from tests.e2e.test_accessibility import close_everything, write
from tests.e2e.test_pin_on_the_phone import KEPT, set_pin
from tests.e2e.you import WORDS, make_words, open_you, sign_in_with

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

# The worker looks every ten seconds; a slow machine gets some more.
ROUNDS = 90


async def is_empty(phone: Page) -> bool:
    return bool(await phone.evaluate(KEPT) == "[]{}")


async def until_the_worker_erased(phone: Page, house: House, refresh_token: str) -> None:
    """Ask as the phone would: itself, it would clear what it keeps with the answer."""
    for _ in range(ROUNDS):
        asked = await phone.request.post(f"{house.url}/v1/tokens", data={"refresh_token": refresh_token})
        if asked.status == 401:
            return
        await asyncio.sleep(1)
    pytest.fail("the erasure was not carried out")


async def test_signing_out_warns_of_what_waits_and_leaves_nothing(house: House, phone: Page) -> None:
    await open_plan(phone, house)
    await add_words(phone, 1, WORDS)
    await synced(phone)
    await kept_offline(phone)
    await phone.goto(house.url)
    await phone.context.set_offline(True)
    await write(phone, "this waits")
    await expect(phone.locator("[data-author=young_person]")).to_contain_text("Waiting to send")
    second = await phone.context.new_page()
    await open_plan(second, house, "#step/1")
    await open_you(phone, house, "#sign-out")
    await expect(phone.locator("#unsent")).to_contain_text("waits to be sent")
    await phone.click("button#sign-out")
    await phone.click("#clear-anyway")

    await expect(phone.locator("#view h2")).to_have_text("This phone is cleared")
    await expect(second.locator("#view")).not_to_contain_text(WORDS)
    assert await is_empty(phone)
    await phone.context.set_offline(False)


async def test_a_signed_out_phone_is_out_at_the_service_too(
    house: House, phone: Page, other_phone: Page
) -> None:
    words = await make_words(phone, house)
    await phone.click(".back-link")
    await phone.click(".door[href='#lock']")
    await set_pin(phone, house)
    await phone.evaluate("() => { location.hash = '#sign-out'; }")
    await expect(phone.get_by_text("To come back you need the recovery words")).to_be_visible()
    await phone.click("button#sign-out")
    await expect(phone.locator("#view h2")).to_have_text("You are signed out")
    assert await is_empty(phone)

    await sign_in_with(other_phone, words)
    await expect(other_phone.locator("#message")).to_be_visible()
    await open_you(other_phone, house, "#phones")
    await expect(other_phone.locator("#phones > li")).to_have_count(1)


async def test_everything_is_erased_and_the_phone_is_empty(house: House, phone: Page) -> None:
    await open_plan(phone, house)
    await add_words(phone, 1, WORDS)
    await synced(phone)
    before = await phone.evaluate("() => localStorage.getItem('evenlight.device')")
    await open_you(phone, house, "#erase")
    await expect(phone.get_by_text("Your safety plan, its older versions")).to_be_visible()
    await expect(phone.locator(".kept").first).to_contain_text("Until")
    await phone.click("a[href='#erase-sure']")
    await phone.click("#erase-everything")

    await expect(phone.locator("#view h2")).to_have_text("It is erased")
    assert await is_empty(phone)
    refused = await phone.request.post(
        f"{house.url}/v1/tokens", data={"refresh_token": json.loads(before)["refresh_token"]}
    )
    assert refused.status == 401


async def test_an_erasure_that_waits_can_be_taken_back(house: House, phone: Page) -> None:
    await phone.click("#want-person")
    await expect(phone.locator("#status")).to_contain_text("Nobody from the team has seen this yet")
    await open_you(phone, house, "#erase-sure")
    await expect(phone.get_by_text("You have an open request for a person")).to_be_visible()
    await phone.click("#erase-everything")
    await expect(phone.locator("#erase-waiting")).to_contain_text("Nothing is erased so far")

    await phone.click("#take-back")
    await expect(phone.get_by_text("You took it back")).to_be_visible()
    await open_you(phone, house, "#erase")
    await expect(phone.locator("a[href='#erase-sure']")).to_be_visible()
    await close_everything(house, phone.context)


async def test_a_phone_clears_itself_once_the_erasure_that_waited_is_done(house: House, phone: Page) -> None:
    await phone.click("#want-person")
    await expect(phone.locator("#status")).to_contain_text("Nobody from the team has seen this yet")
    await open_you(phone, house, "#erase-sure")
    await phone.click("#erase-everything")
    await expect(phone.locator("#erase-waiting")).to_be_visible()
    await close_everything(house, phone.context)
    kept = json.loads(await phone.evaluate("() => localStorage.getItem('evenlight.device')"))
    await until_the_worker_erased(phone, house, kept["refresh_token"])

    await phone.goto(f"{house.url}/plan")
    await expect(phone.locator("#view h2")).to_have_text("This phone is cleared")
    assert await is_empty(phone)
