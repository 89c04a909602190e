"""An editor brings in a council's feed from the console: looked at first, taken in as looked at, and written down."""

import json
from typing import Any

import pytest

from backend.identity.model import Role
from tests.conftest import World
from tests.directory_permissions import A_FEED
from tests.factories import StaffClient, staff
from tests.integration.test_directory_import import club, everything, stored

BASE = "/v1/staff/feeds"
FEED = [club(1), club(2, description="<b>x</b>"), {"id": "no-name"}]


@pytest.fixture
async def edie(world: World) -> StaffClient:
    await world.services.signposting.seed()
    return await staff(world.services, world.http, "Edie", Role.CONTENT_EDITOR)


async def bring(who: StaffClient, feed: Any, status: int = 200, **more: str) -> dict[str, Any]:
    body = A_FEED | {"document": feed if isinstance(feed, str) else json.dumps(feed)} | more
    response = await who.http.post(BASE, json=body, headers=who.headers)
    assert response.status == status, await response.text()
    answer: dict[str, Any] = await response.json()
    return answer


async def take_in(who: StaffClient, feed: Any) -> dict[str, Any]:
    looked = await bring(who, feed)
    return await bring(who, feed, looked_at=looked["fingerprint"])


async def feeds(who: StaffClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await (await who.http.get(BASE, headers=who.headers)).json())["feeds"]
    return found


async def test_a_look_tells_every_line_and_stores_nothing(world: World, edie: StaffClient) -> None:
    before = await everything(world)
    report = await bring(edie, FEED)
    assert (report["feed"], report["stored"], report["left_out"]) == ("luton-council", False, 0)
    assert {name: number for name, number in report["counts"].items() if number} == {
        "new": 1, "quarantined": 1, "rejected": 1,
    }  # fmt: skip
    assert [(line["line"], line["outcome"], line["details"]) for line in report["lines"]] == [
        (2, "quarantined", ["description has HTML in it"]),
        (3, "rejected", ["has no name"]),
        (1, "new", []),
    ]
    assert await everything(world) == before
    assert await feeds(edie) == []


async def test_what_was_looked_at_is_taken_in_hidden_with_where_it_came_from_and_who_did_it(
    world: World, edie: StaffClient
) -> None:
    report = await take_in(edie, FEED)
    assert report["stored"]
    entry = await stored(world, "luton-council.club-1")
    assert (entry["display"]["rule"], entry["sources"][0]["publisher"]) == (
        "hide",
        "Luton Council (Open Government Licence v3.0)",
    )
    [feed] = await feeds(edie)
    assert (feed["publisher"], feed["licence"], feed["held_back"]) == (
        "Luton Council", "Open Government Licence v3.0", 2,
    )  # fmt: skip
    [run] = feed["runs"]
    assert (run["by"], run["address"], run["counts"]["new"]) == ("Edie", "feed.json", 1)
    [entry] = await world.services.mongo.db.audit.find({"action": "directory_feed_import"}).to_list(None)
    assert (entry["actor"], entry["subject"], entry["why"]) == (
        edie.id, "directory.luton-council", report["fingerprint"],
    )  # fmt: skip


async def test_a_file_that_nobody_looked_at_is_not_taken_in(world: World, edie: StaffClient) -> None:
    looked = await bring(edie, FEED)
    before = await everything(world)
    problem = await bring(edie, [*FEED, club(9)], status=422, looked_at=looked["fingerprint"])
    assert problem["errors"] == [{"field": "looked_at", "reason": "is not the file that was looked at"}]
    assert await everything(world) == before


