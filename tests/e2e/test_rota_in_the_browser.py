"""The rota in the console: supervisors change it and see the gap close; others ask for swaps. On a phone's width."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from backend.demo import DEMO_PASSWORD
from benchmarks.house import House

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

A_CALENDAR = """BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
SUMMARY:Sam\r
DTSTART:{year}0601T180000Z\r
DTEND:{year}0601T200000Z\r
END:VEVENT\r
BEGIN:VEVENT\r
SUMMARY:Somebody\r
DTSTART:{year}0602T180000Z\r
DTEND:{year}0602T200000Z\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture
async def page(house: House, browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": 360, "height": 740}, locale="en-GB", timezone_id="Europe/London"
    )
    made = await context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    await made.goto(f"{house.url}/staff")
    yield made
    assert errors == []
    await context.close()


async def open_rota(page: Page, username: str) -> None:
    await page.fill("#username", username)
    await page.fill("#password", DEMO_PASSWORD)
    await page.click("#sign-in")
    await page.click("#nav a[href='#/rota']")
    await expect(page.locator("#rota-summary")).to_be_visible()


async def add_layer(page: Page, name: str, person: str) -> None:
    """Add a layer round the clock, with the keys alone where a pointer is not needed."""
    await page.locator("#layer > summary").focus()
    await page.keyboard.press("Enter")
    await page.fill("#layer-name", name)
    await page.locator("#layer-form").get_by_label(person, exact=True).select_option("1")
    await page.fill("#layer-from", "00:00")
    await page.fill("#layer-to", "00:00")
    await page.press("#layer-to", "Enter")
    await expect(page.locator("#rota-told")).to_have_text(f"Added: {name}.")


async def end_layer(page: Page, name: str) -> None:
    await page.click(f"#layers >> text=End {name} now")
    await page.click("#rota-confirm")
    await expect(page.locator("#rota-told")).to_have_text(f"Ended: {name}.")


async def test_adding_a_layer_closes_the_gap(page: Page) -> None:
    await open_rota(page, "ruth")
    await expect(page.locator("#rota-summary")).to_contain_text("Somebody is on call at every hour")
    await end_layer(page, "Round the clock")
    await expect(page.locator("#rota-summary")).to_contain_text("1 gap")
    await expect(page.locator("#rota .gap").first).to_contain_text("Nobody, for 14 days")

    await add_layer(page, "Round the clock", "Maya")
    await expect(page.locator("#rota-summary")).to_contain_text("Somebody is on call at every hour")
    await expect(page.locator("#rota .gap")).to_have_count(0)
    await page.click("#week-after")
    await expect(page.locator("#week-name")).to_have_text("Next week")
    await expect(page.locator("#rota .day")).to_have_count(7)


async def test_somebody_else_for_some_hours_is_shown_and_taken_away(page: Page) -> None:
    await open_rota(page, "ruth")
    await page.click("#override > summary")
    await page.locator("#override-who").select_option(label="Ruth")
    await page.click("#override-send")
    await expect(page.locator("#overrides > li")).to_contain_text("Ruth as well")
    await expect(page.locator("#rota .shift", has_text="stands in")).to_have_count(1)
    await page.click("#overrides [data-part=remove]")
    await expect(page.locator("#overrides")).to_have_count(0)


async def test_a_calendar_is_reported_on_before_anything_is_stored(page: Page) -> None:
    await open_rota(page, "ruth")
    year = await page.evaluate("new Date().getFullYear() + 1")
    await page.click("#import > summary")
    file: Any = {
        "name": "rota.ics",
        "mimeType": "text/calendar",
        "buffer": A_CALENDAR.format(year=year).encode(),
    }
    await page.set_input_files("#import-file", files=file)
    await expect(page.locator("#import-report")).to_contain_text("1 of 2 cannot be added")
    await page.click("#import-right")
    await expect(page.locator("#import-report")).to_contain_text("1 added.")


async def test_others_see_the_rota_make_a_link_and_test_whether_pages_reach_them(page: Page) -> None:
    await open_rota(page, "sam")
    await expect(page.locator("#layer, #override, #import, #shift-form")).to_have_count(0)
    await expect(page.locator("#swap")).to_be_visible()
    await page.click("#links > summary")
    await page.click("[data-part=make][data-whose=mine]")
    assert (await page.input_value("#rota-link-address")).endswith(".ics")

    await page.click("#test-page > summary")
    await page.click("#test-page-send")
    await page.click("#test-pages [data-part=acknowledge]")
    await expect(page.locator("#test-page-standing")).to_contain_text("It counts until")
