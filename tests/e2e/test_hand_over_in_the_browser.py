"""Handing over in the console: asked by name, accepted by a key, kept after all; at the end of a shift by itself."""

from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect

from tests.conftest import World
from tests.e2e.console import browsing, console_of, faults
from tests.factories import DISCLOSURE, on_call, staff, young_person

pytestmark = [pytest.mark.e2e, pytest.mark.browser]
NOTE = "They would rather talk to a woman."


async def maya_holds_it(world: World) -> str:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now(), hours=2)
    phone = await young_person(world.http)
    await phone.say(DISCLOSURE)
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "take-over")
    return str(escalation["id"])


async def test_a_colleague_is_asked_and_accepts_with_the_note_before_them(
    world: World, browser: Browser
) -> None:
    escalation_id = await maya_holds_it(world)
    await staff(world.services, world.http, "Ruth")
    async with browsing(browser, world) as here, browsing(browser, world) as there:
        maya, ruth = await console_of(here, world, "Maya"), await console_of(there, world, "Ruth")
        await expect(ruth.locator("#offered")).to_be_hidden()
        await maya.goto(f"{maya.url.split('#')[0]}#/escalations/{escalation_id}")
        await expect(maya.locator("[data-action=hand_over]")).to_be_visible()
        await maya.keyboard.press("h")
        await maya.click("#hand-over-confirm")
        await expect(maya.locator("#hand-over-problem")).to_have_text("Choose a colleague.")
        await maya.select_option("#hand-over-to", label="Ruth")
        await maya.fill("#hand-over-note", NOTE)
        assert await faults(maya) == []
        await maya.click("#hand-over-confirm")
        await expect(maya.locator("#one-head .offer")).to_contain_text("You asked Ruth to take this over")
        await expect(maya.locator("#reply, .write textarea")).to_be_visible()

        await expect(ruth.locator("#offered li.escalation")).to_contain_text(
            "Maya asked you to take this over"
        )
        await expect(ruth.locator("#offered li.escalation")).to_contain_text(NOTE)
        await expect(ruth).to_have_title("(1) Evenlight on call")
        await expect(ruth.locator("#say-now")).to_have_text("Somebody is wanted to take over from Maya.")
        assert await faults(ruth) == []
        await ruth.keyboard.press("y")
        await expect(ruth.locator("#one-head .holder")).to_contain_text("Taken over by you")
        await expect(ruth.locator("#one-head .offer")).to_contain_text(NOTE)
        await expect(maya.locator("#one-head .holder")).to_contain_text("Taken over by Ruth")
        assert await faults(ruth) == []


async def test_when_nobody_accepts_it_is_said_and_the_first_person_can_keep_it(
    world: World, browser: Browser
) -> None:
    escalation_id = await maya_holds_it(world)
    ruth = await staff(world.services, world.http, "Ruth")
    await on_call(world.services, ruth, world.clock.now() + timedelta(hours=2))
    world.clock.move(hours=1)
    await world.services.shift_ends.check()
    async with browsing(browser, world) as here:
        maya = await console_of(here, world, "Maya")
        await maya.goto(f"{maya.url.split('#')[0]}#/escalations/{escalation_id}")
        await expect(maya.locator("#one-head .offer")).to_contain_text(
            "Your shift has ended: this is offered to Ruth. You have it until somebody accepts."
        )
        world.clock.move(minutes=5)
        await world.services.shift_ends.check()
        await expect(maya.locator("#one-head .offer")).to_contain_text("Nobody accepted this from you")
        assert await faults(maya) == []
        await maya.click("[data-action=keep]")
        await expect(maya.locator("#one-head .offer")).to_have_count(0)
        await expect(maya.locator("#one-chronology")).to_contain_text("Maya keeps it.")


async def test_who_took_over_and_is_silent_is_reminded_and_then_the_team_is_asked(
    world: World, browser: Browser
) -> None:
    escalation_id = await maya_holds_it(world)
    async with browsing(browser, world) as here:
        maya = await console_of(here, world, "Maya")
        row = maya.locator(f"#escalation-{escalation_id}")
        await expect(row).to_contain_text("Taken over by you")
        for said in ("You were paged at", "waits for words from you. The team is paged"):
            world.clock.move(minutes=3)
            await world.services.silences.check()
            await world.worker_runs()
            await world.services.stores.notices.put(world.channel.pages[-1], world.clock.now())
            await expect(row).to_contain_text(said)
        assert await faults(maya) == []
