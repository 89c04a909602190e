"""A phone stays signed in when answers are lost and pages renew side by side, and ends when it is signed out."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from tests.conftest import World
from tests.e2e.plans import add_words, synced
from tests.e2e.test_pin_on_the_phone import KEPT as ALL_KEPT
from tests.e2e.you import WORDS
from tests.factories import YoungPersonClient, recovery_words

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

WHO_AM_I = """
async () => {
  const { createApi } = await import("/static/app/api.js");
  return (await createApi().send("GET", "/v1/me")).young_person_id;
}
"""
EIGHT_PAGES_AT_ONCE = """
async () => {
  const { createApi } = await import("/static/app/api.js");
  const asked = Array.from({ length: 8 }, () => createApi().send("GET", "/v1/me"));
  return (await Promise.all(asked)).map((me) => me.young_person_id);
}
"""
RECOVER = """
async (typed) => {
  const { createApi } = await import("/static/app/api.js");
  const { recoverDevice } = await import("/static/app/device.js");
  return recoverDevice(createApi(), typed).then((session) => session.nickname, (error) => error.status);
}
"""
KEPT = "() => JSON.parse(localStorage.getItem('evenlight.device'))"
UNKNOWN, CUT_OFF = "does not know this phone", "Kept on this phone."
# Whatever a refused token is answered with, but for the one answer that says that the owner signed the phone out.
REFUSALS = [
    (0, "", CUT_OFF),
    (503, '{"type": "urn:evenlight:problem:phone-signed-out"}', CUT_OFF),
    (500, "<html>", CUT_OFF),
    (403, '{"type": "urn:evenlight:problem:phone-signed-out"}', CUT_OFF),
    (401, "<html>", UNKNOWN),
    (401, '{"type": "urn:evenlight:problem:unauthenticated"}', UNKNOWN),
]
WRITE_AFTER_THE_CLEARING = """
async () => {
  const [storage, vault, clear] = await Promise.all(
    ["storage", "vault", "clear-phone"].map((name) => import(`/static/app/${name}.js`)));
  for (const kept of [storage, vault]) kept.keepNothingMore();
  await clear.clearPhone();
  storage.write("draft", "half a thought");
  await vault.put("outbox/late", { text: "half a thought" });
}
"""
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });"


@pytest.fixture
async def context(browser: Browser, world: World) -> AsyncIterator[BrowserContext]:
    """Closed before the service is: it would wait for the streams that pages hold open."""
    context = await browser.new_context(locale="en-GB")
    yield context
    await context.close()


async def open_page(context: BrowserContext, world: World) -> Page:
    page = await context.new_page()
    await page.goto(str(world.http.make_url("/")))
    return page


async def start(context: BrowserContext, world: World) -> Page:
    page = await open_page(context, world)
    await page.click("#go-on")
    await page.check('input[name=age_band][value="13-15"]')
    await page.fill("input[name=nickname]", "Kit")
    await page.click("#start")
    await expect(page.locator("#message")).to_be_visible()
    return page


async def write_a_plan(page: Page, world: World) -> Page:
    await page.goto(str(world.http.make_url("/plan")))
    await add_words(page, 1, WORDS)
    await synced(page)
    return page


async def start_with_a_plan(context: BrowserContext, world: World) -> Page:
    return await write_a_plan(await start(context, world), world)


async def client_of(page: Page, world: World) -> YoungPersonClient:
    """Return a client that asks as this phone does; it must not be used beside the page's own renewals."""
    phone = YoungPersonClient(world.http, await page.evaluate(KEPT), token="")
    await phone.renew()
    return phone


@pytest.mark.parametrize("locks", ["with locks", "without locks"])
async def test_pages_that_renew_side_by_side_all_stay_signed_in(
    context: BrowserContext, world: World, locks: str
) -> None:
    if locks == "without locks":
        await context.add_init_script(NO_LOCKS)
    pages = [await start(context, world), await open_page(context, world)]
    before = await pages[0].evaluate(WHO_AM_I)
    for _ in range(3):
        for page in pages:
            assert await page.evaluate(EIGHT_PAGES_AT_ONCE) == [before] * 8
    await pages[0].reload()
    await expect(pages[0].locator("#message")).to_be_visible()


async def test_answers_that_are_lost_sign_nobody_out(context: BrowserContext, world: World) -> None:
    page = await start(context, world)
    before, lost = await page.evaluate(WHO_AM_I), list[int]()

    async def lose(route: Route) -> None:
        lost.append((await route.fetch()).status)
        await route.abort()

    await page.route("**/v1/tokens", lose)
    for _ in range(3):
        assert (
            await page.evaluate(f"({WHO_AM_I})().catch((error) => error.constructor.name)") == "Unreachable"
        )
    await page.unroute("**/v1/tokens")
    assert lost[:3] == [201, 201, 201]
    assert await page.evaluate(WHO_AM_I) == before


