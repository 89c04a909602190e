"""Editors of the directory: the queue, changing an entry, the coming week, checks and the history."""

from typing import Any

import pytest

from backend.identity.model import Role
from tests.conftest import World
from tests.directory_permissions import an_edit
from tests.factories import StaffClient, staff

BASE = "/v1/staff/services"
NEVER_HIDDEN = ["uk-999", "nhs-111-2", "samaritans", "childline"]


@pytest.fixture
async def edie(world: World) -> StaffClient:
    await world.services.signposting.seed()
    return await staff(world.services, world.http, "Edie", Role.CONTENT_EDITOR)


async def get(who: StaffClient, path: str = "") -> dict[str, Any]:
    response = await who.http.get(f"{BASE}{path}", headers=who.headers)
    assert response.status == 200, await response.text()
    body: dict[str, Any] = await response.json()
    return body


async def put(
    who: StaffClient, service_id: str, version: int = 1, **wanted: Any
) -> tuple[int, dict[str, Any]]:
    headers = who.headers | {"If-Match": f'"{version}"'}
    body = an_edit(service_id, **wanted)
    response = await who.http.put(f"{BASE}/{service_id}", json=body, headers=headers)
    return response.status, await response.json()


async def check(
    who: StaffClient, service_id: str, version: int = 1, **body: Any
) -> tuple[int, dict[str, Any]]:
    headers = who.headers | {"If-Match": f'"{version}"'}
    response = await who.http.post(f"{BASE}/{service_id}/check", json=body, headers=headers)
    return response.status, await response.json()


async def shown_to_a_young_person(world: World) -> dict[str, dict[str, Any]]:
    body = await (await world.http.get("/v1/services/open-now?age=15&limit=200")).json()
    return {service["id"]: service for service in body["services"]}


async def test_an_entry_is_shown_with_its_week_its_sources_and_what_may_be_changed(
    world: World, edie: StaffClient
) -> None:
    beat = await get(edie, "/beat")
    assert beat["fields"] == an_edit("beat")
    assert (beat["version"], beat["confidence"], beat["as_of"]) == (1, "high", "2026-10-05")
    spans = [{"state": "open", "starts": "15:00", "ends": "20:00"}]
    assert beat["week"][0] == {"day": "2026-11-23", "spans": spans}
    assert [len(day["spans"]) for day in beat["week"]] == [1, 1, 1, 1, 1, 0, 0]
    hidden = await get(edie, "/young-persons-sanctuary-luton")
    assert hidden["fields"]["display"]["reason"].startswith("Hidden until someone has rung")


async def test_an_edit_is_stored_with_who_when_and_what_and_shown_at_once(
    world: World, edie: StaffClient
) -> None:
    await shown_to_a_young_person(world)
    words = "Text with somebody who listens."
    status, stored = await put(edie, "shout", description=words, needs=["talk"])
    assert (status, stored["version"], stored["fields"]["description"]) == (200, 2, words)
    assert (await shown_to_a_young_person(world))["shout"]["what_for"] == words
    [change] = (await get(edie, "/shout/history"))["changes"]
    assert (change["by"], change["what"], change["at"]) == ("Edie", "edited", stored["edited_at"])
    before = an_edit("shout")
    assert change["fields"] == [
        {"field": "description", "before": before["description"], "after": words},
        {"field": "needs", "before": before["needs"], "after": ["talk"]},
    ]


async def test_an_edit_over_an_older_version_changes_nothing(world: World, edie: StaffClient) -> None:
    await put(edie, "shout", description="First.")
    status, problem = await put(edie, "shout", description="Second.")
    assert (status, problem["version"]) == (412, 2)
    assert (await get(edie, "/shout"))["fields"]["description"] == "First."
    no_match = await edie.http.put(f"{BASE}/shout", json=an_edit(), headers=edie.headers)
    assert no_match.status == 428


