"""What is written goes out at once, whatever is still awaited, and nothing is said or shown twice."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, Route, expect

from benchmarks.house import House
from tests.e2e.plans import new_phone
from tests.e2e.test_accessibility import DISCLOSURE, close_everything, write

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

MINE = "#messages > li[data-author=young_person]"


@pytest.fixture
async def phone(house: House, browser: Browser) -> AsyncIterator[Page]:
    page, watched = await new_phone(house, browser)
    yield page
    assert watched.wrong == []
    await close_everything(house, page.context)
    await page.context.close()


async def test_a_message_does_not_wait_for_the_answer_to_the_one_before(phone: Page) -> None:
    may_answer = asyncio.Event()

    async def answer_late(route: Route) -> None:
        answer = await route.fetch()
        await may_answer.wait()
        await route.fulfill(response=answer)

    await phone.route("**/messages", answer_late, times=1)
    await write(phone, "my maths homework took ages")
    await write(phone, DISCLOSURE)

    await expect(phone.locator("#status")).to_contain_text("Nobody from the team has seen this yet")
    may_answer.set()
    await expect(phone.locator(MINE)).to_contain_text(["homework", "alive anymore"])
    await expect(phone.locator(MINE).last).to_contain_text("Sent")


async def test_the_same_numbers_in_the_next_turn_are_short(phone: Page) -> None:
    numbers = phone.locator("#messages .numbers")
    await write(phone, DISCLOSURE)
    await expect(numbers).to_have_count(1)
    await write(phone, f"{DISCLOSURE} and nobody knows")
    await expect(numbers).to_have_count(2)

    await expect(numbers.first).to_contain_text("Samaritans")
    await expect(numbers.first.get_by_text("someone will listen")).to_be_visible()
    await expect(numbers.last).to_contain_text("Samaritans")
    await expect(numbers.last.get_by_text("someone will listen")).to_be_hidden()


async def test_what_was_read_at_the_start_does_not_stand_there_again_and_can_be_opened(phone: Page) -> None:
    opening = phone.locator("#chat-opening")
    await expect(opening.get_by_text("I am a computer program, not a person.")).to_be_visible()
    await expect(opening.get_by_text("unless I think you or someone else")).to_be_hidden()
    await opening.locator("summary").click()
    await expect(opening.get_by_text("unless I think you or someone else")).to_be_visible()
