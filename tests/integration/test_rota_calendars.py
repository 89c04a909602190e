"""Calendar links that anybody with the secret can follow, and calendars taken in as shifts."""

from datetime import timedelta
from typing import Any

from icalendar import Calendar

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import StaffClient, on_call, staff
from tests.rotas import rota, send

RIGHT = "UID:1|SUMMARY:Maya|DTSTART:20261201T180000Z|DTEND:20261201T230000Z"
WRONG = "UID:2|SUMMARY:Nobody we know|DTSTART:20261202T180000Z|DTEND:20261202T230000Z"


def calendar(*events: str) -> bytes:
    lines = [line for event in events for line in ("BEGIN:VEVENT", *event.split("|"), "END:VEVENT")]
    return "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]).encode()


async def take_in(who: StaffClient, document: bytes, query: str, *, status: int = 200) -> Any:
    headers = who.headers | {"Content-Type": "text/calendar"}
    response = await who.http.put(f"/v1/staff/rota/calendar{query}", data=document, headers=headers)
    assert response.status == status, await response.text()
    return await response.json()


async def events(world: World, link: str) -> list[Any]:
    response = await world.http.get(link)
    assert (response.status, response.content_type) == (200, "text/calendar")
    assert response.headers["Cache-Control"] == "no-store"
    return list(Calendar.from_ical(await response.text()).walk("VEVENT"))


async def test_a_link_shows_ones_own_shifts_or_everyones_until_it_is_ended(world: World) -> None:
    maya, sam = [await staff(world.services, world.http, name) for name in ("Maya", "Sam")]
    for who in (maya, sam):
        await on_call(world.services, who, world.clock.now())
    links = {
        whose: (await send(maya, "POST", "rota/feeds", {"whose": whose}, status=201))["link"]
        for whose in ("mine", "everyone")
    }
    assert [len(await events(world, links[whose])) for whose in ("mine", "everyone")] == [1, 2]
    [event] = await events(world, links["mine"])
    assert event.decoded("DTSTART") == world.clock.now() - timedelta(hours=1)
    assert [one["whose"] for one in (await send(maya, "GET", "rota/feeds"))["feeds"]] == ["everyone", "mine"]

    await send(maya, "DELETE", "rota/feeds/mine")
    assert (await world.http.get(links["mine"])).status == 404
    await send(maya, "POST", "rota/feeds", {"whose": "everyone"}, status=201)
    assert (await world.http.get(links["everyone"])).status == 404, "a new link ends the one before"


async def test_a_link_of_somebody_who_left_opens_nothing_and_the_store_cannot_give_it_away(
    world: World,
) -> None:
    maya = await staff(world.services, world.http, "Maya")
    link = (await send(maya, "POST", "rota/feeds", {"whose": "everyone"}, status=201))["link"]
    [stored] = await world.services.mongo.db.rota_feeds.find({}).to_list(None)
    assert link.split("/")[-1].removesuffix(".ics") not in str(stored)
    await world.services.mongo.db.staff.delete_one({"_id": maya.id})
    assert (await world.http.get(link)).status == 404


async def test_a_dry_run_reports_and_stores_nothing(world: World) -> None:
    await staff(world.services, world.http, "Maya")
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    report = await take_in(ruth, calendar(RIGHT, WRONG), "")
    assert [(line["line"], line["first_name"], line["stored"]) for line in report["lines"]] == [
        (1, "Maya", False),
        (2, None, False),
    ]
    assert "names nobody" in report["lines"][1]["problem"]
    assert (report["problems"], report["stored"]) == (1, 0)
    assert await world.services.mongo.db.shifts.count_documents({}) == 0


async def test_one_wrong_line_stores_nothing_unless_the_right_ones_are_asked_for(world: World) -> None:
    await staff(world.services, world.http, "Maya")
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    both, shifts = calendar(RIGHT, WRONG), world.services.mongo.db.shifts
    assert (await take_in(ruth, both, "?dry_run=false"))["stored"] == 0
    await take_in(ruth, both, "?dry_run=false&lines=1,2", status=422)
    await take_in(ruth, both, "?dry_run=false&lines=3", status=422)
    await take_in(ruth, both, "?dry_run=false&lines=one", status=422)
    assert await shifts.count_documents({}) == 0

    for _ in range(2):  # Taking it in again changes nothing.
        assert (await take_in(ruth, both, "?dry_run=false&lines=1"))["stored"] == 1
    assert await shifts.count_documents({}) == 1
    [shift] = (await rota(ruth))["shifts"]
    assert (shift["first_name"], shift["starts_at"]) == ("Maya", "2026-12-01T18:00:00.000Z")


async def test_single_sign_on_names_are_addresses_too(world: World) -> None:
    await staff(world.services, world.http, "Maya")
    await world.services.stores.staff.set_single_sign_on("staff-Maya", "maya@example.org")
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    invited = RIGHT.replace("SUMMARY:Maya", "SUMMARY:Evening|ATTENDEE:mailto:maya@example.org")
    report = await take_in(ruth, calendar(invited), "?dry_run=false")
    assert (report["lines"][0]["first_name"], report["stored"]) == ("Maya", 1)
