"""A draft of own words, and a page to read, on a small phone: by keyboard, with axe, and from the right."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from benchmarks.house import running_house
from tests.e2e.plans import new_phone
from tests.e2e.test_accessibility import check_both_ways
from tests.fakes import BotServer

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

DRAFT = "Can we talk tonight?\nI find it hard to say, and I do not want to be alone with it."
MINE = "Dad, can we talk tonight?"
PARTS: list[dict[str, Any]] = [
    {"text": "Here is a draft. It is yours to change."},
    {"text": DRAFT, "buttons": [{"title": "Another one", "payload": "/x"}, {"title": "I want a person"}]},
    {"custom": {"show": "own_words"}},
    {"text": "You can read how others have done it."},
    {"custom": {"show": "read", "article": "trusted-adults"}},
]


@pytest.fixture
async def bot() -> AsyncIterator[BotServer]:
    fake = BotServer()
    fake.answer = PARTS
    yield fake
    await fake.stop()


@pytest.fixture
async def phone(bot: BotServer, browser: Browser) -> AsyncIterator[Page]:
    with running_house(with_bot=False, bot_url=await bot.start()) as house:
        page, watched = await new_phone(house, browser, bypass_csp=True)
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await page.fill("#message", "help me tell my dad")
        await page.click("#send")
        await expect(box(page)).to_be_visible()
        yield page
        assert watched.wrong == []
        await page.context.close()


def box(page: Page) -> Locator:
    return page.get_by_label("Words you could use")


async def test_a_draft_is_changed_kept_copied_and_never_sent(phone: Page) -> None:
    await expect(box(phone)).to_have_value(DRAFT)
    await check_both_ways(phone)

    await box(phone).fill(MINE)
    await phone.keyboard.press("Tab")
    await expect(phone.get_by_role("button", name="Copy these words")).to_be_focused()
    await phone.keyboard.press("Enter")
    await expect(phone.get_by_text("Copied. You can paste it")).to_be_visible()
    assert await phone.evaluate("navigator.clipboard.readText()") == MINE

    await phone.fill("#message", "thanks")
    await phone.click("#send")
    await expect(phone.locator("#messages > li[data-author=bot]")).to_have_count(6)
    await expect(box(phone).first).to_have_value(MINE)
    await phone.reload()
    await expect(box(phone).first).to_have_value(MINE)

    said = phone.locator("#messages > li[data-author=young_person] .text")
    assert await said.all_text_contents() == ["help me tell my dad", "thanks"]
    await phone.get_by_role("button", name="Go back to the first draft").first.click()
    await expect(box(phone).first).to_have_value(DRAFT)


async def test_a_page_to_read_opens_with_its_title(phone: Page) -> None:
    way = phone.locator(".to-read a")
    title = await way.text_content()
    await way.click()
    await expect(phone.get_by_role("heading", level=1)).to_contain_text(title or "?")
