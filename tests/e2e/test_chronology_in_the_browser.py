"""Closing with answers missing, then with all of them; the young person's page; a correction; and what is printed."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from backend.identity.model import Role
from tests.conftest import World
from tests.e2e.looking import nothing_is_wrong
from tests.factories import DISCLOSURE, PASSWORD, on_call, staff, young_person

pytestmark = [pytest.mark.browser]


@pytest.fixture
async def context(world: World, browser: Browser) -> AsyncIterator[BrowserContext]:
    made = await browser.new_context(
        base_url=str(world.http.make_url("/")), viewport={"width": 360, "height": 740}, bypass_csp=True
    )
    yield made
    await made.close()


@pytest.fixture
async def page(world: World, context: BrowserContext) -> Page:
    """Return Maya's console, with Kit's request acknowledged."""
    for name, role in (("Maya", Role.ON_CALL), ("Ruth", Role.SUPERVISOR)):
        who = await staff(world.services, world.http, name, role)
        await on_call(world.services, who, world.clock.now())
    kit = await young_person(world.http, nickname="Kit")
    await kit.say(DISCLOSURE)
    [escalation] = await world.services.escalations.listed()
    made = await context.new_page()
    await made.goto(f"/staff#/escalations/{escalation.id}")
    await made.fill("#username", "maya")
    await made.fill("#password", PASSWORD)
    await made.click("#sign-in")
    await made.get_by_role("button", name="Acknowledge").click()
    await expect(made.locator("#one-standing")).to_contain_text("Acknowledged")
    return made


async def answer_everything(page: Page) -> None:
    await page.get_by_label("Spoke with the young person").check()
    await page.get_by_label("Facts", exact=True).fill("We spoke for ten minutes.")
    await page.get_by_label("Your opinion").fill("Home seems hard.")
    await page.get_by_label("own words").fill("I feel heard now.")
    question = page.get_by_role("group", name="Is there a safeguarding concern?")
    await question.get_by_label("Not sure yet").check()
    await page.get_by_label("What was done about it").fill("I will ask the school.")
    await page.get_by_role("group", name="Was anybody told").get_by_label("Yes").check()
    await page.get_by_label("Who was told?").fill("Sam, duty social worker")
    await page.get_by_label("Why did they need to know?").fill("They can look at home.")
    await page.get_by_role("group", name="Does the young person know").get_by_label("Yes").check()


async def test_closing_asks_until_all_is_answered_and_loses_nothing(page: Page, world: World) -> None:
    await page.keyboard.press("c")
    dialog = page.locator("#close-dialog")
    # Also what is asked only after an answer is said before the first.
    for words in ("why nobody was told", "who looks again and by which day"):
        await expect(dialog.locator("#close-asked")).to_contain_text(words)
    await page.click("#close-confirm")
    problems = page.locator("#close-problem")
    await expect(problems).to_be_focused()
    await expect(problems.get_by_role("link")).to_have_count(6)
    await nothing_is_wrong(page)
    await problems.get_by_role("link", name="Say whether there is a safeguarding concern.").click()
    await expect(dialog.locator("#close-answers-concern input").first).to_be_focused()

    await answer_everything(page)
    await page.get_by_role("group", name="Does something stay open?").get_by_label("No").check()
    await page.click("#close-confirm")
    await expect(problems.get_by_role("link")).to_have_text(
        ["It is not sure yet whether there is a concern: say who looks again."]
    )
    await page.reload()  # What was typed is still there.
    await expect(page.locator("#one-standing")).to_be_visible()
    await page.keyboard.press("c")
    await expect(page.get_by_label("Facts", exact=True)).to_have_value("We spoke for ten minutes.")
    await expect(page.get_by_label("Who was told?")).to_have_value("Sam, duty social worker")

    await page.get_by_role("group", name="Does something stay open?").get_by_label("Yes").check()
    await page.get_by_label("What has to be looked at again?").fill("Ask how school went.")
    await page.get_by_label("Who looks again?").select_option(label="Maya")
    await page.get_by_label("By which day?").fill(f"{world.clock.now().date()}")
    await page.context.set_offline(True)
    await page.click("#close-confirm")
    await expect(problems).to_contain_text("could not be reached")
    await page.context.set_offline(False)
    await page.click("#close-confirm")
    await expect(dialog).to_have_count(0)
    await expect(page.locator("#one-standing")).to_contain_text("Closed")
    await on_the_young_persons_page(page, world)


async def on_the_young_persons_page(page: Page, world: World) -> None:
    """Read it, add to it, correct it, look again at what was left open, and print it."""
    await page.click("#one-record")
    moments = page.locator(".moments > li")
    await expect(moments).to_have_count(2)
    closed = page.locator(".moment-closing")
    for words in ("Facts", "Opinion of Maya", "own words", "I feel heard now.", "Not sure yet", "Sam, duty"):
        await expect(closed).to_contain_text(words)
    await nothing_is_wrong(page)

    await page.click("#chronology-add")
    await page.click("#note-confirm")
    await expect(page.locator("#note-problem")).to_contain_text(
        "Write facts, your opinion or their own words."
    )
    await page.get_by_label("Day", exact=True).fill("2026-11-10")
    await page.get_by_label("About then, not exactly").check()
    await page.get_by_label("Facts", exact=True).fill("A teacher rang us.")
    await nothing_is_wrong(page)
    await page.click("#note-confirm")
    await expect(moments.first).to_contain_text("About Tue 10 November 2026, time not known")
    await expect(moments.first).to_contain_text("Recorded later.")
    await expect(page.locator(".gap")).to_have_text("12 days with nothing recorded.")

    await moments.first.get_by_role("button", name="Correct this").click()
    await page.get_by_label("Facts", exact=True).fill("A youth worker rang us.")
    await page.get_by_label("Why is it corrected?").fill("I had mixed them up.")
    await page.click("#correct-confirm")
    await expect(moments.first).to_contain_text("I had mixed them up.")
    await expect(moments.first.locator(".version")).to_contain_text("A teacher rang us.")

    await page.get_by_role("button", name="Look again now").click()
    await page.get_by_label("Facts", exact=True).fill("School went well.")
    await page.get_by_role("group", name="Does something stay open?").get_by_label("No").check()
    await page.click("#review-confirm")
    await expect(closed).to_contain_text("That was done.")
    await printed(page, world)


async def printed(page: Page, world: World) -> None:
    """The printed page has the record and who printed it, and nothing of the console."""
    await page.evaluate("() => { window.print = () => { document.title = 'asked to print'; }; }")
    await page.click("#chronology-print")
    await expect(page).to_have_title("asked to print")
    actions = [found["action"] async for found in world.services.mongo.db.audit.find({})]
    assert actions.count("chronology_printed") == 1
    text = " ".join(found.extract_text() for found in PdfReader(BytesIO(await page.pdf())).pages)
    text = " ".join(text.split())
    for there in (
        "Printed by Maya",
        "Chronology: Kit",
        "We spoke for ten minutes.",
        "youth worker",
        "teacher",
    ):
        assert there in text
    for gone in ("Write an entry", "Correct this", "Left open (", "Keys and sound", "Back to the conv"):
        assert gone not in text


async def test_an_overdue_review_is_on_every_page_of_its_owner(page: Page, world: World) -> None:
    await page.keyboard.press("c")
    await answer_everything(page)
    await page.get_by_role("group", name="Does something stay open?").get_by_label("Yes").check()
    await page.get_by_label("What has to be looked at again?").fill("Ask how school went.")
    await page.get_by_label("Who looks again?").select_option(label="Maya")
    await page.get_by_label("By which day?").fill(f"{world.clock.now().date()}")
    await page.click("#close-confirm")
    await expect(page.locator("#one-standing")).to_contain_text("Closed")
    entries = world.services.mongo.db.chronology_entries
    await entries.update_many({}, {"$set": {"follow_up.review_on": "2026-11-22"}})
    await page.reload()
    await expect(page.locator("#bands")).to_contain_text("1 review is overdue.", timeout=15_000)
    await page.get_by_role("link", name="Open the list").click()
    await expect(page.locator("#follow-ups")).to_contain_text("This is overdue.")
    await nothing_is_wrong(page)
    await page.get_by_role("link", name="Open the chronology").click()
    await expect(page.locator(".left-open")).to_contain_text("This is overdue.")
