"""A PIN locks what the app keeps on the phone, and nothing that somebody in danger needs."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from benchmarks.house import House
from tests.e2e.plans import add_words, kept_offline, new_phone, open_plan, synced
from tests.e2e.you import WHO_AM_I

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

PIN = "246801"
WORDS = "I go quiet when it is too much"
# Everything that the browser keeps for the app, as one text: letters of bytes too.
KEPT = """async () => {
  const request = indexedDB.open("evenlight-vault");
  const base = await new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const all = base.transaction("values").objectStore("values").getAll();
  const values = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
  base.close();
  const letters = (key, value) => value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value) : value;
  return JSON.stringify(values, letters) + JSON.stringify({ ...localStorage });
}"""


NOTHING_WAITS = """async () => {
  const vault = await import("/static/app/vault.js");
  return (await vault.all("outbox/")).length === 0;
}"""
# The page is left for some time, and looked at again.
AWAY = """(away_ms) => {
  const show = (state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  const now = Date.now;
  show("hidden");
  Date.now = () => now() + away_ms;
  show("visible");
  Date.now = now;
}"""


@pytest.fixture
async def phone(house: House, browser: Browser) -> AsyncIterator[Page]:
    page, watched = await new_phone(house, browser)
    await page.fill("#message", "half a thought")
    await open_plan(page, house)
    await add_words(page, 1, WORDS)
    await synced(page)
    yield page
    assert watched.wrong == []
    await page.context.close()


async def set_pin(phone: Page, house: House) -> None:
    await phone.goto(f"{house.url}/you#lock")
    await phone.fill("#new-pin", PIN)
    await phone.fill("#new-pin-again", PIN)
    await phone.click("#set-pin")
    await expect(phone.locator("#pin-on")).to_be_visible()


async def unlock(page: Page, pin: str) -> None:
    await page.fill("#pin", pin)
    await page.click("#pin-open")


async def locked_plan(house: House, phone: Page, where: str) -> Page:
    """Set a PIN, and open the plan with it."""
    await set_pin(phone, house)
    other = await phone.context.new_page()
    await other.goto(f"{house.url}/plan{where}")
    await unlock(other, PIN)
    return other


async def test_what_is_kept_is_readable_before_and_sealed_after(house: House, phone: Page) -> None:
    before = await phone.evaluate(KEPT)
    assert WORDS in before
    assert "half a thought" in before
    assert "refresh_token" in before

    await set_pin(phone, house)

    after = await phone.evaluate(KEPT)
    for private in (WORDS, "half a thought", "refresh_token"):
        assert private not in after


async def test_a_new_page_asks_for_the_pin_and_still_shows_help(house: House, phone: Page) -> None:
    await set_pin(phone, house)
    other = await phone.context.new_page()
    for where in ("/plan#step/1", "/", "/you"):
        await other.goto(f"{house.url}{where}")
        await expect(other.locator("#pin")).to_be_visible()
        await expect(other.locator("#help-now")).to_be_visible()
        await expect(other.locator("#leave")).to_be_visible()
        await expect(other.locator("body")).not_to_contain_text(WORDS)

    await other.goto(f"{house.url}/plan#step/1")
    await unlock(other, "135790")
    await expect(other.locator("#pin-note")).to_contain_text("not the PIN")
    await unlock(other, PIN)
    await expect(other.locator(".entry")).to_contain_text(WORDS)


async def test_who_comes_back_after_ten_minutes_is_asked_for_the_pin(house: House, phone: Page) -> None:
    await kept_offline(phone)
    other = await locked_plan(house, phone, "#step/1")
    await expect(other.locator(".entry")).to_contain_text(WORDS)
    await other.evaluate(AWAY, 9 * 60_000)
    await other.evaluate("() => new Promise(requestAnimationFrame)")
    await expect(other.locator(".entry")).to_contain_text(WORDS)

    await other.evaluate(AWAY, 10 * 60_000)
    await expect(other.locator("#pin")).to_be_visible()
    await expect(other.locator("body")).not_to_contain_text(WORDS)
    await unlock(other, PIN)
    await expect(other.locator(".entry")).to_contain_text(WORDS)


async def test_words_that_wait_to_be_sent_come_before_the_lock(house: House, phone: Page) -> None:
    await kept_offline(phone)
    await set_pin(phone, house)
    await phone.click(".places a[href='/']")
    await expect(phone.locator("#message")).to_have_value("half a thought")
    await phone.context.set_offline(True)
    await phone.press("#message", "Enter")
    await expect(phone.locator("[data-author=young_person]")).to_contain_text("Waiting to send")
    await phone.evaluate(AWAY, 20 * 60_000)
    await phone.context.set_offline(False)
    await expect(phone.locator("[data-author=young_person]")).to_contain_text("Sent")
    await phone.wait_for_function(NOTHING_WAITS)

    await phone.evaluate(AWAY, 20 * 60_000)
    await expect(phone.locator("#pin")).to_be_visible()


async def test_wrong_pins_make_the_next_try_wait(house: House, phone: Page) -> None:
    await set_pin(phone, house)
    other = await phone.context.new_page()
    await other.goto(f"{house.url}/plan")
    for wrong in ("111111", "222222", "333333"):
        await unlock(other, wrong)
        await expect(other.locator("#pin-open")).to_be_enabled()
    await expect(other.locator("#pin-note")).to_contain_text("seconds")
    await unlock(other, PIN)
    await expect(other.locator("#pin-note")).to_contain_text("seconds")
    await expect(other.locator("#view h2")).to_have_count(0)


async def test_the_locked_plan_opens_and_is_edited_without_a_network(house: House, phone: Page) -> None:
    await set_pin(phone, house)
    await kept_offline(phone)
    await phone.context.set_offline(True)
    other = await phone.context.new_page()
    await open_plan(other, house, "#step/1")
    await unlock(other, PIN)
    await add_words(other, 2, "Music")
    assert "Music" not in await other.evaluate(KEPT)

    await phone.context.set_offline(False)
    await synced(other)


async def test_from_page_to_page_the_pin_is_asked_for_once(house: House, phone: Page) -> None:
    await kept_offline(phone)
    await set_pin(phone, house)
    await phone.click(".places a[href='/plan']")
    await expect(phone.locator(".step-list")).to_contain_text(WORDS)
    await phone.click(".places a[href='/']")
    await expect(phone.locator("#message")).to_have_value("half a thought")


async def test_a_link_is_made_only_with_the_pin(house: House, phone: Page) -> None:
    other = await locked_plan(house, phone, "#share")
    await other.check("input[name=step][value='1']")
    await other.fill("#reader-name", "Mum")
    await other.click("#share-make")
    await unlock(other, "135790")
    await expect(other.locator("#pin-note")).to_contain_text("not the PIN")
    await other.click("#pin-not-now")
    await expect(other.locator("#reader-name")).to_have_value("Mum")
    await expect(other.locator("#shares > li")).to_have_count(0)

    await other.click("#share-make")
    await unlock(other, PIN)
    await expect(other.locator("#share-code")).to_be_visible()


async def test_the_plan_is_deleted_only_with_the_pin(house: House, phone: Page) -> None:
    other = await locked_plan(house, phone, "#keep")
    await other.click("#delete")
    await other.click("#delete-yes")
    await other.click("#pin-not-now")
    await expect(other.locator("#delete-yes")).to_be_focused()
    await other.click("#delete-yes")
    await unlock(other, PIN)
    await expect(other.locator("#told")).to_contain_text("deleted")


async def test_new_recovery_words_are_made_only_with_the_pin(house: House, phone: Page) -> None:
    await set_pin(phone, house)
    await phone.evaluate("() => { location.hash = '#words'; }")
    await phone.click("#make-words")
    await unlock(phone, "135790")
    await expect(phone.locator("#pin-note")).to_contain_text("not the PIN")
    await expect(phone.locator("#the-words")).to_have_count(0)
    await unlock(phone, PIN)
    await expect(phone.locator("#the-words li")).to_have_count(8)


async def test_everything_is_erased_only_with_the_pin(house: House, phone: Page) -> None:
    await set_pin(phone, house)
    await phone.evaluate("() => { location.hash = '#erase-sure'; }")
    await phone.click("#erase-everything")
    await unlock(phone, "135790")
    await expect(phone.locator("#pin-note")).to_contain_text("not the PIN")
    await phone.click("#pin-not-now")
    await expect(phone.locator("#erase-everything")).to_be_focused()
    assert await phone.evaluate(WHO_AM_I) != "DeviceUnknown"
    await phone.click("#erase-everything")
    await unlock(phone, PIN)
    await expect(phone.get_by_role("heading", name="It is erased")).to_be_visible()


async def test_without_the_pin_everything_is_plain_again(house: House, phone: Page) -> None:
    await set_pin(phone, house)
    await phone.fill("#old-pin", PIN)
    await phone.click("#remove-pin")
    await expect(phone.locator("#new-pin")).to_be_visible()
    assert WORDS in await phone.evaluate(KEPT)
    other = await phone.context.new_page()
    await open_plan(other, house, "#step/1")
    await expect(other.locator(".entry")).to_contain_text(WORDS)


async def test_a_forgotten_pin_takes_only_this_phones_copy(house: House, phone: Page) -> None:
    await set_pin(phone, house)
    other = await phone.context.new_page()
    await other.goto(f"{house.url}/plan")
    await other.click("#pin-forgotten")
    await other.click("#pin-forget")
    await expect(other.locator("#words-view")).to_be_visible()
    kept = await other.evaluate(KEPT)
    assert "sealed" not in kept
    assert "wrapped" not in kept
