"""Signing in to the console: an authenticator app, recovery codes, and a fresh sign-in for what matters."""

import time
from collections.abc import AsyncIterator

import pyotp
import pytest
from playwright.async_api import Browser, Page, expect

from backend.demo import DEMO_PASSWORD
from benchmarks.house import House

pytestmark = [pytest.mark.e2e, pytest.mark.browser]

PASSWORD = "a-password-for-tests"


@pytest.fixture
async def page(house: House, browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/London")
    made = await context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    await made.goto(f"{house.url}/staff")
    yield made
    assert errors == []
    await context.close()


async def type_password(page: Page, username: str, password: str) -> None:
    await page.fill("#username", username)
    await page.fill("#password", password)


async def sign_in(page: Page, username: str, password: str = DEMO_PASSWORD) -> None:
    await type_password(page, username, password)
    await page.click("#sign-in")


async def add(page: Page, username: str, first_name: str) -> None:
    """Add somebody on the people page."""
    await sign_in(page, "ada")
    await page.click("#nav-people")
    await page.fill("#new-username", username)
    await page.fill("#first-name", first_name)
    await page.fill("#new-password", PASSWORD)
    await page.click("#person-add")
    await expect(page.locator(f"#people > [data-username={username}]")).to_contain_text("password")


async def leave(page: Page) -> None:
    await page.click("#sheet-open")
    async with page.expect_response("**/v1/staff/sign-out") as ended:
        await page.click("#sign-out")
    assert (await ended.value).ok


async def test_from_a_new_member_to_a_sign_in_with_a_code(page: Page) -> None:
    await add(page, "noor", "Noor")
    await leave(page)

    await type_password(page, "noor", PASSWORD)
    await page.click("#enrol")
    totp = pyotp.TOTP((await page.inner_text("#totp-secret")).replace(" ", ""))
    used_at = time.time()
    await page.fill("#code", totp.at(used_at))
    await page.click("#enrol-confirm")
    await expect(page.locator("#recovery-codes > li")).to_have_count(10)
    recovery_code = await page.inner_text("#recovery-codes > li:first-child")
    await page.click("#codes-kept")

    await sign_in(page, "noor", PASSWORD)
    await expect(page.locator("#code")).to_be_focused()
    await page.fill("#code", totp.at(used_at))
    await page.click("#sign-in")
    await expect(page.locator("#login-problem")).to_contain_text("A code works once")

    await page.fill("#code", totp.at(used_at + 30))
    await page.click("#sign-in")
    await expect(page.locator("#on-call")).to_be_visible()
    await expect(page.locator("#nav-people")).to_be_hidden()

    await leave(page)
    await sign_in(page, "noor", PASSWORD)
    await page.fill("#code", recovery_code)
    await page.click("#sign-in")
    await expect(page.locator("#on-call")).to_be_visible()


async def test_an_old_sign_in_is_made_again_and_what_was_asked_for_is_done(page: Page) -> None:
    await add(page, "olu", "Olu")
    refused = {
        "type": "urn:evenlight:problem:sign-in-again",
        "title": "Sign in again to do this",
        "status": 403,
    }
    await page.route("**/v1/staff/members/*", lambda route: route.fulfill(json=refused, status=403), times=1)
    row = page.locator("#people > [data-username=olu]")
    await row.locator("select").select_option("supervisor")

    await expect(page.locator("#step-up-dialog")).to_be_visible()
    await expect(page.locator("#username")).to_have_value("ada")
    await page.locator("#step-up-dialog #password").fill(DEMO_PASSWORD)
    await page.locator("#step-up-dialog #sign-in").click()

    await expect(page.locator("#people-told")).to_contain_text("Olu has another role now")
    await expect(row.locator("select")).to_have_value("supervisor")
    await row.locator("[data-part=remove]").click()
    await page.click("#remove-confirm")
    await expect(row).to_have_count(0)


async def test_signing_out_without_the_service_says_that_only_this_browser_is_signed_out(page: Page) -> None:
    await sign_in(page, "maya")
    await page.click("#sheet-open")
    await page.route("**/v1/staff/sign-out", lambda route: route.abort())
    await page.click("#sign-out-everywhere")
    await expect(page.locator("#login-trouble")).to_contain_text("in this browser only")
    await expect(page.locator("#login-trouble")).to_contain_text("Your other sign-ins go on")
    assert await page.evaluate("() => Object.keys(sessionStorage)") == []


async def test_an_editor_of_content_is_shown_nothing_of_young_people(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await sign_in(page, "edie")
    await expect(page.locator("#nothing-here")).to_be_visible()
    assert not [url for url in asked if "escalations" in url or "stream" in url]


async def test_what_single_sign_on_could_not_do_is_said_and_the_password_form_is_there(
    page: Page, house: House
) -> None:
    await page.goto(f"{house.url}/staff#sign-in-problem=provider-down")
    await page.reload()
    await expect(page.locator("#login-trouble")).to_contain_text("Sign in with your password")
    await expect(page.locator("#to-provider")).to_have_count(0)
    assert page.url == f"{house.url}/staff"
    await sign_in(page, "maya")
    await expect(page.locator("#on-call")).to_be_visible()
