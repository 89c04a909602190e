"""Staff say what the screen missed and whom it fetched for nothing. Supervisors read it; nothing else happens by it."""

import asyncio
from typing import Any

import bson
import pytest
from aiohttp import ClientResponse

from backend.identity.model import Role
from tests.conftest import World
from tests.factories import (
    DISCLOSURE,
    SMALL_TALK,
    StaffClient,
    YoungPersonClient,
    on_call,
    staff,
    young_person,
)

QUEUE = "/v1/staff/screening-reviews"


class Evening:
    """Kit has said one thing that was let pass and one that fetched Maya; Ruth supervises."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.kit: YoungPersonClient
        self.maya: StaffClient
        self.ruth: StaffClient
        self.escalation_id = self.let_pass = self.noticed = ""

    async def begin(self) -> "Evening":
        world = self.world
        self.maya = await staff(world.services, world.http, "Maya")
        self.ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
        await on_call(world.services, self.maya, world.clock.now())
        self.kit = await young_person(world.http)
        self.let_pass = (await self.kit.say(SMALL_TALK))["message"]["id"]
        self.noticed = (await self.kit.say(DISCLOSURE))["message"]["id"]
        [escalation] = (await self.maya.list())["escalations"]
        self.escalation_id = escalation["id"]
        return self

    @property
    def one(self) -> str:
        return f"/v1/staff/escalations/{self.escalation_id}"

    def on_message(self, message_id: str | None = None) -> str:
        return f"{self.one}/messages/{message_id or self.let_pass}/mark"

    async def put(self, address: str, who: StaffClient | None = None, **said: Any) -> ClientResponse:
        return await self.world.http.put(address, json=said, headers=(who or self.maya).headers)

    async def undo(self, address: str, who: StaffClient | None = None) -> int:
        return (await self.world.http.delete(address, headers=(who or self.maya).headers)).status

    async def get(self, address: str, who: StaffClient | None = None) -> dict[str, Any]:
        response = await self.world.http.get(address, headers=(who or self.ruth).headers)
        assert response.status == 200, await response.text()
        body: dict[str, Any] = await response.json()
        return body

    async def marks(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.get(f"{self.one}/marks", self.maya))["marks"]
        return found

    async def queue(self, state: str = "open") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.get(f"{QUEUE}?state={state}"))["reviews"]
        return found

    async def decide(self, review_id: str, decision: str, **more: Any) -> ClientResponse:
        body = {"decision": decision} | more
        return await self.world.http.post(f"{QUEUE}/{review_id}/decide", json=body, headers=self.ruth.headers)


@pytest.fixture
async def evening(world: World) -> Evening:
    return await Evening(world).begin()


async def test_one_tap_marks_a_message_and_more_can_be_said_afterwards(evening: Evening) -> None:
    first = await evening.put(evening.on_message())
    assert first.status == 200
    await evening.put(evening.on_message(), kind="self_harm")
    await evening.put(evening.on_message(), note="Said in a roundabout way.")
    [mark] = await evening.marks()
    assert (mark["subject"], mark["mark"]) == (evening.let_pass, "should_have_been_noticed")
    assert (mark["kind"], mark["note"], mark["mine"]) == ("self_harm", "Said in a roundabout way.", True)


async def test_the_supervisor_reads_the_words_with_rules_version_and_who(evening: Evening) -> None:
    await evening.put(evening.on_message(), kind="suicide")
    evening.world.clock.move(minutes=1)
    await evening.put(f"{evening.one}/mark", note="They were joking, and said so.")
    missed, needless = await evening.queue()
    assert (missed["words"], missed["rules"], missed["kind"]) == ([SMALL_TALK], [], "suicide")
    assert missed["version"] == needless["version"] is not None
    assert "alive" in " ".join(needless["words"])
    assert needless["rules"]
    assert (needless["mark"], needless["marked_by"]) == ("need_not_have_fetched_me", "Maya")
    assert needless["note"] == "They were joking, and said so."


async def test_reading_and_marking_is_in_the_list_of_who_opened_the_record(evening: Evening) -> None:
    await evening.put(evening.on_message())
    await evening.marks()
    [review] = await evening.queue()
    await evening.decide(review["id"], "no_change")
    about = await evening.world.services.audit.about(evening.kit.device["young_person_id"])
    done = {(entry.actor, entry.action) for entry in about}
    assert {
        ("staff-Maya", "screening_marked"),
        ("staff-Maya", "screening_marks_read"),
        ("staff-Ruth", "screening_review_read"),
        ("staff-Ruth", "screening_review_decided"),
    } <= done


async def test_a_mark_can_be_taken_back_and_counts_no_longer(evening: Evening) -> None:
    for address in (evening.on_message(), f"{evening.one}/mark"):
        await evening.put(address)
        assert await evening.undo(address) == 204
        assert await evening.undo(address) == 404
    assert await evening.marks() == await evening.queue() == []
    db = evening.world.services.mongo.db
    assert await db.screening_tallies.count_documents({}) == 0


async def test_a_mark_changes_nothing_else(evening: Evening) -> None:
    async def state() -> list[Any]:
        db = evening.world.services.mongo.db
        names = ("escalations", "receipts", "pages", "messages", "conversations")
        return [await db[name].find({}).sort("_id", 1).to_list(None) for name in names]

    before, seen = await state(), await evening.kit.look()
    await evening.put(evening.on_message(), kind="abuse")
    await evening.put(f"{evening.one}/mark")
    await evening.decide((await evening.queue())[0]["id"], "rule_change_wanted")
    await evening.undo(f"{evening.one}/mark")
    assert await state() == before
    assert await evening.kit.look() == seen
    # The same words are read as before.
    assert (await evening.kit.say(SMALL_TALK))["status"]["state"] == seen["status"]["state"]


async def test_what_would_not_be_true_cannot_be_marked(evening: Evening) -> None:
    assert (await evening.put(evening.on_message(evening.noticed))).status == 409
    messages = (await evening.maya.open(evening.escalation_id))["messages"]
    reply = next(message for message in messages if message["author"] == "safety")
    assert (await evening.put(evening.on_message(reply["id"]))).status == 404
    noor = await young_person(evening.world.http)
    elsewhere = (await noor.say(SMALL_TALK))["message"]["id"]
    assert (await evening.put(evening.on_message(elsewhere))).status == 404
    assert await evening.marks() == []


async def test_somebody_who_asked_for_a_person_never_counts_as_fetched_for_nothing(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    kit = await young_person(world.http)
    await kit.want_person()
    [escalation] = (await maya.list())["escalations"]
    address = f"/v1/staff/escalations/{escalation['id']}/mark"
    response = await world.http.put(address, json={}, headers=maya.headers)
    assert response.status == 409
    assert "asked for a person" in (await response.json())["detail"]


async def test_nobody_changes_a_colleagues_mark_or_one_that_is_decided(evening: Evening) -> None:
    address = evening.on_message()
    await evening.put(address, kind="eating")
    assert (await evening.put(address, evening.ruth, kind="abuse")).status == 409
    assert await evening.undo(address, evening.ruth) == 409
    [review] = await evening.queue()
    await evening.decide(review["id"], "duplicate")
    assert (await evening.put(address, note="Late.")).status == 409
    assert await evening.undo(address) == 409
    [mark] = await evening.marks()
    assert (mark["kind"], mark["note"], mark["decided"]) == ("eating", None, True)


async def test_two_at_once_make_one_mark(evening: Evening) -> None:
    both = [evening.put(evening.on_message(), who) for who in (evening.maya, evening.ruth)]
    assert sorted([answer.status for answer in await asyncio.gather(*both)]) == [200, 409]
    db = evening.world.services.mongo.db
    assert await db.screening_marks.count_documents({}) == 1
    assert await db.screening_tallies.count_documents({}) == 1


async def test_a_decision_is_made_once_and_moves_it_to_the_done(evening: Evening) -> None:
    await evening.put(evening.on_message())
    [review] = await evening.queue()
    note = "A phrase for this is being written."
    decided = await evening.decide(review["id"], "rule_change_wanted", note=note)
    assert (await decided.json())["decided_by"] == "Ruth"
    assert (await evening.decide(review["id"], "no_change")).status == 409
    assert (await evening.decide("of-nobody", "no_change")).status == 404
    assert await evening.queue() == []
    [done] = await evening.queue("done")
    assert (done["decision"], done["decision_note"]) == ("rule_change_wanted", note)


async def test_what_a_mark_says_lies_sealed(evening: Evening) -> None:
    await evening.put(evening.on_message(), kind="self_harm", note="Said sideways.")
    await evening.put(f"{evening.one}/mark")
    db = evening.world.services.mongo.db
    rules = (await evening.queue())[1]["rules"]
    for name in ("screening_marks", "screening_tallies"):
        async for found in db[name].find({}):
            raw = bson.encode(found)
            for readable in ("self_harm", "sideways", SMALL_TALK, *rules):
                assert readable.encode() not in raw


async def test_they_are_in_the_download_without_the_notes(evening: Evening) -> None:
    await evening.put(evening.on_message(), kind="self_harm", note="About their cousin.")
    kit = evening.kit
    response = await kit.http.get("/v1/me/data", headers=kit.headers)
    [mark] = (await response.json())["parts"]["marks_on_the_word_check"]
    assert "should have noticed a message of yours" in mark["says"]
    assert mark["kind"] == "self_harm"
    assert mark["at"] == "2026-11-23T21:10:00.000Z"
    assert "Ask for it" in mark["note"]
    assert "cousin" not in await response.text()


async def test_after_erasure_the_counts_stay_and_lead_to_nobody(evening: Evening) -> None:
    await evening.put(evening.on_message(), kind="self_harm")
    ids = [evening.kit.device["young_person_id"], evening.escalation_id, evening.let_pass]
    await evening.maya.act(evening.escalation_id, "acknowledge")
    await evening.maya.close(evening.escalation_id)
    await evening.world.services.erasures.request(ids[0])
    db = evening.world.services.mongo.db
    assert await db.screening_marks.count_documents({}) == 0
    [tally] = await db.screening_tallies.find({}).to_list(None)
    assert [one for one in ids if one.encode() in bson.encode(tally)] == []
    assert await evening.queue() == []
    totals = [count for count in (await evening.get(f"{QUEUE}/report"))["counts"] if count["by"] == "all"]
    assert [(count["mark"], count["count"]) for count in totals] == [
        ("should_have_been_noticed", {"least": 1, "most": 4})
    ]


async def test_the_report_counts_in_ranges_and_few_in_no_table(evening: Evening) -> None:
    for number in range(6):
        message = (await evening.kit.say(f"{SMALL_TALK} {number}"))["message"]["id"]
        await evening.put(evening.on_message(message), kind="eating" if number else "abuse")
    report = await evening.get(f"{QUEUE}/report")
    numbers = {(count["by"], count["value"]): count["count"] for count in report["counts"]}
    five_to_nine = {"least": 5, "most": 9}
    for counted in (("all", "all"), ("language", "en"), ("week", "2026-W48"), ("kind", "eating")):
        assert numbers[counted] == five_to_nine
    assert ("kind", "abuse") not in numbers
    response = await evening.world.http.get(f"{QUEUE}/report.csv", headers=evening.ruth.headers)
    assert response.headers["Content-Disposition"].startswith("attachment;")
    lines = (await response.text()).splitlines()
    assert "language,en,should_have_been_noticed,5 to 9" in lines
    assert not any("abuse" in line for line in lines)


async def test_bad_input_is_refused_and_stores_nothing(evening: Evening) -> None:
    for wrong in ({"kind": "boredom"}, {"note": "x" * 1001}, {"note": 7}):
        assert (await evening.put(evening.on_message(), **wrong)).status == 422
    assert await evening.marks() == []
