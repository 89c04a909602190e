"""How I am reached, in the console: an address, the code that goes there, and a test."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.conftest import World
from tests.e2e.looking import nothing_is_wrong
from tests.factories import PASSWORD, staff
from tests.fakes import Post

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


@pytest.fixture
async def page(world: World, browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": 360, "height": 740}, bypass_csp=True, locale="en-GB"
    )
    made = await context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    assert errors == []
    await context.close()


async def test_an_address_is_used_once_the_code_was_typed(world: World, page: Page) -> None:
    email = world.services.channels["email"] = Post("email")
    await staff(world.services, world.http, "Maya")
    await page.goto(str(world.http.make_url("/staff")))
    await page.fill("#username", "maya")
    await page.fill("#password", PASSWORD)
    await page.click("#sign-in")
    await page.click("#nav a[href='#/rota']")
    await page.click("#reached > summary")
    await page.fill("#reached-email", "no address")
    await page.click("#reached-save")
    await expect(page.locator("#reached-problem")).to_have_text("This is not an email address.")

    await page.fill("#reached-email", "maya@example.org")
    await page.click("#reached-save")
    await expect(page.locator("#reached-points")).to_contain_text("Not in use yet")
    await page.fill("#reached-code-email", email.code)
    await page.click("#reached-verify-email")
    await expect(page.locator("#reached-told")).to_have_text("You are paged by email from now on.")
    await nothing_is_wrong(page)
    await page.click("#reached-test-email")
    await expect(page.locator("#reached-told")).to_have_text("A test went out by email.")

    await page.fill("#reached-email", "")
    await page.click("#reached-save")
    await expect(page.locator("#reached-points li")).to_have_count(0)


async def test_the_page_of_a_link_waits_for_the_button(world: World, page: Page) -> None:
    await page.goto(str(world.http.make_url("/acknowledge")) + "#of-no-page")
    await expect(page.locator("#answer")).to_have_text("")
    await page.click("#acknowledge")
    await expect(page.locator("#answer")).to_contain_text("not one of ours")
    await nothing_is_wrong(page)
    await page.goto("about:blank")
    await page.goto(str(world.http.make_url("/acknowledge")))
    await expect(page.locator("#acknowledge")).to_be_hidden()
