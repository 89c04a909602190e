"""Who is paged, in the console: all see it, supervisors change it; and how each person is reached, by admins."""

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from backend.core.attention import Attention
from backend.identity.model import Role
from tests.conftest import World
from tests.e2e.console import browsing, console_of, faults
from tests.factories import staff
from tests.fakes import Post

pytestmark = [pytest.mark.e2e, pytest.mark.browser]


async def open_policies(page: Page) -> None:
    await page.click("#nav a[href='#/policies']")
    await expect(page.locator("#policy-now li").first).to_be_visible()


async def told_what_is_wrong(page: Page) -> Locator:
    """Save a first step that nobody is paged by, read what is wrong with it, and return it."""
    first = page.locator("#now-steps-0")
    await first.get_by_label("Whoever is on call").uncheck()
    await first.get_by_label("Minutes until").fill("0")
    await page.click("#policies-save")
    await expect(first.locator("[data-problems] li")).to_have_text(
        ["Choose who is paged.", "The time until the next step is 0.5 to 120 minutes."]
    )
    await expect(page.locator("#policies-problem")).to_contain_text("Nothing was changed")
    assert await faults(page) == []
    return first


async def test_a_supervisor_changes_the_steps_with_the_keys_and_is_told_what_is_wrong(
    world: World, browser: Browser
) -> None:
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    async with browsing(browser, world) as context:
        page = await console_of(context, world, "Ruth")
        await open_policies(page)
        await expect(page.locator("#policies-whose")).to_contain_text("nobody has changed it here")
        assert await faults(page) == []
        await page.focus("#policies-edit")
        await page.keyboard.press("Enter")

        first = await told_what_is_wrong(page)
        await first.get_by_label("Ruth").focus()
        await page.keyboard.press("Space")
        await first.get_by_label("Open console").check()
        await first.get_by_label("Minutes until").fill("1.5")
        await page.click("#policy-today-add")
        count = await page.locator("#policy-today fieldset.policy-step").count()
        added = page.locator(f"#today-steps-{count - 1}")
        await expect(added).to_be_focused()
        await added.get_by_label("Everybody").check()
        await added.get_by_role("button", name="Move up").press("Enter")
        await page.click("#policies-save")
        await expect(page.locator("#policies-told")).to_contain_text("Saved as version 1")
        await expect(page.locator("#policy-now li").first).to_have_text(
            "Ruth, by open console. After 1.5 minutes the next step."
        )

    policies = await world.services.policies.current()
    assert (policies.version, policies.by) == (1, "Ruth")
    [step, *_] = policies.of[Attention.NOW].steps
    assert (step.targets, step.channels, step.wait_s) == (("person:staff-Ruth",), ("console",), 90)
    assert policies.of[Attention.TODAY].steps[-2].targets == ("rota", "everyone")


async def test_somebody_on_call_sees_them_and_cannot_change_them(world: World, browser: Browser) -> None:
    await staff(world.services, world.http, "Maya")
    async with browsing(browser, world) as context:
        page = await console_of(context, world, "Maya")
        await open_policies(page)
        await expect(page.locator("#policies-edit")).to_have_count(0)


async def test_two_who_change_them_at_once_do_not_write_over_each_other(
    world: World, browser: Browser
) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    async with browsing(browser, world) as context:
        page = await console_of(context, world, "Ruth")
        await open_policies(page)
        await page.click("#policies-edit")
        actor = await world.services.escalations.responder(ruth.id)
        await world.services.policies.change(actor, 0, (await world.services.policies.current()).of)
        await page.click("#policies-save")
        await expect(page.locator("#policies-problem")).to_contain_text(
            "Somebody else has changed the policies"
        )
        await expect(page.locator("#policies-form")).to_be_visible()


async def test_an_administrator_changes_how_somebody_is_reached(world: World, browser: Browser) -> None:
    email = world.services.channels["email"] = Post("email")
    world.services.channels["sms"] = Post("sms")
    await staff(world.services, world.http, "Ada", Role.ADMIN)
    maya = await staff(world.services, world.http, "Maya")
    async with browsing(browser, world) as context:
        page = await console_of(context, world, "Ada")
        await page.click("#nav-people")
        points = page.locator("#points-staff-Maya")
        await points.locator("summary").click()
        await expect(points.locator("li")).to_have_text("By the open console only.")
        await points.get_by_label("Email address").fill("maya@example.org")
        await points.get_by_label("Number for text messages").fill("no number")
        await points.get_by_label("Number for text messages").press("Enter")
        await expect(points.locator(".problem")).to_contain_text(
            "Number for text messages: this is not a number"
        )
        assert await faults(page) == []
        assert await world.services.contact_points.of(maya.id) == []

        await points.get_by_label("Number for text messages").fill("")
        await page.click("#points-staff-Maya-save")
        await expect(points.locator("li")).to_contain_text("not in use until they have typed the code")
        assert email.letters[-1][0] == "maya@example.org"
        [stored] = await world.services.contact_points.of(maya.id)
        assert (stored.kind, stored.verified_at) == ("email", None)