async def test_the_next_look_says_what_would_change_and_touches_nothing_that_an_editor_shows(
    world: World, edie: StaffClient
) -> None:
    await take_in(edie, [club(1), club(2)])
    one = "/v1/staff/services/luton-council.club-1"
    fields = (await (await edie.http.get(one, headers=edie.headers)).json())["fields"]
    shown = fields | {"channels": [{"type": "phone", "value": "01582 111111"}], "display": {"rule": "show"}}
    answer = await edie.http.put(one, json=shown, headers=edie.headers | {"If-Match": '"1"'})
    assert answer.status == 200, await answer.text()
    report = await take_in(edie, [club(1, description="Chess.")])
    told = {line["outcome"]: line for line in report["lines"]}
    assert "description: Games. -> Chess." in told["flagged"]["details"]
    assert told["vanished"]["id"] == "luton-council.club-2"
    entry = await stored(world, "luton-council.club-1")
    assert (entry["description"], entry["display"]["rule"]) == ("Games.", "show")


async def test_what_is_held_back_is_listed_page_by_page_with_its_reasons(
    world: World, edie: StaffClient
) -> None:
    await take_in(edie, [{"id": f"no-name-{n}"} for n in range(120)])
    address = f"{BASE}/luton-council/held-back"
    first = await (await edie.http.get(address, headers=edie.headers)).json()
    assert (len(first["lines"]), first["after"]) == (100, 100)
    assert first["lines"][0] | {"name": ""} == {
        "line": 1, "id": "no-name-0", "name": "", "outcome": "rejected", "details": ["has no name"],
    }  # fmt: skip
    rest = await (await edie.http.get(f"{address}?after=100", headers=edie.headers)).json()
    assert ([line["line"] for line in rest["lines"]], rest["after"]) == (list(range(101, 121)), None)
    assert (await edie.http.get(f"{BASE}/nobody/held-back", headers=edie.headers)).status == 404


@pytest.mark.parametrize("broken", ["", "[{", "\x00", "7", "[" * 100_000])
async def test_what_is_no_feed_is_a_problem_and_loses_nothing(
    world: World, edie: StaffClient, broken: str
) -> None:
    await take_in(edie, FEED)
    before = await everything(world)
    problem = await bring(edie, broken, status=422)
    assert problem["type"].endswith("broken-feed")
    assert await everything(world) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"publisher": ""},
        {"publisher": "  "},
        {"publisher": "لوٹن"},
        {"licence": ""},
        {"document": "\ud800"},
        {"file_name": "x" * 101},
    ],
)
async def test_a_feed_names_its_publisher_its_licence_and_its_file(
    edie: StaffClient, wrong: dict[str, str]
) -> None:
    problem = await bring(edie, FEED, status=422, **wrong)
    assert [error["field"] for error in problem["errors"]] == list(wrong)


async def test_only_so_many_lines_are_told_and_how_many_are_not(edie: StaffClient) -> None:
    report = await bring(edie, [*(club(n) for n in range(510)), {"id": "no-name"}])
    assert (len(report["lines"]), report["left_out"]) == (500, 11)
    assert report["lines"][0]["outcome"] == "rejected"


async def test_two_feeds_are_not_read_at_once(world: World, edie: StaffClient) -> None:
    intake = world.services.directory_intake
    await intake._reading.acquire()
    assert (await bring(edie, FEED, status=503))["type"].endswith("busy")
    intake._reading.release()
    await bring(edie, FEED)


async def test_what_no_editor_could_store_is_opened_all_the_same_and_named_at_its_field(
    world: World, edie: StaffClient
) -> None:
    nameless = {"location": {"addresses": [{"city": "Luton"}]}}
    await take_in(edie, [club(1, name="n" * 400, service_at_locations=[nameless])])
    address = "/v1/staff/services/luton-council.club-1"
    response = await edie.http.get(address, headers=edie.headers)
    opened = await response.json()
    assert (response.status, opened["fields"]["locations"][0]["name"]) == (200, "")
    headers = edie.headers | {"If-Match": f'"{opened["version"]}"'}
    wanted = opened["fields"] | {"display": {"rule": "show"}}
    problem = await (await edie.http.put(address, json=wanted, headers=headers)).json()
    assert {error["field"] for error in problem["errors"]} == {"name", "locations.0.name"}
