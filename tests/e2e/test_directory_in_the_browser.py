"""The console's directory, as an editor meets it: on a small phone, with the keyboard, and for whom it is."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, FilePayload, Page, expect

from backend.identity.model import Role
from tests.conftest import World
from tests.e2e.looking import nothing_is_wrong
from tests.factories import PASSWORD, staff

pytestmark = [pytest.mark.browser]


@pytest.fixture
async def context(world: World, browser: Browser) -> AsyncIterator[BrowserContext]:
    await world.services.signposting.seed()
    made = await browser.new_context(
        base_url=str(world.http.make_url("/")), viewport={"width": 360, "height": 740}, bypass_csp=True
    )
    yield made
    await made.close()


async def signed_in(world: World, context: BrowserContext, name: str, role: Role) -> Page:
    await staff(world.services, world.http, name, role)
    page = await context.new_page()
    await page.goto("/staff")
    await page.fill("#username", name.lower())
    await page.fill("#password", PASSWORD)
    await page.click("#sign-in")
    await expect(page.locator("#nav")).to_be_visible()
    return page


async def test_an_editor_checks_what_is_due_and_changes_hours_with_the_week_in_view(
    world: World, context: BrowserContext
) -> None:
    world.clock.move(days=31)
    page = await signed_in(world, context, "Edie", Role.CONTENT_EDITOR)
    await expect(page.locator("#nav a[href='#/']")).to_be_hidden()
    await page.click("#nav-directory")
    await expect(page.locator("#directory > li")).to_have_count(16)
    await nothing_is_wrong(page)

    await page.get_by_role("link", name="Muslim Youth Helpline").press("Enter")
    await expect(page.locator("#week")).to_contain_text("16:00 to 22:00")
    await page.fill("#entry-opening_hours", "whenever")
    await expect(page.locator("#week")).to_contain_text("cannot be read")
    await page.click("#entry-store")
    await expect(page.locator("#entry-problems")).to_contain_text("Opening hours: cannot be read")
    await expect(page.locator("#entry-opening_hours")).to_have_value("whenever")

    await page.fill("#entry-opening_hours", "Mo-Su 18:00-21:00")
    await expect(page.locator("#week")).to_contain_text("18:00 to 21:00")
    await nothing_is_wrong(page)
    await page.locator("#entry-store").press("Enter")
    await expect(page.locator("#entry-problems")).to_be_hidden()
    await page.click("#checked-today")
    await expect(page.locator("main")).to_contain_text("Checked on 24 December 2026")
    await page.click("#history summary")
    await expect(page.locator("#history-list")).to_contain_text("Edie checked it")
    await expect(page.locator("#history-list ins").last).to_have_text("Mo-Su 18:00-21:00")
    await nothing_is_wrong(page)

    await page.get_by_role("link", name="Back to the directory").click()
    await expect(page.locator("#directory > li")).to_have_count(15)


def a_feed(*services: dict[str, Any]) -> FilePayload:
    return {"name": "clubs.json", "mimeType": "application/json", "buffer": json.dumps(services).encode()}


async def test_an_editor_looks_at_a_councils_feed_takes_it_in_and_reads_what_was_held_back(
    world: World, context: BrowserContext
) -> None:
    page = await signed_in(world, context, "Edie", Role.CONTENT_EDITOR)
    await page.click("#nav-directory")
    await page.click("#to-feeds")
    await page.click("#feed-look")
    await expect(page.locator("#feed-problem")).to_contain_text("choose the file")
    await page.fill("#feed-publisher", "Luton Council")
    await page.fill("#feed-licence", "Open Government Licence v3.0")
    clubs = a_feed(
        {"id": "1", "name": "Chess club"}, {"id": "2", "name": "Games", "description": "<b>Games</b>"}
    )
    await page.set_input_files("#feed-file", clubs)
    await page.locator("#feed-look").press("Enter")
    await expect(page.locator("#feed-report")).to_contain_text("Nothing is stored yet")
    await expect(page.locator("#feed-report")).to_contain_text("description has HTML in it")
    await expect(page.locator("#feeds")).to_contain_text("None was taken in yet")
    await nothing_is_wrong(page)

    await page.locator("#feed-take").press("Enter")
    await expect(page.locator("#feed-report h3")).to_have_text("Taken in")
    await expect(page.locator("#feed-take")).to_have_count(0)
    await page.get_by_text("What was taken in, when and by whom").click()
    await expect(page.locator("#feeds")).to_contain_text("Edie, clubs.json")
    await page.get_by_text("Held back (1)").click()
    await expect(page.locator("#feeds details[open] > div")).to_contain_text("Line 2, Games: held back")
    await nothing_is_wrong(page)

    await page.goto("/staff#/directory/hidden")
    await expect(page.get_by_role("link", name="Chess club")).to_be_visible()


async def test_what_was_typed_is_there_again_and_the_four_cannot_be_hidden(
    world: World, context: BrowserContext
) -> None:
    page = await signed_in(world, context, "Edie", Role.CONTENT_EDITOR)
    await page.goto("/staff#/directory/one/samaritans")
    await expect(page.locator("#entry-rule option")).to_have_text(["Shown", "Shown with a caution"])
    await page.fill("#entry-description", "Somebody listens.")
    await page.reload()
    await expect(page.locator("#entry-description")).to_have_value("Somebody listens.")
    await page.fill("#entry-channels", "Ring us:\nemail | jo@samaritans.org ")
    await page.reload()
    await expect(page.locator("#entry-channels")).to_have_value("Ring us:\nemail | jo@samaritans.org ")
    await page.click("#entry-store")
    await expect(page.locator("#entry-channels-problem")).to_contain_text("number 1: cannot be read")
    await page.fill("#entry-channels", "email | jo@samaritans.org")
    await page.click("#entry-store")
    await expect(page.locator("#entry-problems")).to_contain_text("never disappears")


async def empty_the_form(page: Page) -> None:
    await page.fill("#entry-name", "The wrong one")
    await page.locator("#entry-forget").press("Enter")
    await expect(page.locator("#entry-name")).to_have_value("The wrong one")
    await page.locator("#entry-forget").press("Enter")
    await expect(page.locator("#entry-name")).to_have_value("")
    await expect(page.locator("h1")).to_be_focused()
    await page.locator("#entry-store").press("Enter")
    await expect(page.locator("#entry-problems li")).to_have_text([
        "Name: is empty.", "Whom it is for: choose one at least.", "Where it is for: choose one.",
        "What it costs: choose one.",
    ])  # fmt: skip


async def type_most_of_an_entry(page: Page) -> None:
    await page.fill("#entry-name", "Childline")
    await page.fill("#entry-description", "Somebody to talk to at night.")
    await page.locator("#entry-audience input").first.check()
    await page.fill("#entry-eligibility_description", "Any age.")
    await page.select_option("#entry-scope", "local")
    await page.select_option("#entry-cost", "free")
    await page.fill("#entry-channels", "phone | 01582 000 000")
    await page.fill("#entry-sources", "Luton Youth Trust | https://example.org/desk")
    await page.fill("#entry-checked_on", "2026-11-23")
    await page.locator("#entry-store").press("Enter")


async def add_a_place_that_is_not_whole_and_take_it_away(page: Page) -> None:
    await page.locator("#place-add").press("Enter")
    await page.keyboard.type("The Hall")
    await page.fill("#entry-locations-0-city", "Luton")
    await page.locator("#entry-store").press("Enter")
    await expect(page.locator("#entry-locations-0-problem")).to_contain_text("needs street, town, county")
    await page.get_by_role("button", name="Take place 1 away").press("Enter")
    await expect(page.locator("#place-add")).to_be_focused()


async def hide_it(page: Page, reason: str) -> None:
    await page.select_option("#entry-rule", "hide")
    await page.fill("#entry-reason", reason)
    await page.locator("#entry-store").press("Enter")


async def test_an_editor_adds_an_entry_shows_it_and_takes_it_away_by_keyboard(
    world: World, context: BrowserContext
) -> None:
    page = await signed_in(world, context, "Edie", Role.CONTENT_EDITOR)
    await page.click("#nav-directory")
    await page.locator("#to-new").press("Enter")
    await empty_the_form(page)
    await type_most_of_an_entry(page)
    problems = page.locator("#entry-problems")
    await expect(problems).to_be_focused()
    await expect(problems.locator("li").first).to_have_text("Name: is kept for Childline alone.")
    await nothing_is_wrong(page)

    await page.reload()
    await expect(page.locator("#entry-name")).to_have_value("Childline")
    await page.locator("#entry-store").press("Enter")
    await problems.get_by_role("link", name="Opening hours: is empty").press("Enter")
    hours = page.locator("#entry-opening_hours")
    await expect(hours).to_be_focused()
    await expect(hours).to_have_accessible_description(re.compile("Opening hours: is empty"))
    await page.get_by_label("Nobody knows the hours").check()
    await page.fill("#entry-name", "The Night Desk")
    await page.fill("#entry-organization", "Luton Youth Trust")
    await add_a_place_that_is_not_whole_and_take_it_away(page)
    await page.locator("#entry-store").press("Enter")

    await expect(page.locator("h1")).to_have_text("The Night Desk")
    await expect(page.locator("main")).to_contain_text("Why: New. Hidden until somebody here shows it.")
    await page.select_option("#entry-rule", "show")
    await page.locator("#entry-store").press("Enter")
    await expect(page.locator("main")).to_contain_text("Shown. Checked on 23 November 2026.")
    await hide_it(page, "")
    await expect(page.locator("#entry-display-problem")).to_contain_text("hiding it needs a reason")
    await hide_it(page, "The desk has closed")
    await expect(page.locator("main")).to_contain_text("Why: The desk has closed")
    await page.click("#history summary")
    said = page.locator("#history-list > ol > li > p")
    await expect(said).to_contain_text(["Edie took it away", "Edie showed it", "Edie added it"])
    await nothing_is_wrong(page)


async def test_the_directory_is_for_editors_and_nobody_on_call_is_led_there(
    world: World, context: BrowserContext
) -> None:
    page = await signed_in(world, context, "Maya", Role.ON_CALL)
    await expect(page.locator("#nav-directory")).to_be_hidden()
    await page.goto("/staff#/directory")
    await expect(page.locator("main")).to_contain_text("Only editors of content")
