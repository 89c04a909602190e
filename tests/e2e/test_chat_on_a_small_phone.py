"""On the smallest usual screen what matters is in sight, and every press is answered."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from backend.demo import DEMO_PASSWORD
from benchmarks.house import House
from tests.e2e.plans import new_phone
from tests.e2e.test_accessibility import DISCLOSURE, close_everything, write

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


@pytest.fixture
async def phone(house: House, browser: Browser) -> AsyncIterator[Page]:
    page, watched = await new_phone(house, browser)
    await write(page, DISCLOSURE)
    yield page
    assert watched.wrong == []
    await close_everything(house, page.context)
    await page.context.close()


async def test_the_safety_question_and_its_buttons_are_in_sight(phone: Page) -> None:
    await expect(phone.get_by_text("Are you safe right now?")).to_be_in_viewport()
    for answer in ("I am safe right now", "I am not safe right now"):
        await expect(phone.get_by_role("button", name=answer)).to_be_in_viewport(ratio=1)


async def test_they_stay_in_sight_when_the_line_above_says_more(phone: Page) -> None:
    not_safe = phone.get_by_role("button", name="I am not safe right now")
    await expect(not_safe).to_be_in_viewport(ratio=1)
    top_px = "(list) => list.getBoundingClientRect().top"
    before_px = await phone.locator("#scroller").evaluate(top_px)
    await phone.locator("#mode").evaluate("(mode) => { mode.textContent += ' and more'.repeat(20); }")
    assert await phone.locator("#scroller").evaluate(top_px) > before_px
    await expect(not_safe).to_be_in_viewport(ratio=1)


async def test_asking_for_a_person_while_one_has_the_chat_is_answered(house: House, phone: Page) -> None:
    await expect(phone.locator("[data-author=safety]").first).to_be_visible()
    staff = f"{house.url}/v1/staff"
    sign_in = {"username": "ruth", "password": DEMO_PASSWORD}
    token = (await (await phone.request.post(f"{staff}/tokens", data=sign_in)).json())["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    listed = await phone.request.get(f"{staff}/escalations?state=open", headers=bearer)
    for found in (await listed.json())["escalations"]:
        await phone.request.post(f"{staff}/escalations/{found['id']}/take-over", headers=bearer, data={})
    await expect(phone.locator("#status")).to_contain_text("is a person")

    await phone.click("#want-person")
    await expect(phone.locator("#status")).to_contain_text("already has this chat")
