"""A plan is shown to somebody, printed, saved, read in the calm view, and deleted."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, FilePayload, Page, expect

from benchmarks.house import House
from tests.e2e.plans import PHONE, Watched, add_words, kept_offline, new_phone, open_plan, synced
from tests.e2e.test_accessibility import close_everything

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


@pytest.fixture
async def phone(house: House, browser: Browser) -> AsyncIterator[Page]:
    page, watched = await new_phone(house, browser)
    await open_plan(page, house)
    yield page
    assert watched.wrong == []
    await page.context.close()


@pytest.fixture
async def reader(house: House, browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/London")
    watched = Watched(context, house)
    yield await context.new_page()
    assert watched.wrong == []
    await context.close()


async def add_aunt(phone: Page) -> None:
    await phone.evaluate("() => { location.hash = '#step/4'; }")
    await phone.click("#add")
    await phone.get_by_label("Name").fill("Auntie Sam")
    await phone.get_by_label("Number or address").fill("07700 900123")
    await phone.get_by_role("group", name="May they be told").get_by_label("Yes").check()
    await phone.click("#save")
    await expect(phone.locator(".entry")).to_contain_text("Auntie Sam")


async def share_step_one(phone: Page, house: House, name: str) -> tuple[str, str]:
    await open_plan(phone, house, "#share")
    await phone.check("input[name=step][value='1']")
    await phone.fill("#reader-name", name)
    await phone.click("#share-make")
    await expect(phone.locator(".ready")).to_be_visible()
    link = await phone.locator("#share-link").inner_text()
    return link, await phone.locator("#share-code").inner_text()


async def open_shared(reader: Page, link: str, code: str) -> None:
    await reader.goto("about:blank")
    await reader.goto(link)
    await reader.fill("#code", code)
    await reader.click("#open")


async def test_a_reader_sees_the_shared_step_alone_until_it_is_ended(
    house: House, phone: Page, reader: Page
) -> None:
    await add_words(phone, 1, "I go quiet")
    await add_words(phone, 2, "Music")
    await synced(phone)
    link, code = await share_step_one(phone, house, "Mum")

    await open_shared(reader, link, code)
    await expect(reader.locator(".shared-plan")).to_contain_text("I go quiet")
    await expect(reader.locator(".shared-plan")).not_to_contain_text("Music")

    await open_plan(phone, house, "#share")
    await phone.reload()
    await expect(phone.locator("#readings")).to_have_text(re.compile(r"Mum read this on \w+ at \d\d:\d\d"))
    await open_plan(phone, house, "#step/1")
    await expect(phone.locator(".who-can-see")).to_contain_text("You and Mum")
    await open_plan(phone, house, "#step/2")
    await expect(phone.locator(".who-can-see")).to_contain_text("Only you")

    await open_plan(phone, house, "#share")
    await phone.get_by_role("button", name="End this for Mum").click()
    await expect(phone.locator("#shares")).to_contain_text("ended")
    await open_shared(reader, link, code)
    await expect(reader.locator("#problem")).to_contain_text("Nothing opens with this link and code")
    await expect(reader.locator("body")).not_to_contain_text("I go quiet")


async def test_step_6_is_not_chosen_before_and_said_to_be_private(house: House, phone: Page) -> None:
    await open_plan(phone, house, "#share")
    await expect(phone.locator("input[name=step]:checked")).to_have_count(0)
    await phone.check("input[name=step][value='1']")
    await expect(phone.locator("#private-step")).to_be_hidden()
    await phone.check("input[name=step][value='6']")
    await expect(phone.locator("#private-step")).to_contain_text("private, and you can leave it out")
    await phone.uncheck("input[name=step][value='6']")
    await expect(phone.locator("#private-step")).to_be_hidden()


async def test_a_wrong_code_says_nothing_of_a_plan(house: House, phone: Page, reader: Page) -> None:
    await add_words(phone, 1, "I go quiet")
    await synced(phone)
    link, code = await share_step_one(phone, house, "Mum")
    await open_shared(reader, link, "".join(str((int(digit) + 1) % 10) for digit in code))
    wrong = await reader.locator("#problem").inner_text()

    await open_shared(reader, f"{house.url}/shared#nothing-is-here", code)
    await expect(reader.locator("#problem")).to_have_text(wrong)


async def test_the_team_is_shown_steps_only_where_a_person_was_asked_for(house: House, phone: Page) -> None:
    await add_words(phone, 1, "I go quiet")
    await synced(phone)
    await open_plan(phone, house, "#share")
    await phone.check("input[name=step][value='1']")
    await phone.click("#share-team")
    await expect(phone.locator("#view")).to_contain_text("There is no open request in your chat")

    await phone.click("#want-person")
    await expect(phone.locator("#status")).to_contain_text("Nobody from the team has seen this yet")
    await open_plan(phone, house, "#share")
    await phone.check("input[name=step][value='1']")
    await phone.click("#share-team")
    await expect(phone.locator("#shares")).to_contain_text("On-call team")
    await expect(phone.locator("#view")).to_contain_text("Nobody has looked so far")
    await close_everything(house, phone.context)


async def test_the_calm_view_has_buttons_to_ring_and_text_and_nothing_around_it(
    house: House, phone: Page
) -> None:
    await add_words(phone, 1, "I go quiet")
    await add_aunt(phone)
    await kept_offline(phone)
    await phone.context.set_offline(True)

    await open_plan(phone, house, "#calm")
    await phone.reload()
    await expect(phone.locator("a[href='tel:07700900123']")).to_contain_text("Call Auntie Sam")
    await expect(phone.locator("a[href='sms:07700900123']")).to_be_visible()
    await expect(phone.locator(".calm-page a[href='tel:999']")).to_be_visible()
    for hidden in ("#top", "#want-person", "#plan-status"):
        await expect(phone.locator(hidden)).to_be_hidden()
    for shown in ("#help-now", "#leave"):
        await expect(phone.locator(shown)).to_be_visible()

    await phone.get_by_label("One step a screen").check()
    await expect(phone.get_by_role("heading", name="Signs that things are getting hard")).to_be_visible()
    await expect(phone.get_by_role("heading", name="People I can ask for help")).to_be_hidden()
    await phone.click("#calm-next")
    await expect(phone.get_by_role("heading", name="People I can ask for help")).to_be_visible()


async def test_paper_shows_the_plan_only_when_its_owner_pressed_print(house: House, phone: Page) -> None:
    await add_words(phone, 1, "I go quiet")
    await phone.emulate_media(media="print")
    await expect(phone.locator("#view")).to_be_hidden()
    await expect(phone.locator("#sheet")).not_to_contain_text("I go quiet")

    await phone.emulate_media(media="screen")
    await phone.evaluate("() => { globalThis.print = () => { document.title = 'printed'; }; }")
    await phone.evaluate("() => { location.hash = '#keep'; }")
    await phone.click("#print")
    await expect(phone).to_have_title("printed")
    await phone.emulate_media(media="print")
    await expect(phone.locator("#sheet")).to_contain_text("I go quiet")
    await expect(phone.locator("#sheet a[href='tel:999']")).to_be_visible()
    await expect(phone.locator("#bar")).to_be_hidden()
    await phone.evaluate("() => dispatchEvent(new Event('afterprint'))")
    await expect(phone.locator("#sheet")).not_to_contain_text("I go quiet")


async def test_a_saved_plan_comes_back_after_it_was_deleted(
    house: House, phone: Page, tmp_path: Path
) -> None:
    await add_words(phone, 1, "I go quiet")
    await synced(phone)
    await open_plan(phone, house, "#keep")
    async with phone.expect_download() as coming:
        await phone.click("#save-json")
    saved = tmp_path / "my-plan.json"
    await (await coming.value).save_as(saved)

    async with phone.expect_download() as coming:
        await phone.click("#save-pdf")
    assert Path(await (await coming.value).path()).read_bytes().startswith(b"%PDF")

    await phone.click("#delete")
    await phone.click("#delete-no")
    await phone.click("#delete")
    await phone.click("#delete-yes")
    await expect(phone.locator("#told")).to_contain_text("deleted")
    await expect(phone.locator(".step-list")).not_to_contain_text("I go quiet")

    await open_plan(phone, house, "#keep")
    await phone.set_input_files("#import-file", saved)
    await expect(phone.locator("#view")).to_contain_text("The saved plan is here now")
    await open_plan(phone, house)
    await expect(phone.locator(".step-list")).to_contain_text("I go quiet")


async def test_an_own_picture_is_kept_without_a_network(house: House, phone: Page) -> None:
    await open_plan(phone, house, "#step/7")
    await phone.click("#add")
    await phone.fill("#entry-text", "My cat")
    hostile: FilePayload = {
        "name": "cat.png",
        "mimeType": "image/png",
        "buffer": b"\x89PNG" + b"<script>" * 9,
    }
    await phone.set_input_files("#picture-file", hostile)
    await expect(phone.locator("#entry-form")).to_contain_text("not a picture that the app can read")
    await expect(phone.locator("#entry-text")).to_have_value("My cat")

    await phone.set_input_files("#picture-file", "backend/web/static/icons/icon-192.png")
    await expect(phone.locator(".picture-list canvas")).to_be_visible()
    await phone.click("#save")
    await synced(phone)
    await kept_offline(phone)
    await phone.context.set_offline(True)
    await open_plan(phone, house, "#matters")
    await phone.reload()
    await expect(phone.locator(".matters canvas")).to_be_visible()
    assert await phone.locator(".matters canvas").evaluate("(canvas) => canvas.width") == 192
