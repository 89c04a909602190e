"""Staff mark what the screen did; a supervisor decides; the young person is told what the screen cannot do."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Response, expect

from backend.identity.model import Role
from tests.conftest import World
from tests.e2e.closing import answer_and_close
from tests.e2e.looking import nothing_is_wrong
from tests.factories import DISCLOSURE, PASSWORD, SMALL_TALK, staff, young_person

pytestmark = [pytest.mark.browser]


@pytest.fixture
async def context(world: World, browser: Browser) -> AsyncIterator[BrowserContext]:
    made = await browser.new_context(
        base_url=str(world.http.make_url("/")), viewport={"width": 360, "height": 740}, bypass_csp=True
    )
    yield made
    await made.close()


async def signed_in(context: BrowserContext, username: str, place: str) -> Page:
    page = await context.new_page()
    await page.goto(f"/staff{place}")
    await page.fill("#username", username)
    await page.fill("#password", PASSWORD)
    await page.click("#sign-in")
    await expect(page.locator("#nav")).to_be_visible()
    return page


def saved(response: Response) -> bool:
    """Tell whether the service has taken what was said with a mark."""
    return response.request.method == "PUT" and response.ok


async def test_a_message_is_marked_by_keyboard_more_is_said_and_a_supervisor_decides(
    world: World, context: BrowserContext
) -> None:
    for name, role in (("Maya", Role.ON_CALL), ("Ruth", Role.SUPERVISOR)):
        await staff(world.services, world.http, name, role)
    kit = await young_person(world.http, nickname="Kit")
    await kit.say(SMALL_TALK)
    await kit.say(DISCLOSURE)
    [escalation] = await world.services.escalations.listed()
    maya = await signed_in(context, "maya", f"#/escalations/{escalation.id}")
    await expect(maya.locator("#screen-note")).to_contain_text("It misses many things")
    # One button: not on what was noticed, nor on replies.
    mark = maya.locator("#conversation").get_by_role(
        "button", name="The word check should have noticed this", exact=True
    )
    await expect(mark).to_have_count(1)
    await mark.focus()
    await maya.keyboard.press("Enter")
    await expect(maya.locator("#conversation .mark")).to_contain_text(
        "Marked: The word check should have noticed this."
    )
    await expect(maya.get_by_role("button", name="Undo")).to_be_focused()
    async with maya.expect_response(saved):
        await maya.get_by_label("What it is about").select_option("eating")
    await maya.get_by_label("Note, if you like").fill("Said sideways.")
    async with maya.expect_response(saved):
        await maya.get_by_role("button", name="Save the note").click()
    await maya.reload()
    await expect(maya.get_by_label("What it is about")).to_have_value("eating")
    await expect(maya.get_by_label("Note, if you like")).to_have_value("Said sideways.")
    await nothing_is_wrong(maya)
    await expect(maya.locator("#nav-reviews")).to_be_hidden()
    await decided_by_ruth(context)


async def decided_by_ruth(context: BrowserContext) -> None:
    """A supervisor reads the mark, decides, and takes the counts away."""
    ruth = await signed_in(context, "ruth", "#/")
    await ruth.click("#nav-reviews")
    await expect(ruth.locator("#reviews")).to_contain_text(SMALL_TALK)
    await expect(ruth.locator("#reviews")).to_contain_text("The word check should have noticed this: eating")
    await nothing_is_wrong(ruth)
    await ruth.get_by_role("button", name="A rule should change").click()
    await expect(ruth.locator("#reviews")).to_contain_text("None.")
    await ruth.get_by_role("link", name="Decided").click()
    await expect(ruth.locator("#reviews")).to_contain_text("A rule should change, decided by Ruth")
    await ruth.get_by_role("link", name="Counts").click()
    await expect(ruth.locator("#reviews")).to_contain_text("fewer than 5")
    await nothing_is_wrong(ruth)
    async with ruth.expect_download() as saving:
        await ruth.click("#reviews-csv")
    assert (await saving.value).suggested_filename == "screening-marks.csv"


async def test_need_not_have_fetched_me_is_offered_at_close_and_afterwards_and_can_be_taken_back(
    world: World, context: BrowserContext
) -> None:
    await staff(world.services, world.http, "Maya")
    kit = await young_person(world.http)
    await kit.say(DISCLOSURE)
    [escalation] = await world.services.escalations.listed()
    page = await signed_in(context, "maya", f"#/escalations/{escalation.id}")
    await page.get_by_role("button", name="Acknowledge").click()
    await page.locator("#one-actions").get_by_role("button", name="Close").click()
    dialog = page.locator("#close-dialog")
    await dialog.get_by_role("button", name="The word check need not have fetched me").click()
    await expect(dialog.locator("#close-needless")).to_contain_text(
        "Marked: The word check need not have fetched me."
    )
    await nothing_is_wrong(page)
    await answer_and_close(page)
    afterwards = page.locator("#one-needless")
    await expect(afterwards).to_contain_text("Marked: The word check need not have fetched me.")
    await afterwards.get_by_role("button", name="Undo").click()
    await expect(
        afterwards.get_by_role("button", name="The word check need not have fetched me", exact=True)
    ).to_be_focused()
    assert await world.services.mongo.db.screening_marks.count_documents({}) == 0


async def test_the_young_person_reads_what_the_word_check_reads_before_they_start(
    world: World, context: BrowserContext
) -> None:
    page = await context.new_page()
    await page.goto("/")
    opening = page.locator("#opening")
    for words in ("misses many things", "Polish", '"I want a person" works in any language'):
        await expect(opening).to_contain_text(words)
    await page.click("#go-on")
    await page.get_by_label("13 to 15").check()
    await page.click("#start")
    await expect(page.locator("#chat-opening")).to_contain_text("misses many things")
