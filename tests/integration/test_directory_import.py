"""Feeds of others are taken in without losing or showing anything that nobody has looked at."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.identity.model import Role
from backend.signposting import shipped
from backend.signposting.importing.fetching import FeedUnreachable, fetch
from backend.signposting.importing.model import Counts, Feed, Line, Outcome
from backend.signposting.importing.reading import BrokenFeed, count
from tests.conftest import World
from tests.factories import staff

COUNCIL = Feed("Luton Council", "Open Government Licence v3.0", "feed.json")
NEVER_HIDDEN = {"uk-999", "nhs-111-2", "samaritans", "childline"}
COLLECTIONS = ("services", "service_changes", "directory_quarantine", "directory_state")


def club(number: int, **more: Any) -> dict[str, Any]:
    schedules = [{"byday": "MO", "opens_at": "18:00", "closes_at": "20:00"}]
    return {
        "id": f"club-{number}",
        "name": f"Club {number}",
        "description": "Games.",
        "schedules": schedules,
    } | more


async def take_in(
    world: World, tmp_path: Path, services: list[Any], *, dry_run: bool = False
) -> tuple[list[Line], dict[Outcome, int]]:
    path, counts = tmp_path / "feed.json", Counts()
    path.write_text(json.dumps(services))
    run = world.services.directory_import.run(path, COUNCIL, counts, dry_run=dry_run)
    lines = [line async for line in run]
    return lines, {outcome: number for outcome, number in counts.of.items() if number}


async def everything(world: World) -> dict[str, list[Any]]:
    mongo = world.services.mongo
    return {name: await mongo.db[name].find({}).sort("_id", 1).to_list(None) for name in COLLECTIONS}


async def stored(world: World, service_id: str) -> dict[str, Any]:
    [found] = await world.services.mongo.db.services.find({"_id": service_id}).to_list(1)
    return dict(found)


@pytest.fixture
async def seeded(world: World) -> World:
    await world.services.signposting.seed()
    return world


async def test_a_dry_run_tells_everything_and_stores_nothing(seeded: World, tmp_path: Path) -> None:
    await take_in(seeded, tmp_path, [club(1), club(2)])
    before = await everything(seeded)
    lines, counts = await take_in(
        seeded,
        tmp_path,
        [club(1, description="Chess."), club(3), club(4, description="<b>x</b>"), 7],
        dry_run=True,
    )
    assert counts == dict.fromkeys(
        (Outcome.CHANGED, Outcome.NEW, Outcome.QUARANTINED, Outcome.REJECTED, Outcome.VANISHED), 1
    )
    told = {line.outcome: line for line in lines}
    assert told[Outcome.CHANGED].details == ("description: Games. -> Chess.",)
    assert told[Outcome.QUARANTINED].details == ("description has HTML in it",)
    assert told[Outcome.VANISHED].id == "luton-council.club-2"
    assert [line.number for line in lines] == [1, 2, 3, 4, None]
    assert await everything(seeded) == before


async def test_what_is_new_is_hidden_due_for_a_check_and_says_where_it_came_from(
    seeded: World, tmp_path: Path
) -> None:
    await take_in(seeded, tmp_path, [club(1)])
    entry = await stored(seeded, "luton-council.club-1")
    assert (entry["display"]["rule"], entry["next_check_on"]) == ("hide", "2026-11-23")
    assert entry["opening_hours"] == "Mo 18:00-20:00; PH unknown"
    [feed] = await seeded.services.mongo.db.directory_feeds.find({}).to_list(None)
    assert (feed["_id"], feed["publisher"], feed["licence"], feed["address"]) == (
        "luton-council", "Luton Council", "Open Government Licence v3.0", "feed.json",
    )  # fmt: skip
    assert feed["runs"][0]["counts"]["new"] == 1
    body = await (await seeded.http.get("/v1/services/open-now?limit=200")).json()
    assert "luton-council.club-1" not in {service["id"] for service in body["services"]}


async def test_the_same_feed_again_changes_nothing(seeded: World, tmp_path: Path) -> None:
    feed = [
        club(1),
        club(2),
        club(2),
        club(3, description="<p>x</p>"),
        club(4, languages=[{"code": "xx-no"}]),
        None,
    ]
    await take_in(seeded, tmp_path, feed)
    before = await everything(seeded)
    seeded.clock.move(days=7)
    _, counts = await take_in(seeded, tmp_path, feed)
    assert counts == {Outcome.SAME: 2, Outcome.REJECTED: 2, Outcome.QUARANTINED: 2}
    assert await everything(seeded) == before


async def test_bad_lines_are_held_back_with_their_reasons_and_good_ones_are_taken_in(
    seeded: World, tmp_path: Path
) -> None:
    broken = [{"byday": "MO", "opens_at": "99:00", "closes_at": "20:00"}]
    feed = [club(1), club(1, name="Twice"), club(2, schedules=broken), {"id": "no-name"}, "nonsense", club(3)]
    lines, _ = await take_in(seeded, tmp_path, feed)
    assert [(line.number, line.outcome) for line in lines] == [
        (1, Outcome.NEW), (2, Outcome.REJECTED), (3, Outcome.QUARANTINED), (4, Outcome.REJECTED),
        (5, Outcome.REJECTED), (6, Outcome.NEW),
    ]  # fmt: skip
    assert lines[1].details == ("has the id of line 1",)
    assert (await stored(seeded, "luton-council.club-1"))["name"] == "Club 1"
    kept = await seeded.services.mongo.db.directory_quarantine.find({}).sort("line", 1).to_list(None)
    assert [(one["line"], one["reasons"]) for one in kept] == [
        (2, ["has the id of line 1"]), (3, ["schedules has a time that is none"]), (4, ["has no name"]),
        (5, ["is no object"]),
    ]  # fmt: skip
    await take_in(seeded, tmp_path, [club(1), club(9), club(2), club(3)])
    assert await seeded.services.mongo.db.directory_quarantine.count_documents({}) == 0


async def test_an_entry_whose_new_version_is_held_back_stays_as_it_was(seeded: World, tmp_path: Path) -> None:
    await take_in(seeded, tmp_path, [club(1)])
    before = await stored(seeded, "luton-council.club-1")
    _, counts = await take_in(seeded, tmp_path, [club(1, description="<i>x</i>")])
    assert counts == {Outcome.QUARANTINED: 1}
    assert await stored(seeded, "luton-council.club-1") == before


async def test_what_a_feed_changes_is_kept_in_the_history(seeded: World, tmp_path: Path) -> None:
    await take_in(seeded, tmp_path, [club(1)])
    await take_in(seeded, tmp_path, [club(1, description="Chess.")])
    entry = await stored(seeded, "luton-council.club-1")
    assert (entry["description"], entry["version"]) == ("Chess.", 2)
    edie = await staff(seeded.services, seeded.http, "Edie", Role.CONTENT_EDITOR)
    path = "/v1/staff/services/luton-council.club-1/history"
    [change] = (await (await seeded.http.get(path, headers=edie.headers)).json())["changes"]
    assert (change["by"], change["what"]) == ("Luton Council", "changed_by_feed")
    assert change["fields"] == [{"field": "description", "before": "Games.", "after": "Chess."}]


async def test_what_a_person_has_edited_is_never_overwritten_but_flagged(
    seeded: World, tmp_path: Path
) -> None:
    await take_in(seeded, tmp_path, [club(1, phones=[{"number": "01582 111111"}])])
    edie = await staff(seeded.services, seeded.http, "Edie", Role.CONTENT_EDITOR)
    one = "/v1/staff/services/luton-council.club-1"
    fields = (await (await seeded.http.get(one, headers=edie.headers)).json())["fields"]
    shown = fields | {"description": "Board games.", "display": {"rule": "show"}}
    answer = await seeded.http.put(one, json=shown, headers=edie.headers | {"If-Match": '"1"'})
    assert answer.status == 200
    chess = [club(1, description="Chess.", phones=[{"number": "01582 111111"}])]
    for _ in range(2):  # The second time it is known already.
        lines, _ = await take_in(seeded, tmp_path, chess)
        assert (await stored(seeded, "luton-council.club-1"))["description"] == "Board games."
    assert lines[0].outcome is Outcome.SAME
    flagged = await (await seeded.http.get("/v1/staff/services?state=flagged", headers=edie.headers)).json()
    assert [(found["id"], found["flag"]) for found in flagged["services"]] == [
        ("luton-council.club-1", "changed_in_feed")
    ]


async def test_what_is_gone_from_a_feed_is_flagged_for_a_person_and_not_removed(
    seeded: World, tmp_path: Path
) -> None:
    await take_in(seeded, tmp_path, [club(1), club(2)])
    _, counts = await take_in(seeded, tmp_path, [club(1)])
    assert counts == {Outcome.SAME: 1, Outcome.VANISHED: 1}
    assert (await stored(seeded, "luton-council.club-2"))["flag"] == "vanished"
    _, counts = await take_in(seeded, tmp_path, [club(1)])
    assert counts == {Outcome.SAME: 1}
    await take_in(seeded, tmp_path, [club(1), club(2)])
    back = await stored(seeded, "luton-council.club-2")
    assert (back["flag"], back["vanished"]) == (None, False)


async def test_what_a_feed_calls_inactive_is_flagged_like_what_is_gone_and_is_back_when_it_is_active(
    seeded: World, tmp_path: Path
) -> None:
    await take_in(seeded, tmp_path, [club(1)])
    _, counts = await take_in(seeded, tmp_path, [club(1, status="defunct")])
    assert counts == {Outcome.REJECTED: 1, Outcome.VANISHED: 1}
    assert (await stored(seeded, "luton-council.club-1"))["flag"] == "vanished"
    await take_in(seeded, tmp_path, [club(1, status="active", description="Chess.")])
    back = await stored(seeded, "luton-council.club-1")
    assert (back["flag"], back["vanished"], back["description"]) == (None, False, "Chess.")


async def test_no_feed_touches_what_was_shipped_nor_takes_numbers_or_names_of_the_four(
    seeded: World, tmp_path: Path
) -> None:
    ours = {service.id for service in shipped.services()}
    before = {service_id: await stored(seeded, service_id) for service_id in ours}
    posing = [
        club(n, id=own, name="A helpline", phones=[{"number": "01582 000000"}]) for n, own in enumerate(ours)
    ]
    numbers = ["999", "111", "116 123", "0800 1111"]
    thieves = [club(100 + n, phones=[{"number": number}]) for n, number in enumerate(numbers)]
    thieves.append(club(200, name="Samaritans", phones=[{"number": "01582 000000"}]))
    _, counts = await take_in(seeded, tmp_path, [*posing, *thieves])
    assert counts == {Outcome.NEW: len(ours), Outcome.QUARANTINED: 5}
    await take_in(seeded, tmp_path, [])
    assert {service_id: await stored(seeded, service_id) for service_id in ours} == before
    body = await (await seeded.http.get("/v1/services/open-now?age=15")).json()
    assert {service["id"] for service in body["services"] if service["state"] == "open"} >= NEVER_HIDDEN


async def test_a_feed_that_breaks_off_changes_nothing(seeded: World, tmp_path: Path) -> None:
    await take_in(seeded, tmp_path, [club(n) for n in range(600)])
    before, path = await everything(seeded), tmp_path / "broken.json"
    path.write_text(json.dumps([club(n, description="Chess.") for n in range(1200)])[:-5])
    with pytest.raises(BrokenFeed):
        [line async for line in seeded.services.directory_import.run(path, COUNCIL, Counts(), dry_run=False)]
    assert await everything(seeded) == before


def many(number: int) -> Iterator[str]:
    for n in range(number):
        yield json.dumps(club(n)) + "\n"


async def test_more_than_one_batch_is_taken_in(seeded: World, tmp_path: Path) -> None:
    path, counts = tmp_path / "many", Counts()
    with path.open("w") as file:
        file.writelines(many(1201))
    async for _ in seeded.services.directory_import.run(path, COUNCIL, counts, dry_run=False):
        pass
    assert counts.of[Outcome.NEW] == 1201
    assert await seeded.services.mongo.db.services.count_documents({"feed": "luton-council"}) == 1201


async def test_our_own_pages_are_a_feed_and_every_service_on_them_is_read_whole(
    seeded: World, tmp_path: Path
) -> None:
    address = str(seeded.http.make_url("/open-referral/v3/services?per_page=7"))
    await fetch(address, tmp_path / "feed")
    shown = [service for service in shipped.services() if service.shown]
    assert count(tmp_path / "feed") == len(shown)
    counts = Counts()
    run = seeded.services.directory_import.run(tmp_path / "feed", COUNCIL, counts, dry_run=True)
    lines = {line.name: line async for line in run}
    assert lines["Beat, eating disorders"].outcome is Outcome.NEW
    assert lines["Childline"].outcome is Outcome.QUARANTINED, "its number is that of an entry of its own"


@pytest.mark.parametrize("address", ["http://example.invalid/feed", "https://127.0.0.1:9/feed"])
async def test_an_address_that_cannot_be_fetched_is_a_problem(tmp_path: Path, address: str) -> None:
    with pytest.raises(FeedUnreachable):
        await fetch(address, tmp_path / "feed")