A_PLACE = {
    "name": "The Hall", "address_1": "1 High Street", "city": "Luton", "state_province": "Bedfordshire",
    "postal_code": "LU1 2AB",
}  # fmt: skip
CANNOT_BE: list[tuple[dict[str, Any], str]] = [
    ({"opening_hours": "nine to five"}, "opening_hours"),
    ({"description": "Listens.<script>alert(1)</script>"}, "description"),
    ({"needs": ["money"]}, "needs"),
    ({"languages": ["klingon"]}, "languages"),
    ({"url": "javascript:alert(1)"}, "url"),
    ({"channels": [{"type": "phone", "value": "0845 000 0000"}]}, "channels.0"),
    ({"channels": [{"type": "phone", "value": "ring us"}]}, "channels.0"),
    ({"channels": [{"type": "pigeon", "value": "coo"}]}, "channels.0"),
    ({"minimum_age": 18, "maximum_age": 11}, "minimum_age"),
    ({"display": {"rule": "show_with_label"}}, "display"),
    ({"display": {"rule": "hide", "reason": " "}}, "display"),
    ({"scope": "Mars"}, "scope"),
    ({"opening_hours": ""}, "opening_hours"),
    ({"eligibility_description": " "}, "eligibility_description"),
    ({"channels": []}, "channels"),
    ({"sources": [{"publisher": "Shout"}]}, "sources"),
    ({"sources": [{"publisher": "Shout", "url": "a page of theirs"}]}, "sources.0"),
    ({"channels": [{"type": "phone", "value": "+44 116 123"}]}, "channels.0"),
    ({"name": "Childline"}, "name"),
    ({"locations": [A_PLACE | {"city": None}]}, "locations.0"),
    ({"locations": [A_PLACE | {"postal_code": "Luton"}]}, "locations.0"),
    ({"locations": [A_PLACE | {"name": "<b>Hall</b>"}]}, "locations.0"),
    ({"locations": [A_PLACE | {"name": ""}]}, "locations.0.name"),
    ({"name": ""}, "name"),
    ({"never_hidden": False}, "never_hidden"),
]


async def test_what_cannot_be_is_refused_and_changes_nothing(
    world: World, edie: StaffClient, subtests: pytest.Subtests
) -> None:
    for wanted, field in CANNOT_BE:
        with subtests.test(str(wanted)):
            status, problem = await put(edie, "shout", **wanted)
            assert status == 422
            assert [error["field"] for error in problem["errors"]] == [field]
    assert (await get(edie, "/shout"))["version"] == 1
    assert (await get(edie, "/shout/history"))["changes"] == []


SPOILERS: list[dict[str, Any]] = [
    {"display": {"rule": "hide", "reason": "To see"}},
    {"channels": []},
    {"channels": [{"type": "phone", "value": "01582 000 000"}]},
    {"audience": ["professional"]},
    {"opening_hours": None},
    {"minimum_age": 18},
]


async def test_the_four_cannot_be_hidden_or_made_unreachable(
    world: World, edie: StaffClient, subtests: pytest.Subtests
) -> None:
    for service_id in NEVER_HIDDEN:
        for wanted in SPOILERS:
            with subtests.test(f"{service_id} {wanted}"):
                status, problem = await put(edie, service_id, **wanted)
                assert status == 422
                assert any("never disappears" in error["reason"] for error in problem["errors"])
        assert (await get(edie, f"/{service_id}"))["version"] == 1


async def test_words_of_the_four_may_be_changed(world: World, edie: StaffClient) -> None:
    status, _ = await put(edie, "samaritans", description="Somebody listens, day and night.")
    assert status == 200


async def test_an_entry_is_hidden_and_shown_again(world: World, edie: StaffClient) -> None:
    await put(edie, "shout", display={"rule": "hide", "reason": "Closed until spring"})
    assert "shout" not in await shown_to_a_young_person(world)
    assert "shout" in {one["id"] for one in (await get(edie, "?state=hidden"))["services"]}
    await put(edie, "shout", 2, display={"rule": "show_with_label", "label": "Ring first"})
    assert (await shown_to_a_young_person(world))["shout"]["label"] == "Ring first"
    back, away = (await get(edie, "/shout/history"))["changes"]
    assert [(one["by"], one["what"]) for one in (away, back)] == [("Edie", "withdrawn"), ("Edie", "shown")]
    assert away["fields"][0]["after"] == {"rule": "hide", "label": None, "reason": "Closed until spring"}
    audited = await world.services.mongo.db.audit.find({"subject": "directory.shout"}).to_list(None)
    assert [(one["actor"], one["action"]) for one in audited] == [
        (edie.id, "directory_entry_withdrawn"), (edie.id, "directory_entry_shown"),
    ]  # fmt: skip


async def test_what_is_due_is_in_the_queue_until_somebody_has_checked_it(
    world: World, edie: StaffClient
) -> None:
    assert (await get(edie))["services"] == []
    world.clock.move(days=31)
    edie = await staff(world.services, world.http, "Edie", Role.CONTENT_EDITOR)
    queue = await get(edie)
    assert queue["due"] == len(queue["services"]) == 16
    assert [one["next_check_on"] for one in queue["services"]] == ["2026-12-23"] * 16
    status, checked = await check(edie, "shout")
    assert status == 200
    assert (checked["checked"], checked["next_check_on"]) == ("Checked on 24 December 2026", "2027-01-23")
    assert "shout" not in {one["id"] for one in (await get(edie))["services"]}
    assert (await shown_to_a_young_person(world))["shout"]["checked"] == "Checked on 24 December 2026"
    [change] = (await get(edie, "/shout/history"))["changes"]
    assert (change["what"], change["by"]) == ("checked", "Edie")