async def test_a_phone_that_the_service_does_not_know_begins_again_and_keeps_the_plan(
    context: BrowserContext, world: World
) -> None:
    page = await start_with_a_plan(context, world)
    kept: dict[str, Any] = await page.evaluate(KEPT)
    # As after a backup was restored: nobody has signed this phone out.
    await world.services.mongo.db.devices.delete_many({"_id": kept["device_id"]})
    world.services.known_devices.forget(kept["device_id"])
    await page.goto(str(world.http.make_url("/")))
    await expect(page.locator("#words-view")).to_be_visible()
    await page.wait_for_function("localStorage.getItem('evenlight.device') === null")
    assert WORDS in await page.evaluate(ALL_KEPT)


async def test_a_phone_that_its_owner_signed_out_keeps_nothing(context: BrowserContext, world: World) -> None:
    page = await start(context, world)
    await page.fill("#message", "half a thought")
    await write_a_plan(page, world)
    before = await page.evaluate(ALL_KEPT)
    assert WORDS in before
    assert "half a thought" in before
    kept: dict[str, Any] = await page.evaluate(KEPT)
    await world.services.sessions.sign_out(kept["young_person_id"], kept["device_id"])
    await page.reload()
    await expect(page.locator("#words-view")).to_be_visible()
    assert await page.evaluate(ALL_KEPT) == "[]{}"
    await page.click("#go-on")
    await expect(page.locator("#about-note")).to_contain_text("What Evenlight kept here is removed")


async def test_words_written_on_a_phone_that_was_signed_out_do_not_stay_there(
    context: BrowserContext, world: World
) -> None:
    page = await start_with_a_plan(context, world)
    await page.goto(str(world.http.make_url("/")))
    await expect(page.locator("#message")).to_be_visible()
    kept: dict[str, Any] = await page.evaluate(KEPT)
    await world.services.sessions.sign_out(kept["young_person_id"], kept["device_id"])
    world.clock.move(seconds=2)
    await page.fill("#message", "my maths homework took ages")
    await page.press("#message", "Enter")
    await expect(page.locator("#words-view")).to_be_visible()
    assert await page.evaluate(ALL_KEPT) == "[]{}"


async def test_what_comes_late_does_not_come_to_rest_after_the_clearing(
    context: BrowserContext, world: World
) -> None:
    page = await start_with_a_plan(context, world)
    await page.evaluate(WRITE_AFTER_THE_CLEARING)
    assert await page.evaluate(ALL_KEPT) == "[]{}"


async def test_a_page_kept_for_the_back_button_shows_nothing_once_the_phone_is_cleared(
    context: BrowserContext, world: World
) -> None:
    page = await start_with_a_plan(context, world)
    await page.evaluate("() => localStorage.clear()")
    await page.evaluate("() => { dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); }")
    await expect(page.get_by_text("Your plan starts after the chat")).to_be_visible()
    await expect(page.locator("#view")).not_to_contain_text(WORDS)


async def test_no_error_that_passes_makes_a_phone_lose_what_it_keeps(
    context: BrowserContext, world: World
) -> None:
    page = await start_with_a_plan(context, world)
    kept = await page.evaluate(KEPT)
    for status, body, said in REFUSALS:

        async def refuse(route: Route, *, status: int = status, body: str = body) -> None:
            await (route.fulfill(status=status, body=body) if status else route.abort())

        await page.route("**/v1/tokens", refuse)
        await page.reload()
        await expect(page.locator("#plan-status")).to_contain_text(said)
        await expect(page.locator("#view")).to_contain_text(WORDS)
        assert await page.evaluate(KEPT) == kept
        await page.unroute("**/v1/tokens")


async def test_recovery_words_sign_in_on_another_phone(
    browser: Browser, context: BrowserContext, world: World
) -> None:
    first = await start(context, world)
    before = await first.evaluate(WHO_AM_I)
    words = await recovery_words(await client_of(first, world))
    elsewhere = await browser.new_context(locale="en-GB")
    other = await open_page(elsewhere, world)
    assert await other.evaluate(RECOVER, "abandon " * 8) == 401
    assert await other.evaluate(RECOVER, words.upper()) == "Kit"
    assert await other.evaluate(WHO_AM_I) == before
    await elsewhere.close()


async def test_a_kept_device_of_an_older_version_is_forgotten(context: BrowserContext, world: World) -> None:
    old = "JSON.stringify({ device_id: 'a', device_secret: 'b', language: 'en', age_band: '13-15' })"
    await context.add_init_script(f"localStorage.setItem('evenlight.device', {old});")
    page = await open_page(context, world)
    await expect(page.locator("#words-view")).to_be_visible()
