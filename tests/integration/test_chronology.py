"""One page for one young person: what happened, in order; who wrote it; what was corrected; what is left open."""

import asyncio
import json
from datetime import timedelta
from uuid import uuid4

import bson
import pytest

from tests.chronologies import FACTS, OPINION, OWN_WORDS, TODAY, Evening, a_note, entries, left_with, wrong_in
from tests.conftest import World
from tests.factories import DISCLOSURE, staff, young_person


@pytest.fixture
async def evening(world: World) -> Evening:
    return await Evening(world).begin()


async def test_facts_opinion_and_their_own_words_stay_apart_with_when_and_who(evening: Evening) -> None:
    [entry] = await evening.write("", a_note(at_time="18:05"))
    assert entry["account"] == {"facts": FACTS, "opinion": OPINION, "own_words": OWN_WORDS}
    assert entry["happened"] == {"on": "2026-11-23", "at_time": "18:05:00", "about": False}
    assert (entry["by"]["first_name"], entry["by"]["role"], entry["kind"]) == ("Maya", "on_call", "note")
    assert entry["recorded_at"].startswith(evening.world.clock.now().isoformat()[:16])


async def test_everything_stands_where_it_happened_and_what_was_written_later_says_so(
    evening: Evening,
) -> None:
    await evening.maya.close(evening.escalation_id, "passed_to_service")
    evening.world.clock.move(days=9)
    await evening.kit.renew()
    evening.maya = await staff(evening.world.services, evening.world.http, "Maya")
    await evening.asks()
    await evening.write("", a_note(on=TODAY - timedelta(days=30)))
    moments = (await evening.read())["moments"]
    told = [moment["entry"]["kind"] if moment["entry"] else "request" for moment in moments]
    assert told == ["note", "request", "closing", "request"]
    assert [moment["quiet_days"] for moment in moments] == [0, 29, 0, 8]
    assert moments[0]["entry"]["recorded_later"]
    assert not moments[2]["entry"]["recorded_later"]
    assert moments[2]["entry"]["outcome"] == "passed_to_service"
    assert moments[1]["request"]["words"]


async def test_a_correction_keeps_what_was_there_and_says_who_and_why(evening: Evening) -> None:
    [first] = await evening.write("", a_note())
    body = a_note(account={"facts": "We spoke for an hour."}, why="It was longer.")
    [entry] = await evening.write(f"/{first['id']}/corrections", body, evening.ruth)
    assert (entry["account"]["facts"], entry["why"]) == ("We spoke for an hour.", "It was longer.")
    [earlier] = entry["earlier"]
    assert (earlier["account"]["facts"], earlier["by"]["first_name"]) == (FACTS, "Maya")
    # Only the version that counts can be corrected: two who do it at once do not lose each other's words.
    again = await evening.post(f"/{first['id']}/corrections", body | {"entry_id": str(uuid4())})
    assert again.status == 409
    at_once = [
        evening.post(f"/{entry['id']}/corrections", body | {"entry_id": str(uuid4())}) for _ in range(3)
    ]
    assert sorted([answer.status for answer in await asyncio.gather(*at_once)]) == [201, 409, 409]


async def test_sending_again_after_a_lost_answer_changes_nothing(evening: Evening) -> None:
    body = a_note()
    assert len(await evening.write("", body)) == 1
    assert len(await evening.write("", body)) == 1
    other = await evening.post("", body, evening.ruth)
    assert other.status == 409


async def test_reading_printing_and_writing_are_audited_and_shown_to_the_young_person(
    evening: Evening,
) -> None:
    await evening.write("", a_note())
    await evening.read("supervision", evening.ruth)
    await evening.read("printed")
    person_id = evening.kit.device["young_person_id"]
    about = await evening.world.services.audit.about(person_id)
    done = [(entry.actor, entry.role, entry.action, entry.why) for entry in about]
    assert ("staff-Ruth", "supervisor", "chronology_opened", "supervision") in done
    assert ("staff-Maya", "on_call", "chronology_printed", "printed") in done
    assert ("staff-Maya", "on_call", "chronology_written", "") in done
    answer = await evening.world.http.get("/v1/me/record-access", headers=evening.kit.headers)
    said = [(entry["who"], entry["says"]) for entry in (await answer.json())["entries"]]
    assert ("Ruth, supervisor", "Opened the page with everything that the team wrote down about you") in said
    refused = await evening.world.http.get(
        f"/v1/staff/escalations/{evening.escalation_id}/chronology", headers=evening.maya.headers
    )
    assert await wrong_in(refused) == ["why"]


async def test_another_young_persons_entry_cannot_be_corrected_or_reviewed_from_here(
    evening: Evening,
) -> None:
    [entry] = await evening.write("", a_note(follow_up=left_with()))
    noor = await young_person(evening.world.http)
    await noor.say(DISCLOSURE)
    [other] = [
        found for found in (await evening.maya.list())["escalations"] if found["id"] != evening.escalation_id
    ]
    evening.escalation_id = other["id"]
    assert entries(await evening.read()) == []
    for end, body in (("corrections", a_note(why="Wrong.")), ("reviews", a_note())):
        assert (await evening.post(f"/{entry['id']}/{end}", body)).status == 404


async def test_what_happened_is_a_day_of_the_past_and_a_time_without_a_zone(evening: Evening) -> None:
    tomorrow = a_note(on=TODAY + timedelta(days=1))
    assert await wrong_in(await evening.post("", tomorrow)) == ["happened.on"]
    assert await wrong_in(await evening.post("", a_note(at_time="18:05Z"))) == ["happened.at_time"]
    assert await wrong_in(await evening.post("", a_note(account={}))) == ["account.facts"]
    long = a_note(account=dict.fromkeys(("facts", "opinion", "own_words"), "ই" * 4000))
    assert (await evening.post("", long)).status == 201


async def test_no_words_lie_open_in_the_store(evening: Evening) -> None:
    await evening.maya.close(evening.escalation_id, follow_up=left_with())
    [entry] = await evening.world.services.mongo.db.chronology_entries.find({}).to_list(None)
    for readable in ("talked", "school", "nothing to tell", '"no"'):
        assert readable.encode() not in bson.encode(entry)


async def test_the_download_has_their_own_words_and_erasure_keeps_what_the_duty_needs(
    evening: Evening,
) -> None:
    world = evening.world
    await evening.write("", a_note())
    await evening.maya.close(evening.escalation_id, follow_up=left_with())
    text = await (await world.http.get("/v1/me/data", headers=evening.kit.headers)).text()
    [request] = json.loads(text)["parts"]["requests_for_a_person"]
    assert [entry["by"] for entry in request["written"]] == ["Maya", "Maya"]
    assert OWN_WORDS in text
    assert FACTS not in text
    assert "somebody reads it through" in text
    await world.http.post("/v1/me/erasure", json={"confirm": True}, headers=evening.kit.headers)
    assert await world.services.mongo.db.chronology_entries.count_documents({}) == 0
    address = f"/v1/staff/safeguarding-records/{evening.escalation_id}"
    kept = (await (await world.http.get(address, headers=evening.ruth.headers)).json())["content"]
    note, closed = kept["written"]
    assert (note["facts"], note["opinion"], note["own_words"]) == (FACTS, OPINION, OWN_WORDS)
    assert (closed["owner"], closed["left_open"]) == ("Maya", "Ask how school went.")
    assert await evening.left_open() == []
