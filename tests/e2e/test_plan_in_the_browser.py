"""A plan is written on a phone with and without a network, on one phone and on two, and no word is lost."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from benchmarks.house import House
from tests.e2e.plans import (
    Watched,
    add_words,
    change_words,
    kept_offline,
    open_plan,
    second_phone,
    synced,
)

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

Phone = tuple[Page, Watched]


@pytest.fixture
async def other_phone(house: House, browser: Browser, phone: Page) -> AsyncIterator[Page]:
    page, watched = await second_phone(house, browser, phone)
    yield page
    assert watched.wrong == []
    await page.context.close()


async def test_an_example_is_put_into_the_box_and_changed(house: House, phone: Page) -> None:
    await open_plan(phone, house, "#step/2")
    example = phone.locator(".example").first
    said = await example.inner_text()
    await example.click()
    await expect(phone.locator("#entry-text")).to_have_value(said)

    await phone.fill("#entry-text", "Walk round the park with the dog")
    await phone.click("#save")
    await synced(phone)
    await phone.reload()
    await expect(phone.locator(".entry")).to_contain_text("Walk round the park with the dog")


async def test_nothing_is_ever_suggested_for_step_six(house: House, phone: Page) -> None:
    await open_plan(phone, house, "#step/6")
    await expect(phone.locator("#view")).to_contain_text("Agree with someone you trust")
    await phone.wait_for_load_state("networkidle")
    await expect(phone.locator(".example")).to_have_count(0)


async def test_words_written_without_a_network_are_there_after_a_reload_and_arrive_later(
    house: House, phone: Page
) -> None:
    await open_plan(phone, house)
    await kept_offline(phone)
    await phone.context.set_offline(True)
    await add_words(phone, 1, "I stop answering messages")
    await expect(phone.locator("#plan-status")).to_contain_text("when there is a connection")

    await open_plan(phone, house, "#step/1")
    await phone.reload()
    await expect(phone.locator(".entry")).to_contain_text("I stop answering messages")
    await change_words(phone, "I stop answering messages", "I stop answering my friends")

    await phone.context.set_offline(False)
    await synced(phone)


async def test_what_is_typed_and_not_saved_is_still_there(house: House, phone: Page) -> None:
    await open_plan(phone, house, "#step/1/new")
    await open_plan(phone, house, "#step/1")
    await phone.click("#add")
    await phone.fill("#entry-text", "I sleep in the day")
    await phone.reload()
    await expect(phone.locator("#entry-text")).to_have_value("I sleep in the day")


async def test_too_many_letters_are_told_before_saving_and_stay(house: House, phone: Page) -> None:
    await open_plan(phone, house, "#step/1")
    await phone.click("#add")
    await phone.fill("#entry-text", "a" * 10_005)
    await phone.click("#save")
    await expect(phone.locator("#entry-form")).to_contain_text("5 letters too long")
    assert len(await phone.input_value("#entry-text")) == 10_005


async def test_markup_and_direction_marks_are_only_words(house: House, phone: Page) -> None:
    await open_plan(phone, house)
    await add_words(phone, 1, "<script>alert(1)</script> <b>میں ٹھیک نہیں</b> 🌧️\u200d")
    await synced(phone)
    await expect(phone.locator(".entry script, .entry b")).to_have_count(0)


async def test_remove_and_move_can_be_undone(house: House, phone: Page) -> None:
    await open_plan(phone, house)
    await add_words(phone, 2, "Music")
    await add_words(phone, 2, "A warm drink")
    texts = phone.locator(".entry .text")
    await phone.get_by_role("button", name="Move up: A warm drink").click()
    await expect(texts).to_have_text(["A warm drink", "Music"])
    await phone.click("#undo")
    await expect(texts).to_have_text(["Music", "A warm drink"])

    await phone.get_by_role("button", name="Remove: Music").click()
    await expect(texts).to_have_text(["A warm drink"])
    await phone.click("#undo")
    await expect(texts).to_have_text(["Music", "A warm drink"])


async def test_two_phones_that_edit_without_a_network_lose_no_word(
    house: House, phone: Page, other_phone: Page
) -> None:
    await open_plan(phone, house)
    await add_words(phone, 2, "Music")
    await synced(phone)
    await open_plan(other_phone, house, "#step/2")
    await expect(other_phone.locator(".entry")).to_contain_text("Music")

    await other_phone.context.set_offline(True)
    await change_words(other_phone, "Music", "Music in my room")
    await add_words(other_phone, 1, "I go quiet")
    await change_words(phone, "Music", "Music with headphones")
    await synced(phone)
    await other_phone.context.set_offline(False)
    await synced(other_phone)

    await open_plan(other_phone, house)
    await other_phone.get_by_role("link", name="Choose").click()
    for words in ("Music in my room", "Music with headphones"):
        await expect(other_phone.locator(".version", has_text=words)).to_be_visible()
    await other_phone.get_by_role("button", name="Keep both").click()
    await expect(other_phone.locator("#view")).to_contain_text("nothing left to choose")
    await synced(other_phone)

    await phone.reload()
    await expect(phone.locator(".entry .text")).to_have_count(2)
    await phone.evaluate("() => { location.hash = '#step/1'; }")
    await expect(phone.locator(".entry")).to_contain_text("I go quiet")


async def test_an_older_plan_is_compared_and_brought_back(house: House, phone: Page) -> None:
    await open_plan(phone, house)
    await add_words(phone, 7, "My cat")
    await synced(phone)
    await change_words(phone, "My cat", "My cat and my sister")
    await synced(phone)

    await open_plan(phone, house, "#history")
    await phone.locator("#revisions").get_by_role("link", name="Look").click()
    await expect(phone.locator("#changes")).to_contain_text("Other words now")
    await phone.click("#restore")
    await expect(phone.locator("#told")).to_contain_text("It is back")
    await open_plan(phone, house, "#step/7")
    await expect(phone.locator(".entry .text")).to_have_text(["My cat"])
