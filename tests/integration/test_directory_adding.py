"""An editor adds an entry by hand: whole, hidden until somebody shows it, and then like any other."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from backend.identity.model import Role
from tests.conftest import World
from tests.directory_permissions import a_new_entry
from tests.factories import StaffClient, staff, young_person
from tests.integration.test_bot_customs import gets
from tests.integration.test_directory_editing import BASE, get, shown_to_a_young_person

DESK = "The Night Desk"


@pytest.fixture
async def edie(world: World) -> StaffClient:
    await world.services.signposting.seed()
    return await staff(world.services, world.http, "Edie", Role.CONTENT_EDITOR)


async def add(who: StaffClient, entry: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    response = await who.http.post(BASE, json=entry, headers=who.headers)
    return response.status, await response.json()


async def show(who: StaffClient, stored: dict[str, Any], **wanted: Any) -> tuple[int, dict[str, Any]]:
    body = stored["fields"] | {"display": {"rule": "show"}} | wanted
    headers = who.headers | {"If-Match": f'"{stored["version"]}"'}
    response = await who.http.put(f"{BASE}/{stored['id']}", json=body, headers=headers)
    return response.status, await response.json()


async def everywhere(world: World) -> list[str]:
    """Return where the public meets it: the board, a search, the standard's API, the bot's answer."""
    board = await shown_to_a_young_person(world)
    asked = "/v1/services/open-now?age=15&need=talk&channel=phone&language=ur&free=true&limit=200"
    searched = await (await world.http.get(asked)).json()
    standard = await (await world.http.get("/open-referral/v3/services?per_page=100")).json()
    [said] = await gets(
        world, await young_person(world.http), {"text": "Awake now:"}, {"custom": {"show": "open_now"}}
    )
    lists = {
        "board": list(board.values()), "search": searched["services"], "standard": standard["contents"],
        "bot": said["show"]["services"],
    }  # fmt: skip
    return [place for place, found in lists.items() if DESK in [one["name"] for one in found]]


async def test_it_is_hidden_until_it_is_shown_and_then_everywhere_until_it_is_taken_away(
    world: World, edie: StaffClient
) -> None:
    status, stored = await add(edie, a_new_entry())
    assert (status, stored["display"], stored["version"]) == (201, "hide", 1)
    assert (stored["checked"], stored["next_check_on"]) == ("Checked on 23 November 2026", "2027-02-21")
    assert stored["id"] in {one["id"] for one in (await get(edie, "?state=hidden"))["services"]}
    assert await everywhere(world) == []
    status, shown = await show(edie, stored)
    assert (status, shown["display"]) == (200, "show")
    assert await everywhere(world) == ["board", "search", "standard", "bot"]
    status, away = await show(edie, shown, display={"rule": "hide", "reason": "The desk has closed"})
    assert await everywhere(world) == []
    await show(edie, away)
    assert await everywhere(world) == ["board", "search", "standard", "bot"]


async def test_the_history_and_the_audit_say_who_added_and_showed_what(
    world: World, edie: StaffClient
) -> None:
    _, stored = await add(edie, a_new_entry())
    await show(edie, stored)
    shown, added = (await get(edie, f"/{stored['id']}/history"))["changes"]
    assert [(one["by"], one["what"]) for one in (added, shown)] == [("Edie", "added"), ("Edie", "shown")]
    first = {one["field"]: one["after"] for one in added["fields"]}
    assert (first["name"], first["opening_hours"]) == (DESK, "Mo-Su 18:00-23:00")
    assert {one["field"] for one in shown["fields"]} == {"display"}
    audited = await world.services.mongo.db.audit.find({"subject": f"directory.{stored['id']}"}).to_list(None)
    assert [(one["actor"], one["action"]) for one in audited] == [
        (edie.id, "directory_entry_added"), (edie.id, "directory_entry_shown"),
    ]  # fmt: skip


async def test_sent_again_it_is_the_same_entry_and_with_other_words_nothing_is_lost(
    world: World, edie: StaffClient
) -> None:
    entry = a_new_entry()
    answers = await asyncio.gather(*(add(edie, entry) for _ in range(3)))
    assert [status for status, _ in answers] == [201, 201, 201]
    status, problem = await add(edie, entry | {"name": "Another"})
    assert (status, problem["detail"]) == (409, "It was stored before, with other words: look under Hidden.")
    [found] = await world.services.mongo.db.services.find({"_id": {"$regex": "^own-"}}).to_list(None)
    assert (found["name"], found["version"]) == (DESK, 1)
    assert len((await get(edie, f"/{found['_id']}/history"))["changes"]) == 1


CANNOT_BE: list[tuple[dict[str, Any], str]] = [
    ({"name": " "}, "name"),
    ({"organization": ""}, "organization"),
    ({"description": " "}, "description"),
    ({"description": "Talk.<script>alert(1)</script>"}, "description"),
    ({"eligibility_description": ""}, "eligibility_description"),
    ({"audience": []}, "audience"),
    ({"minimum_age": 19, "maximum_age": 11}, "minimum_age"),
    ({"minimum_age": -1}, "minimum_age"),
    ({"opening_hours": ""}, "opening_hours"),
    ({"opening_hours": "when we can"}, "opening_hours"),
    ({"channels": []}, "channels"),
    ({"channels": [{"type": "phone", "value": "0845 000 0000"}]}, "channels.0"),
    ({"cost": ""}, "cost"),
    ({"scope": ""}, "scope"),
    ({"sources": []}, "sources"),
    ({"sources": [{"publisher": "Them", "url": "javascript:alert(1)"}]}, "sources.0"),
    ({"checked_on": None}, "checked_on"),
    ({"checked_on": "2026-11-24"}, "checked_on"),
    ({"checked_on": "2026-08-01"}, "checked_on"),
    ({"next_check_on": "2026-11-23"}, "next_check_on"),
    ({"next_check_on": "2028-01-01"}, "next_check_on"),
    ({"client_entry_id": "uk-999"}, "client_entry_id"),
    ({"name": "Samaritans"}, "name"),
    ({"name": "nhs 111"}, "name"),
    *(
        ({"channels": [{"type": "phone", "value": number}]}, "channels.0")
        for number in ("999", "111", "116 123", "+44 800 1111")
    ),
]


async def test_what_is_not_whole_or_poses_as_one_of_the_four_is_refused_at_its_field(
    world: World, edie: StaffClient, subtests: pytest.Subtests
) -> None:
    for wanted, field in CANNOT_BE:
        with subtests.test(str(wanted)):
            status, problem = await add(edie, a_new_entry(**wanted))
            assert (status, [error["field"] for error in problem["errors"]]) == (422, [field])
    for extra in ("id", "never_hidden", "crisis_rank", "display", "confidence"):
        status, problem = await add(edie, a_new_entry(**{extra: "uk-999"}))
        assert (status, [error["field"] for error in problem["errors"]]) == (422, [extra])
    assert await world.services.mongo.db.services.count_documents({"_id": {"$regex": "^own-"}}) == 0


async def test_what_is_missing_is_told_all_at_once(world: World, edie: StaffClient) -> None:
    _, problem = await add(edie, a_new_entry(organization="", description="", channels=[], sources=[]))
    assert [error["field"] for error in problem["errors"]] == [
        "organization", "description", "channels", "sources",
    ]  # fmt: skip


async def test_hours_that_nobody_knows_are_stored_as_that_and_never_called_open(
    world: World, edie: StaffClient
) -> None:
    _, stored = await add(edie, a_new_entry(opening_hours=None, minimum_age=None, maximum_age=None))
    await show(edie, stored)
    desk = (await shown_to_a_young_person(world))[stored["id"]]
    assert (desk["state"], desk["says"]) == ("unknown", "Hours not confirmed. Check before you rely on it.")


async def test_it_becomes_due_and_loses_its_hours_like_any_other_and_no_seed_touches_it(
    world: World, edie: StaffClient
) -> None:
    _, stored = await add(edie, a_new_entry(client_entry_id=str(uuid4()), next_check_on="2026-11-30"))
    await show(edie, stored)
    await world.services.signposting.seed()
    world.clock.move(days=14)
    assert (await shown_to_a_young_person(world))[stored["id"]][
        "label"
    ] == "Not checked since 23 November 2026"
    edie = await staff(world.services, world.http, "Edie", Role.CONTENT_EDITOR)
    assert [one["id"] for one in (await get(edie))["services"]] == [stored["id"]]
