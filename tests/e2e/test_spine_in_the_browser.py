"""One message reaches one human, in two real browsers, with the real bot, worker and database."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, expect

from backend.demo import DEMO_PASSWORD
from benchmarks.house import House
from tests.e2e.closing import answer_and_close

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

DISCLOSURE = "i dont want to be alive anymore"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture
async def phone(house: House, browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/London")
    page = await watched(context, house)
    await page.goto(house.url)
    await page.click("#go-on")
    await page.check('input[name=age_band][value="13-15"]')
    await page.click("#start")
    await expect(page.locator("#message")).to_be_visible()
    yield page
    assert page.strangers == []  # type: ignore[attr-defined]
    await context.close()


@pytest.fixture
async def console(house: House, browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport=DESK, locale="en-GB", timezone_id="Europe/London")
    page = await watched(context, house)
    await page.goto(f"{house.url}/staff")
    await page.fill("#username", "maya")
    await page.fill("#password", DEMO_PASSWORD)
    await page.click("#sign-in")
    await expect(page.locator("#on-call")).to_be_visible()
    yield page
    assert page.strangers == []  # type: ignore[attr-defined]
    await context.close()


async def watched(context: BrowserContext, house: House) -> Page:
    """Return a page that notes every request to somebody else, every error, and every broken rule of the policy."""
    page = await context.new_page()
    strangers: list[str] = []
    page.strangers = strangers  # type: ignore[attr-defined]

    def note_request(request: Request) -> None:
        if not request.url.startswith(house.url):
            strangers.append(request.url)

    def note_words(said: ConsoleMessage) -> None:
        if "Content Security" in said.text:
            strangers.append(said.text)

    page.on("request", note_request)
    page.on("console", note_words)
    page.on("pageerror", lambda error: strangers.append(str(error)))
    return page


async def write(page: Page, text: str) -> None:
    await page.fill("#message", text)
    await page.click("#send")


async def test_from_the_first_word_to_a_person_who_answers(phone: Page, console: Page) -> None:
    await write(phone, DISCLOSURE)
    await expect(phone.locator("#status")).to_contain_text("Nobody from the team has seen this yet")
    await expect(phone.locator("#numbers-row a[href='tel:999']")).to_be_in_viewport()
    taller = "document.scrollingElement.scrollHeight - document.scrollingElement.clientHeight"
    assert await phone.evaluate(taller) == 0, "the page around the messages must not scroll"
    await expect(phone.locator("#status")).to_contain_text("An alert was sent")

    await expect(console).to_have_title("(1) Evenlight on call")
    await expect(console.locator("#main")).to_contain_text("want to be alive")
    await console.locator("[data-action=acknowledge]").first.click()
    await expect(phone.locator("#status")).to_contain_text("has seen this at")

    await console.locator("[data-action=take_over]").first.click()
    await expect(phone.locator("#status")).to_contain_text("Maya is a person.")

    waits = console.locator("#one-head [data-part=waits]")
    await expect(waits).to_contain_text("Waits for words from you since")
    await console.fill("#reply", "Hello, I am Maya. I am a person.")
    await console.click("#send")
    await expect(waits).to_have_count(0)
    said = phone.locator("#messages > li[data-author=staff]")
    await expect(said).to_contain_text("I am a person.")
    await expect(said).to_contain_text("Maya")

    await write(phone, "thank you")
    await expect(console.locator("#main")).to_contain_text("thank you")
    await expect(phone.locator("#messages > li[data-author=bot]")).to_have_count(0)

    await console.locator("[data-action=close]").first.click()
    await answer_and_close(console)
    await expect(phone.locator("#status")).to_contain_text("Maya from the team closed this request")


async def test_a_press_counts_although_news_comes_while_the_button_is_down(
    phone: Page, console: Page
) -> None:
    await write(phone, DISCLOSURE)
    row = console.locator("#unacknowledged > li").last
    await row.locator("[data-action=acknowledge]").hover()
    await console.mouse.down()
    await write(phone, f"{DISCLOSURE} and nobody knows")
    await expect(phone.locator("#messages > li[data-author=young_person]").last).to_contain_text("Sent")
    await console.wait_for_timeout(
        1000
    )  # the news is at the console by then, and is not shown before the press ends
    await console.mouse.up()

    await expect(phone.locator("#status")).to_contain_text("has seen this at")
    await expect(console.locator("#main")).to_contain_text("nobody knows")
    await console.locator("[data-action=take_over]").first.click()
    await console.locator("[data-action=close]").first.click()
    await answer_and_close(console)


async def test_the_bot_says_that_it_is_a_program_and_answers(phone: Page) -> None:
    await expect(phone.locator("body")).to_contain_text("computer program")

    await write(phone, "hello")

    reply = phone.locator("#messages > li[data-author=bot]").first
    await expect(reply).to_contain_text("automatic reply", ignore_case=True)


async def test_words_written_without_a_network_are_kept_and_sent_once(phone: Page) -> None:
    await phone.context.set_offline(True)
    await write(phone, "my maths homework took ages")
    item = phone.locator("#messages > li[data-author=young_person]")
    await expect(item).to_contain_text("Waiting to send")

    await phone.context.set_offline(False)
    await expect(item).to_contain_text("Sent")

    await phone.reload()
    await expect(item).to_have_count(1)


async def test_leaving_quickly_leaves_nothing_on_the_screen(phone: Page) -> None:
    await write(phone, "my maths homework took ages")
    await expect(phone.locator("#messages > li[data-author=young_person]")).to_be_visible()
    await phone.route("**://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))

    await phone.click("#leave")
    await phone.wait_for_url("**bbc.co.uk**")

    assert "homework" not in await phone.content()
    phone.strangers.clear()  # type: ignore[attr-defined]
