"""Becoming a peer mentor, as the young person and a supervisor meet it; and what supervisors see of "any use?"."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from backend.identity.model import Role
from tests.conftest import World
from tests.e2e.console import browsing, console_of
from tests.e2e.looking import SMALLEST, axe, nothing_is_wrong
from tests.factories import staff, young_person

pytestmark = [pytest.mark.browser]

ANSWER = "Thank you, Kit. The next group may start in spring."


@pytest.fixture
async def context(world: World, browser: Browser) -> AsyncIterator[BrowserContext]:
    async with browsing(browser, world) as made:
        yield made


async def app_of(context: BrowserContext, world: World) -> Page:
    """Open the app on a phone and go through the first run."""
    page = await context.new_page()
    await page.goto(str(world.http.make_url("/")))
    await page.click("#go-on")
    await page.check('input[name=age_band][value="13-15"]')
    await page.click("#start")
    await expect(page.locator("#message")).to_be_visible()
    return page


async def open_door(page: Page, world: World) -> None:
    """Come to the view through its door, with keys alone."""
    await page.goto(str(world.http.make_url("/you")))
    await page.locator(".door[href='#mentoring']").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Become a peer mentor")).to_be_focused()


async def test_it_is_said_answered_and_taken_back_with_keys_alone(
    world: World, context: BrowserContext
) -> None:
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    phone = await app_of(context, world)
    await open_door(phone, world)
    await expect(phone.get_by_text("Nobody reads this at once.")).to_be_visible()
    await nothing_is_wrong(phone)
    await phone.locator("#interest-yes").press("Enter")
    await expect(phone.locator("#interest")).to_contain_text("You said on 23 November 2026")
    await expect(phone.locator("#interest")).to_contain_text("Nobody has answered yet.")
    await nothing_is_wrong(phone)

    [interest] = await world.services.mentoring.listed("staff-Ruth", "supervisor")
    await world.services.mentoring.answer(interest.interest.id, ANSWER, "staff-Ruth", "supervisor")
    await open_door(phone, world)
    await expect(phone.locator("#interest")).to_contain_text("Ruth from the team answered on 23 November")
    await expect(phone.locator("#interest")).to_contain_text(ANSWER)
    await nothing_is_wrong(phone)

    await phone.locator("#interest-back").press("Enter")
    await expect(phone.locator("#interest")).to_contain_text("You took it back")
    await expect(phone.locator("#interest")).not_to_contain_text(ANSWER)
    await expect(phone.locator("#interest-yes")).to_be_visible()
    await nothing_is_wrong(phone)


async def test_without_a_connection_nothing_is_said_and_nothing_lost(
    world: World, context: BrowserContext
) -> None:
    phone = await app_of(context, world)
    await open_door(phone, world)
    await expect(phone.locator("#interest-yes")).to_be_visible()
    await context.set_offline(offline=True)
    await phone.click("#interest-yes")
    await expect(phone.get_by_text("This needs a connection, and there is none")).to_be_visible()
    await expect(phone.locator("#interest")).to_have_count(0)
    await context.set_offline(offline=False)
    await phone.click("#interest-yes")
    await expect(phone.locator("#interest")).to_contain_text("Nobody has answered yet.")


async def test_a_supervisor_reads_and_answers_in_the_console_and_others_see_no_way_there(
    world: World, context: BrowserContext
) -> None:
    for name, role in (("Ruth", Role.SUPERVISOR), ("Maya", Role.ON_CALL)):
        await staff(world.services, world.http, name, role)
    kit, noor = await young_person(world.http, nickname="Kit"), await young_person(world.http)
    for phone in (kit, noor):
        await phone.http.put("/v1/mentoring-interest", json={}, headers=phone.headers)
    await noor.http.delete("/v1/mentoring-interest", headers=noor.headers)

    page = await console_of(context, world, "Ruth")
    await page.click("#nav-mentoring")
    await expect(page.locator("#interests-waiting")).to_have_text("1 waits for an answer.")
    first, second = page.locator("#interests > ol > li").nth(0), page.locator("#interests > ol > li").nth(1)
    await expect(first).to_contain_text("Kit, 13-15")
    await expect(second).to_contain_text("Taken back")
    await nothing_is_wrong(page)

    field = page.get_by_label("Answer to Kit")
    await field.fill(ANSWER)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#interests-waiting")).to_have_text("Nobody waits for an answer.")
    await expect(page.locator("#interests")).to_contain_text(ANSWER)
    await expect(page.locator("h1")).to_be_focused()
    await nothing_is_wrong(page)

    other = await console_of(context, world, "Maya")
    await expect(other.locator("#nav-mentoring")).to_be_hidden()
    await other.evaluate("() => { location.hash = '#/peer-mentors'; }")
    await expect(other.locator("#interests")).to_have_text("Only supervisors open this list.")


async def test_what_is_typed_stays_when_somebody_else_was_first(
    world: World, context: BrowserContext
) -> None:
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    kit = await young_person(world.http, nickname="Kit")
    await kit.http.put("/v1/mentoring-interest", json={}, headers=kit.headers)
    page = await console_of(context, world, "Ruth")
    await page.click("#nav-mentoring")
    await page.get_by_label("Answer to Kit").fill(ANSWER)
    await kit.http.delete("/v1/mentoring-interest", headers=kit.headers)
    await page.get_by_role("button", name="Send the answer").click()
    await expect(page.locator("#interests-problem")).to_contain_text("They have taken it back.")
    await expect(page.get_by_label("Answer to Kit")).to_have_value(ANSWER)


async def test_whether_it_was_any_use_is_a_table_by_week_without_small_numbers(
    world: World, context: BrowserContext
) -> None:
    for answer, times in (("yes", 8), ("some", 2), ("no", 1)):
        for _ in range(times):
            await world.services.notes.useful(answer)
    world.clock.move(days=7)
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    page = await console_of(context, world, "Ruth")
    await page.click("#nav-numbers")
    row = page.get_by_role("table", name="Was this any use?").get_by_role("row", name="23 Nov")
    await expect(row.get_by_role("cell")).to_have_text(["5 to 9", "fewer than 5", "fewer than 5"])
    assert await axe(page) == []
    await page.set_viewport_size(SMALLEST)
    assert await page.locator("#useful").evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0
