"""Before a shift: test pages, and a notice to the supervisors about whoever may not be reached."""

from datetime import timedelta
from typing import Any

from backend.escalations.paging.channels import Addressed, ChannelTools, NoAddress
from backend.escalations.paging.letters import Letter
from backend.escalations.rota.model import Shift
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, staff
from tests.rotas import send


class Mailbox(Addressed):
    """A channel that sends letters, to those who have a verified address."""

    def __init__(self, world: World, addresses: dict[str, str]) -> None:
        async def address_of(staff_id: str, kind: str) -> str:
            if staff_id not in addresses:
                raise NoAddress
            return addresses[staff_id]

        parts = world.services
        tools = ChannelTools(parts.stores.notices, world.clock, parts.settings, address_of, parts.letters)
        super().__init__(tools, "email")
        self.letters: list[Letter] = []
        world.services.channels["email"] = self

    async def deliver(self, address: str, letter: Letter) -> None:
        self.letters.append(letter)


async def comes_on(world: World, who: StaffClient, minutes: float) -> None:
    starts_at = world.clock.now() + timedelta(minutes=minutes)
    await world.services.stores.rota.add(Shift("soon", who.id, starts_at, starts_at + timedelta(hours=8)))


async def shift_alarms(who: StaffClient) -> list[str]:
    return [alarm["detail"] for alarm in (await who.list())["alarms"] if alarm["name"].startswith("shift-")]


async def passes_a_test_page(who: StaffClient) -> Any:
    """Send oneself a test page and say that it arrived."""
    sent = await send(who, "POST", "me/test-page", {}, status=201)
    return await send(who, "POST", f"me/test-page/{sent['tests'][0]['id']}/acknowledge", {})


async def test_a_test_page_goes_out_by_each_channel_and_counts_for_a_fortnight(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya", channels=("console", "pigeon"))
    sent = await send(maya, "POST", "me/test-page", {}, status=201)
    assert {test["channel"]: test["taken"] for test in sent["tests"]} == {"console": True, "pigeon": False}
    [page] = world.channel.pages
    assert page.escalation_id.startswith("test-")

    console = next(test for test in sent["tests"] if test["id"])
    answered = await send(maya, "POST", f"me/test-page/{console['id']}/acknowledge", {})
    until = world.clock.now() + timedelta(days=14)
    assert answered["counts_until"] == until.isoformat(timespec="milliseconds").replace("+00:00", "Z")


async def test_nobody_acknowledges_for_somebody_else_or_a_day_later(world: World) -> None:
    maya, sam = [await staff(world.services, world.http, name) for name in ("Maya", "Sam")]
    sent = await send(maya, "POST", "me/test-page", {}, status=201)
    path = f"me/test-page/{sent['tests'][0]['id']}/acknowledge"
    await send(sam, "POST", path, {}, status=404)
    world.clock.move(hours=25)
    maya = await staff(world.services, world.http, "Maya")
    await send(maya, "POST", path, {}, status=404)


async def test_supervisors_are_told_once_before_the_shift_of_somebody_who_may_not_be_reached(
    world: World,
) -> None:
    maya, ruth = (
        await staff(world.services, world.http, "Maya"),
        await staff(world.services, world.http, "Ruth", Role.SUPERVISOR),
    )
    await comes_on(world, maya, 61)
    await world.services.shift_notices.check()
    assert await shift_alarms(ruth) == []

    world.clock.move(minutes=2)
    for _ in range(3):
        await world.services.shift_notices.check()
        world.clock.move(minutes=2)

    assert world.channel.paged() == ["Ruth"]
    [told] = await shift_alarms(ruth)
    assert told.startswith("Maya comes on call at 22:11 and has not acknowledged a test page")
    assert await shift_alarms(maya) == [], "supervisors only"

    await passes_a_test_page(maya)
    await world.services.shift_notices.check()
    assert await shift_alarms(ruth) == []


async def test_somebody_who_is_ready_or_goes_on_causes_no_notice(world: World) -> None:
    maya, ruth = (
        await staff(world.services, world.http, "Maya"),
        await staff(world.services, world.http, "Ruth", Role.SUPERVISOR),
    )
    await passes_a_test_page(maya)
    world.channel.pages.clear()
    await comes_on(world, maya, 30)
    await world.services.shift_notices.check()
    assert (world.channel.pages, await shift_alarms(ruth)) == ([], [])


async def test_a_channel_that_refuses_is_tried_again_and_pages_are_not_touched(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    await comes_on(world, maya, 50)
    world.channel.refusals = 1
    await world.services.shift_notices.check()
    await world.services.shift_notices.check()
    assert len(world.channel.pages) == 1, "it waits a minute"
    world.clock.move(minutes=1)
    await world.services.shift_notices.check()
    await world.services.shift_notices.check()
    assert len({page.id for page in world.channel.pages}) == 1
    assert len(world.channel.pages) == 2
    assert await world.services.mongo.db.pages.count_documents({}) == 0


async def test_somebody_who_left_is_noticed_and_a_shift_that_is_removed_is_not_spoken_of(
    world: World,
) -> None:
    maya = await staff(world.services, world.http, "Maya")
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    await comes_on(world, maya, 50)
    await world.services.mongo.db.staff.delete_one({"_id": maya.id})
    await world.services.shift_notices.check()
    [told] = await shift_alarms(ruth)
    assert "no longer on the staff list" in told
    await send(ruth, "DELETE", "shifts/soon")
    await world.services.shift_notices.check()
    assert await shift_alarms(ruth) == []


async def test_a_test_page_by_letter_says_that_it_is_one_and_its_link_says_that_it_arrived(
    world: World,
) -> None:
    maya = await staff(world.services, world.http, "Maya", channels=("email",))
    mailbox = Mailbox(world, {maya.id: "maya@example.org"})
    sent = await send(maya, "POST", "me/test-page", {}, status=201)
    assert [(test["id"], test["taken"]) for test in sent["tests"]] == [(None, True)], (
        "the letter has to arrive"
    )
    [letter] = mailbox.letters
    assert "This is a test" in letter.text
    test_id = letter.link.rsplit("#/test-pages/", 1)[1]
    answered = await send(maya, "POST", f"me/test-page/{test_id}/acknowledge", {})
    assert answered["acknowledged_at"]


async def test_a_channel_without_a_verified_address_is_no_way_to_reach_somebody(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya", channels=("email",))
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    mailbox = Mailbox(world, {})
    assert (await send(maya, "POST", "me/test-page", {}, status=201))["tests"][0]["taken"] is False
    await comes_on(world, maya, 50)
    await world.services.shift_notices.check()
    [told] = await shift_alarms(ruth)
    assert "no verified way to be reached" in told
    assert mailbox.letters == []
