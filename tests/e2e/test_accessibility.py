"""Everybody can use every face of it: axe finds nothing, nothing runs off a small screen, keys are enough."""

from collections.abc import AsyncIterator
from typing import Literal

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Request, ViewportSize, expect

from backend.demo import DEMO_PASSWORD
from benchmarks.house import House
from tests.e2e.looking import DESK, RUNS_OFF, SMALLEST, axe, faults_when_small
from tests.e2e.you import open_you
from tests.factories import closing

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

DISCLOSURE = "i dont want to be alive anymore"
PHONE: ViewportSize = {"width": 360, "height": 740}
NIGHT_AND_DAY: tuple[Literal["dark", "light"], ...] = ("dark", "light")


@pytest.fixture
async def context(house: House, browser: Browser) -> AsyncIterator[BrowserContext]:
    """Return a browser of its own that asks nobody but the service; what it opened is closed at the end."""
    made = await browser.new_context(
        viewport=PHONE, bypass_csp=True, locale="en-GB", timezone_id="Europe/London"
    )
    asked: list[Request] = []
    note_requests(made, "request", asked)
    yield made
    await close_everything(house, made)
    await made.close()
    assert asked
    assert [one.url for one in asked if not one.url.startswith(house.url)] == []


def note_requests(
    context: BrowserContext, event: Literal["request", "requestfinished"], into: list[Request]
) -> None:
    def note(request: Request) -> None:
        into.append(request)

    context.on(event, note)


async def close_everything(house: House, context: BrowserContext) -> None:
    """Close every escalation, so that the next test finds none."""
    staff = f"{house.url}/v1/staff"
    sign_in = {"username": "ruth", "password": DEMO_PASSWORD}
    token = (await (await context.request.post(f"{staff}/tokens", data=sign_in)).json())["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    listed = await context.request.get(f"{staff}/escalations?state=open", headers=bearer)
    for found in (await listed.json())["escalations"]:
        one = f"{staff}/escalations/{found['id']}"
        if found["state"] == "open":
            await context.request.post(f"{one}/acknowledge", headers=bearer, data={})
        done = {"outcome": "other"} | closing("The test is over.")
        answer = await context.request.post(f"{one}/close", headers=bearer, data=done)
        assert answer.ok, await answer.text()


async def check(page: Page) -> None:
    """Look at the page as it is: as small as it gets by day and by night, and on a desk by day."""
    for scheme in NIGHT_AND_DAY:
        await page.emulate_media(color_scheme=scheme)
        assert (scheme, await faults_when_small(page)) == (scheme, [])
    await page.set_viewport_size(DESK)
    assert await axe(page) == []
    await page.set_viewport_size(PHONE)


async def check_both_ways(page: Page) -> None:
    """Look at the page as it is, and whether it holds from right to left."""
    await check(page)
    await page.set_viewport_size(SMALLEST)
    for direction in ("rtl", "ltr"):
        await page.evaluate("(dir) => { document.documentElement.dir = dir; }", direction)
        assert (page.url, direction, await page.evaluate(RUNS_OFF)) == (page.url, direction, [])
    await page.set_viewport_size(PHONE)


async def begin(page: Page, house: House) -> None:
    await page.goto(house.url)
    await page.click("#go-on")
    await page.check('input[name=age_band][value="13-15"]')
    await page.click("#start")
    await expect(page.locator("#status")).to_contain_text("computer program")


async def write(page: Page, text: str) -> None:
    await page.fill("#message", text)
    await page.click("#send")


async def sign_in(page: Page, house: House) -> None:
    await page.goto(f"{house.url}/staff")
    await page.fill("#username", "ruth")
    await page.fill("#password", DEMO_PASSWORD)
    await page.click("#sign-in")
    await expect(page.locator("#on-call")).to_be_visible()


async def test_the_first_run(house: House, context: BrowserContext) -> None:
    page = await context.new_page()
    await page.goto(house.url)
    await expect(page.locator("#go-on")).to_be_visible()
    await check(page)

    await page.click("#go-on")
    await expect(page.locator("#about-form")).to_be_visible()
    await page.click("#start")
    await expect(page.locator("#age-problem")).to_be_visible()
    await check(page)


async def test_the_chat_with_the_bot_and_after_a_disclosure(house: House, context: BrowserContext) -> None:
    page = await context.new_page()
    await begin(page, house)
    await write(page, "hello")
    await expect(page.locator("[data-author=bot]").first).to_be_visible()
    await write(page, "who can I talk to tonight")
    await expect(page.locator(".service").first).to_be_visible()
    await check(page)

    await write(page, DISCLOSURE)
    await expect(page.locator("#status")).to_contain_text("Nobody from the team has seen this yet")
    await expect(page.locator("[data-author=safety] a[href='tel:999']")).to_be_visible()
    await check(page)


async def test_the_way_in_with_recovery_words(house: House, context: BrowserContext) -> None:
    page = await context.new_page()
    await page.goto(house.url)
    await page.click("#have-words")
    await page.click("#recover")
    await expect(page.locator("#recover-problem")).to_be_visible()
    await check(page)


async def test_the_page_you_behind_every_door(house: House, context: BrowserContext) -> None:
    page = await context.new_page()
    await begin(page, house)
    await open_you(page, house)
    doors = await page.locator(".door").evaluate_all("(doors) => doors.map((door) => door.hash)")
    assert len(doors) == 12
    for door in ["", *doors, "#privacy-whole", "#erase-sure", "#ended"]:
        await open_you(page, house, door)
        await page.wait_for_load_state("networkidle")
        await check_both_ways(page)


async def test_recovery_words_on_the_screen(house: House, context: BrowserContext) -> None:
    page = await context.new_page()
    await begin(page, house)
    await open_you(page, house, "#words")
    await page.click("#make-words")
    await expect(page.locator("#the-words li")).to_have_count(8)
    await check(page)


async def test_the_help_page(house: House, context: BrowserContext) -> None:
    page = await context.new_page()
    await page.goto(f"{house.url}/help")
    await check(page)


async def test_the_console(house: House, context: BrowserContext) -> None:
    phone = await context.new_page()
    await begin(phone, house)
    await write(phone, DISCLOSURE)
    await expect(phone.locator("[data-author=safety]").first).to_be_visible()

    page = await context.new_page()
    await page.goto(f"{house.url}/staff")
    await expect(page.locator("#sign-in")).to_be_visible()
    await check(page)

    await sign_in(page, house)
    await expect(page.locator("#unacknowledged > li")).to_have_count(1)
    await check(page)

    await page.locator("#unacknowledged h3 a").click()
    await page.locator("[data-action=take_over]").click()
    await expect(page.locator("#reply")).to_be_visible()
    await check(page)

    await page.locator("[data-action=close]").click()
    await expect(page.locator("#close-dialog")).to_be_visible()
    await check(page)


async def test_the_rota(house: House, context: BrowserContext) -> None:
    page = await context.new_page()
    await sign_in(page, house)
    await page.click("#nav a[href='#/rota']")
    await expect(page.locator("#rota-summary")).to_be_visible()
    await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    await expect(page.locator("#shift-form")).to_be_visible()
    await check(page)


async def press_until(page: Page, selector: str, most: int = 30) -> None:
    """Press Tab until the focus is there."""
    for _ in range(most):
        if await page.locator(f"{selector}:focus").count():
            return
        await page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with the Tab key")


async def test_the_keyboard_is_enough_to_write_and_to_ask_for_a_person(
    house: House, context: BrowserContext
) -> None:
    page = await context.new_page()
    await begin(page, house)
    await press_until(page, "#message")
    await page.keyboard.type("my maths homework took ages")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-author=young_person]")).to_contain_text("Sent")

    await press_until(page, "#want-person")
    await page.keyboard.press("Enter")
    await expect(page.locator("#status")).to_contain_text("Nobody from the team has seen this yet")


