"""The page "You": signing in elsewhere, the PIN, a plain name, reading who sees what, saying no, taking everything."""

import json
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from benchmarks.house import House
from tests.e2e.plans import add_words, kept_offline, open_plan, synced
from tests.e2e.test_accessibility import write
from tests.e2e.test_pin_on_the_phone import KEPT, PIN, set_pin, unlock
from tests.e2e.you import WHO_AM_I, WORDS, make_words, open_you, sign_in_with

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


async def test_words_open_the_chat_on_another_phone_which_can_sign_the_first_one_out(
    house: House, phone: Page, other_phone: Page
) -> None:
    await write(phone, "my maths homework took ages")
    await expect(phone.locator("[data-author=young_person]")).to_contain_text("Sent")
    words = await make_words(phone, house)

    await sign_in_with(other_phone, "abandon " * 8)
    await expect(other_phone.locator("#recover-problem")).to_contain_text("do not fit")
    await other_phone.fill("#recovery-words", words.upper())
    await other_phone.click("#recover")
    await expect(other_phone.locator("[data-author=young_person]")).to_contain_text("maths homework")

    await open_you(other_phone, house, "#phones")
    await expect(other_phone.locator("#phones > li")).to_have_count(2)
    await expect(other_phone.locator("#phones [data-current]")).to_contain_text("This phone")
    first = other_phone.locator("#phones > li:not([data-current])")
    await first.get_by_role("button", name="Sign out").click()
    await first.get_by_role("button", name="Yes, sign it out").click()
    await expect(other_phone.locator("#phones > li")).to_have_count(1)

    await phone.goto(house.url)
    await expect(phone.locator("#words-view")).to_be_visible()
    assert await other_phone.evaluate(WHO_AM_I) != "DeviceUnknown"


async def test_recovery_words_are_shown_once_and_kept_nowhere(house: House, phone: Page) -> None:
    words = await make_words(phone, house)
    kept = await phone.evaluate(KEPT)
    assert words not in kept
    assert json.dumps(words.split(), separators=(",", ":")) not in kept

    await phone.click("#words-done")
    await phone.click(".door[href='#words']")
    await expect(phone.locator("#make-words")).to_have_text("Show me 8 new words")
    await expect(phone.locator("#the-words")).to_have_count(0)


async def test_with_a_pin_a_page_that_is_opened_asks_for_it(house: House, phone: Page) -> None:
    await open_you(phone, house)
    await set_pin(phone, house)
    # In a tab of its own: a page that follows another one at once may have the key from it.
    opened = await phone.context.new_page()
    await open_you(opened, house, "#phones")
    await expect(opened.locator("#pin")).to_be_visible()
    await expect(opened.locator("#phones")).to_have_count(0)

    await unlock(opened, "135790")
    await expect(opened.locator("#pin-note")).to_contain_text("not the PIN")
    await unlock(opened, PIN)
    await expect(opened.locator("#phones [data-current]")).to_be_visible()


async def test_name_and_age_group_are_corrected(house: House, phone: Page) -> None:
    await open_you(phone, house, "#me")
    await phone.fill("#my-name", "Kit")
    await phone.get_by_label("16 to 18").check()
    await phone.click("#save-me")
    await expect(phone.get_by_text("Saved.")).to_be_visible()

    await open_you(phone, house, "#me")
    await expect(phone.locator("#my-name")).to_have_value("Kit")
    await expect(phone.get_by_label("16 to 18")).to_be_checked()
    await expect(phone.locator("#my-language")).to_have_value("en")
    kept = json.loads(await phone.evaluate("() => localStorage.getItem('evenlight.device')"))
    assert kept["age_band"] == "16-18"

    await phone.select_option("#my-language", "pl")
    await phone.click("#save-me")
    await expect(phone.locator("#help-now")).to_have_text("Pomoc teraz")
    await expect(phone.locator("#my-language")).to_have_value("pl")


