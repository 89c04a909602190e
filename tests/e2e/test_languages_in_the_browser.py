"""The app in other languages, in Chromium: right to left for Urdu, room for longer words, and English that says so."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, Route, ViewportSize, expect

from benchmarks.house import House
from tests.e2e.plans import Watched
from tests.e2e.pseudo import pseudo_interface

pytestmark = pytest.mark.browser
SMALL = ViewportSize(width=360, height=740)
NOT_SAFE = "میں ابھی محفوظ نہیں ہوں"
# What sticks out of the screen, and what is cut inside its own box.
OUTSIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll("button, .button, h1, h2, h3, label, legend, p, li a, option")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).overflow !== "visible"
    && !one.closest(".visually-hidden, .skip-link, .name") && one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent)"""
# Words of ours that nobody put into the language of the page, and that do not say that they are English.
LEFT_OUT = """() => [...document.querySelectorAll("[data-say]")]
  .filter((one) => one.checkVisibility() && !one.dataset.say && !one.textContent.trim().startsWith("[")
    && !one.lang.startsWith("en"))
  .map((one) => one.textContent)"""


async def opened(house: House, browser: Browser, language: str) -> Page:
    context = await browser.new_context(
        viewport=SMALL, service_workers="block", bypass_csp=True, locale="en-GB"
    )
    page = await context.new_page()
    await page.goto(house.url)
    await expect(page.locator("#go-on")).to_be_visible()
    await page.select_option("#language", language)
    await expect(page.locator("html")).to_have_attribute("lang", language)
    await expect(page.locator("#go-on")).to_be_visible()
    return page


async def begin(page: Page) -> None:
    await page.click("#go-on")
    await page.check("input[value='13-15']")
    await page.click("#start")
    await expect(page.locator("#message")).to_be_visible()


async def scan(page: Page) -> list[str]:
    """Return what axe finds, and where."""
    found = (await Axe().run(page)).response["violations"]
    return [f"{broken['id']} {[node['target'] for node in broken['nodes']]}" for broken in found]


async def fits(page: Page) -> None:
    assert await page.evaluate(OUTSIDE) <= 0
    assert await page.evaluate(CUT) == []


async def test_urdu_is_chosen_first_runs_from_the_right_and_reaches_a_person(
    house: House, browser: Browser
) -> None:
    page = await opened(house, browser, "ur")
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(page.locator("#opening")).to_contain_text("کمپیوٹر پروگرام")
    await expect(page.locator("#words-draft")).to_be_visible()
    assert await scan(page) == []
    await fits(page)

    await begin(page)
    assert await page.locator("#message").evaluate("(box) => box.scrollHeight - box.clientHeight") == 0
    await page.fill("#message", "what are my rights")
    await page.click("#send")
    await expect(page.get_by_role("button", name="Who reads this?").last).to_have_css("direction", "ltr")
    await page.fill("#message", "میں جینا نہیں چاہتا")
    await page.click("#send")
    safety = page.locator("[data-author=safety] .text").first
    await expect(safety).to_have_attribute("lang", "ur")
    await expect(page.locator("#status")).to_have_attribute("lang", "ur")
    number = page.locator("#messages .numbers a[href='tel:08000684141'] .number")
    assert await number.evaluate("(one) => getComputedStyle(one).direction") == "ltr"
    assert await scan(page) == []
    await fits(page)

    await expect(page.get_by_role("button", name=NOT_SAFE).last).to_be_in_viewport(ratio=1)
    # Its button is pressed in Urdu, and understood.
    await page.get_by_role("button", name=NOT_SAFE).last.click()
    await expect(page.locator("[data-author=young_person] .text").last).to_have_text(NOT_SAFE)
    await expect(page.locator("#help-now")).to_have_attribute("href", "/help/ur")
    await page.context.close()


async def test_the_help_page_in_urdu(house: House, browser: Browser) -> None:
    context = await browser.new_context(viewport=SMALL, bypass_csp=True)
    page = await context.new_page()
    await page.goto(f"{house.url}/help/ur")
    assert await scan(page) == []
    await fits(page)
    await page.get_by_role("link", name="Polski").click()
    await expect(page.locator("html")).to_have_attribute("lang", "pl")
    await context.close()


async def test_a_part_that_nobody_has_translated_stays_english_and_says_so(
    house: House, browser: Browser
) -> None:
    async def without_the_plan(route: Route) -> None:
        answer = await route.fetch()
        words = await answer.json()
        words["parts"] = [part for part in words["parts"] if part != "plan"]
        await route.fulfill(response=answer, json=words)

    page = await opened(house, browser, "ur")
    await begin(page)
    await page.route("**/words/ur", without_the_plan)
    await page.goto(f"{house.url}/plan")
    await expect(page.get_by_role("heading", name="My plan")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    await expect(page.locator("#help-now")).to_have_attribute("lang", "ur")
    assert await scan(page) == []
    await page.context.close()


async def test_words_half_as_long_again_are_neither_cut_nor_left_out(house: House, browser: Browser) -> None:
    context = await browser.new_context(viewport=SMALL, service_workers="block", locale="en-GB")
    seen = Watched(context, house)
    page = await context.new_page()
    longer = pseudo_interface().model_dump()
    await page.route("**/words/pl", lambda route: route.fulfill(json=longer))
    await page.goto(house.url)
    await expect(page.locator("#go-on")).to_be_visible()
    await page.select_option("#language", "pl")
    await expect(page.locator("#go-on")).to_contain_text("[")
    await fits(page)
    assert await page.evaluate(LEFT_OUT) == []
    await begin(page)
    await page.fill("#message", "Hello")
    await fits(page)
    assert await page.evaluate(LEFT_OUT) == []
    for place in ("plan", "you"):
        await page.goto(f"{house.url}/{place}")
        await expect(page.locator("#view h2")).to_contain_text("[")
        await fits(page)
        assert await page.evaluate(LEFT_OUT) == []
    assert seen.wrong == []
    await context.close()


async def test_the_words_of_a_language_open_without_a_network(house: House, browser: Browser) -> None:
    context = await browser.new_context(viewport=SMALL)
    page = await context.new_page()
    await page.goto(house.url)
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    await page.reload()
    await expect(page.locator("#go-on")).to_be_visible()
    await page.select_option("#language", "ro")
    await expect(page.locator("html")).to_have_attribute("lang", "ro")
    await context.set_offline(True)
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "ro")
    await expect(page.locator("#help-now")).to_have_text("Ajutor acum")
    await page.goto(f"{house.url}/help/pa")
    await expect(page.locator("html")).to_have_attribute("lang", "pa")
    await context.close()