async def test_escape_three_times_leaves_and_twice_does_not(house: House, browser: Browser) -> None:
    context = await browser.new_context(viewport=PHONE)
    await context.route("**://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    page = await context.new_page()
    await begin(page, house)
    await page.focus("#message")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await expect(page.locator("#message")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.wait_for_url("**bbc.co.uk**")
    await context.close()


async def test_without_scripts_there_are_the_numbers_and_the_help_page(
    house: House, browser: Browser
) -> None:
    context = await browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = await context.new_page()
    await page.goto(house.url)
    for number in ("999", "111", "116 123"):
        await expect(page.locator("#static-numbers .number", has_text=number).first).to_be_visible()
    await expect(page.locator("#want-person")).to_be_hidden()
    await page.click("#plain a[href='/help']")
    await expect(page.locator("h1")).to_have_text("Help now")
    await context.close()


async def test_the_help_page_with_all_it_loads_is_light(house: House, browser: Browser) -> None:
    context = await browser.new_context(viewport=PHONE, service_workers="block")
    answered: list[Request] = []
    note_requests(context, "requestfinished", answered)
    page = await context.new_page()
    await page.goto(f"{house.url}/help", wait_until="networkidle")
    sizes = {one.url.removeprefix(house.url): await one.sizes() for one in answered}
    assert {"/help", "/static/parts.css"} <= set(sizes)
    assert sum(one["responseHeadersSize"] + one["responseBodySize"] for one in sizes.values()) < 50_000
    await context.close()


async def test_help_and_the_app_open_without_a_network(house: House, browser: Browser) -> None:
    context = await browser.new_context(viewport=PHONE)
    page = await context.new_page()
    await begin(page, house)
    await page.evaluate("() => navigator.serviceWorker.ready")
    await page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    await context.set_offline(True)
    assert (
        await page.evaluate("() => fetch('/health/live').then(() => 'answered', () => 'cut off')")
        == "cut off"
    )

    help_page = await page.goto(f"{house.url}/help")
    assert help_page is not None
    assert help_page.from_service_worker
    await expect(page.locator("a[href='tel:999']").first).to_be_visible()
    assert await page.evaluate("() => getComputedStyle(document.querySelector('.numbers')).display") == "grid"

    await page.goto(house.url)
    await expect(page.locator("#message")).to_be_visible()
    await expect(page.locator("#status")).to_contain_text("You are not connected")
    await context.close()