async def test_the_plain_name_is_on_every_page_of_this_phone(house: House, phone: Page) -> None:
    await open_you(phone, house, "#look")
    await phone.get_by_label("“My pages”").check()
    await phone.click("#save-look")
    for where in ("/you", "/plan", "/"):
        await phone.goto(house.url + where)
        await expect(phone).to_have_title("My pages")
        await expect(phone.locator(".top .name")).to_have_text("My pages")
        manifest = await phone.locator("link[rel=manifest]").get_attribute("href")
        described = await (await phone.request.get(f"{house.url}{manifest}")).text()
        assert "My pages" in described
        assert "Evenlight" not in described
        assert "Evenlight" not in await phone.locator("link[rel=icon]").evaluate(
            "(link) => fetch(link.href).then((a) => a.text())"
        )

    await open_you(phone, house, "#look")
    await phone.get_by_label("Evenlight").check()
    await phone.click("#save-look")
    await expect(phone).to_have_title("Evenlight")


async def test_everything_is_downloaded_as_a_page_and_as_a_file(
    house: House, phone: Page, tmp_path: Path
) -> None:
    await open_plan(phone, house)
    await add_words(phone, 1, WORDS)
    await synced(phone)
    await open_you(phone, house, "#download")
    for button, name in (("#download-page", "my-data.html"), ("#download-file", "my-data.json")):
        async with phone.expect_download() as started:
            await phone.click(button)
        saved = await started.value
        assert saved.suggested_filename == name
        await saved.save_as(tmp_path / name)
        assert WORDS in (tmp_path / name).read_text(encoding="utf-8")
    assert json.loads((tmp_path / "my-data.json").read_text(encoding="utf-8"))["parts"]["safety_plan"]


async def test_an_objection_is_kept_until_it_is_sent_and_has_a_reference(house: House, phone: Page) -> None:
    await open_you(phone, house, "#object")
    await phone.context.set_offline(True)
    await phone.fill("#objection", "Please do not use what I wrote to train people.")
    await phone.click("#send-objection")
    await expect(phone.get_by_text("It was not sent")).to_be_visible()
    await phone.context.set_offline(False)

    await open_you(phone, house, "#object")
    await expect(phone.locator("#objection")).to_have_value("Please do not use what I wrote to train people.")
    await phone.click("#send-objection")
    reference = await phone.locator("#reference").inner_text()
    found = await phone.request.get(f"{house.url}/v1/complaints/{reference}")
    assert (await found.json())["kind"] == "objection"

    await open_you(phone, house, "#object")
    await expect(phone.locator("#objection")).to_have_value("")


async def test_privacy_is_read_at_three_lengths_also_without_an_account_or_a_network(
    house: House, other_phone: Page
) -> None:
    await kept_offline(other_phone)
    await other_phone.get_by_role("link", name="Who can see what I write").click()
    await expect(other_phone.locator("#notice")).to_contain_text("We do not promise to keep everything")
    await expect(other_phone.locator("#notice-draft")).to_be_visible()
    lengths = [len(await other_phone.locator("#notice").inner_text())]
    await other_phone.context.set_offline(True)
    for length in ("longer", "whole"):
        await other_phone.click(f"#length-{length}")
        await expect(other_phone.locator(f"#length-{length}[aria-current]")).to_be_visible()
        await expect(other_phone.get_by_text("the copy on this phone")).to_be_visible()
        lengths.append(len(await other_phone.locator("#notice").inner_text()))
    assert lengths == sorted(set(lengths))


async def test_without_a_network_it_says_so_and_goes_on_by_itself(house: House, phone: Page) -> None:
    await kept_offline(phone)
    await open_you(phone, house)
    await phone.context.set_offline(True)
    await phone.click(".door[href='#opened']")
    await expect(phone.get_by_text("needs a connection, and there is none")).to_be_visible()
    await phone.context.set_offline(False)
    await expect(phone.get_by_text("So far there is nothing in the list")).to_be_visible()