async def test_an_entry_past_its_date_loses_its_hours_until_it_is_checked(
    world: World, edie: StaffClient
) -> None:
    assert (await shown_to_a_young_person(world))["calm"]["state"] == "open"
    world.clock.move(days=98)  # Again a Monday, at the same time of the evening.
    calm = (await shown_to_a_young_person(world))["calm"]
    assert (calm["state"], calm["says"]) == ("unknown", "Hours not confirmed. Check before you rely on it.")
    assert calm["label"] == "Not checked since 2026"
    edie = await staff(world.services, world.http, "Edie", Role.CONTENT_EDITOR)
    assert (await get(edie, "/calm"))["overdue"]
    await check(edie, "calm", next_check_on="2027-04-01")
    calm = (await shown_to_a_young_person(world))["calm"]
    assert (calm["state"], calm["label"]) == ("open", None)


async def test_the_next_check_is_within_a_year_from_tomorrow(world: World, edie: StaffClient) -> None:
    for day in ("2026-11-23", "2020-01-01", "2028-01-01"):
        status, problem = await check(edie, "shout", next_check_on=day)
        assert (status, problem["errors"][0]["field"]) == (422, "next_check_on")


async def test_hours_are_read_before_they_are_stored(world: World, edie: StaffClient) -> None:
    async def asked(text: str) -> dict[str, Any]:
        body = {"opening_hours": text}
        response = await edie.http.post(f"{BASE}/hours", json=body, headers=edie.headers)
        answer: dict[str, Any] = await response.json()
        return answer

    nights = await asked("Mo-Su 22:00-02:00; PH unknown")
    assert nights["readable"]
    assert nights["week"][0]["spans"] == [
        {"state": "open", "starts": "00:00", "ends": "02:00"}, {"state": "open", "starts": "22:00", "ends": "24:00"},
    ]  # fmt: skip
    assert await asked("nine to five") == {"readable": False, "week": []}


async def test_the_list_goes_on_where_the_page_before_has_ended(world: World, edie: StaffClient) -> None:
    mongo = world.services.mongo
    seen: list[str] = []
    after: str | None = ""
    [shout] = await mongo.db.services.find({"_id": "shout"}).to_list(1)
    await mongo.db.services.insert_many([shout | {"_id": f"club-{number:03}"} for number in range(120)])
    while after is not None:
        page = await get(edie, f"?state=all&after={after}")
        seen += [one["id"] for one in page["services"]]
        after = page["after"]
    assert len(seen) == len(set(seen)) == 164


async def test_places_are_changed_and_stand_in_the_standard_api(world: World, edie: StaffClient) -> None:
    status, stored = await put(edie, "shout", locations=[A_PLACE, {"name": "The library"}])
    assert status == 200
    assert [place["name"] for place in stored["fields"]["locations"]] == ["The Hall", "The library"]
    places = await (await world.http.get("/open-referral/v3/service_at_locations?per_page=100")).json()
    hall, library = [
        next(one["location"] for one in places["contents"] if one["location"]["name"] == name)
        for name in ("The Hall", "The library")
    ]
    assert hall["addresses"][0]["postal_code"] == "LU1 2AB"
    assert library["addresses"] == []


async def test_what_was_missing_before_may_go_on_missing(world: World, edie: StaffClient) -> None:
    before = an_edit("sikh-helpline")
    assert (before["channels"], [source["url"] for source in before["sources"]]) == ([], [None])
    status, _ = await put(edie, "sikh-helpline", holiday_note="Not known.")
    assert status == 200


async def test_taking_away_is_never_refused_for_what_was_wrong_already(
    world: World, edie: StaffClient
) -> None:
    wrong: dict[str, Any] = {"description": "Listens.<br>", "opening_hours": "when we can"}
    await world.services.mongo.db.services.update_one({"_id": "shout"}, {"$set": wrong})
    hidden = {"rule": "hide", "reason": "The number is another one now"}
    status, problem = await put(edie, "shout", **wrong, display=hidden, languages=["klingon"])
    assert (status, [error["field"] for error in problem["errors"]]) == (422, ["languages"])
    status, _ = await put(edie, "shout", **wrong, display=hidden)
    assert status == 200
    status, problem = await put(edie, "shout", 2, **wrong)
    assert (status, {error["field"] for error in problem["errors"]}) == (422, set(wrong))
