"""Showing a plan to the on-call team in one conversation, and words that the team offers."""

from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientResponse

from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, on_call, staff
from tests.planning import Planner, answer, entry, picture, plan, planner, texts

PLAN = plan(step_1=[entry("p", "mine alone")], step_2=[entry("a", "music", pictures=["cat"])])


@dataclass
class Chat:
    """Kit has asked for a person, and Maya is on call."""

    world: World
    kit: Planner
    maya: StaffClient
    escalation_id: str

    async def show(self, *steps: int) -> ClientResponse:
        phone = self.kit.phone
        path = f"/v1/conversations/{phone.conversation_id}/plan-shares"
        return await phone.http.post(path, json={"steps": list(steps)}, headers=phone.headers)

    async def maya_reads(self, path: str = "") -> ClientResponse:
        address = f"/v1/staff/escalations/{self.escalation_id}/plan{path}"
        return await self.world.http.get(address, headers=self.maya.headers)

    async def maya_is_told(self) -> bool:
        told: bool = (await self.maya.open(self.escalation_id))["plan_shown"]
        return told

    async def maya_offers(self, step: int, text: str) -> ClientResponse:
        return await self.maya.act(self.escalation_id, "plan-suggestions", step=step, text=text)

    async def audited(self, action: str) -> list[str]:
        found = self.world.services.mongo.db.audit.find({"action": action, "subject": self.escalation_id})
        return [entry["actor"] async for entry in found.sort("_id", 1)]


@pytest.fixture
async def chat(world: World) -> Chat:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    kit = await planner(world, nickname="Kit")
    await kit.keeps("cat", picture())
    await kit.writes(PLAN, 0)
    await kit.phone.say(DISCLOSURE)
    [escalation] = (await maya.list())["escalations"]
    return Chat(world, kit, maya, escalation["id"])


async def test_the_console_is_told_that_something_is_shown_and_that_is_no_reading(chat: Chat) -> None:
    assert await chat.maya_is_told() is False
    shown = await answer(await chat.show(2))
    assert await chat.maya_is_told() is True
    assert (await chat.kit.looks("/readings"))["readings"] == []
    assert await chat.audited("plan_opened") == []
    await chat.kit.call("DELETE", f"/shares/{shown['share_id']}")
    assert await chat.maya_is_told() is False


async def test_the_console_is_told_the_same_with_a_plan_and_without(chat: Chat) -> None:
    with_a_plan = await chat.maya_is_told()
    assert (await chat.kit.call("DELETE", "")).status == 204
    assert (with_a_plan, await chat.maya_is_told()) == (False, False)


async def test_the_team_sees_nothing_until_the_owner_shows_it(chat: Chat) -> None:
    assert (await chat.maya_reads()).status == 404
    assert (await chat.maya_reads("/pictures/cat")).status == 404
    assert await chat.audited("plan_opened") == []


async def test_what_is_shown_is_seen_audited_and_listed(chat: Chat) -> None:
    shown = await answer(await chat.show(2))
    assert await chat.audited("plan_shown_to_team") == [chat.kit.phone.device["young_person_id"]]
    assert (await chat.kit.looks("/visibility"))["2"] == ["On-call team"]
    seen = await answer(await chat.maya_reads())
    assert (seen["owner"], texts(seen), list(seen["steps"])) == ("Kit", ["music"], ["2"])
    assert await chat.audited("plan_opened") == ["staff-Maya"]
    assert (await chat.maya_reads("/pictures/cat")).status == 200
    [reading] = (await chat.kit.looks("/readings"))["readings"]
    assert (reading["reader_name"], reading["share_id"]) == ("Maya, on-call team", shown["share_id"])


async def test_the_owner_sees_who_opened_the_plan_and_who_offered_words(chat: Chat) -> None:
    await chat.show(2)
    await chat.maya_reads()
    await chat.maya_offers(2, "a walk")
    phone = chat.kit.phone
    entries = (await answer(await phone.http.get("/v1/me/record-access", headers=phone.headers)))["entries"]
    maya = [entry["says"] for entry in entries if entry["who"].startswith("Maya")]
    assert {"Opened the plan that you showed them", "Offered words for your plan"} <= set(maya)


async def test_showing_again_is_in_place_of_what_was_shown(chat: Chat) -> None:
    await chat.show(1, 2)
    await chat.show(2)
    assert list((await answer(await chat.maya_reads()))["steps"]) == ["2"]
    states = [each["state"] for each in (await chat.kit.looks("/shares"))["shares"]]
    assert sorted(states) == ["open", "revoked"]


async def test_the_owner_ends_it_at_any_time(chat: Chat) -> None:
    shown = await answer(await chat.show(2))
    assert (await chat.kit.call("DELETE", f"/shares/{shown['share_id']}")).status == 204
    assert (await chat.maya_reads()).status == 404


async def test_it_ends_when_the_request_is_closed(chat: Chat) -> None:
    await chat.show(2)
    await chat.maya.act(chat.escalation_id, "acknowledge")
    assert (await chat.maya.close(chat.escalation_id)).status == 200
    assert (await chat.maya_reads()).status == 404
    assert await chat.maya_is_told() is False
    assert (await chat.kit.looks("/visibility"))["2"] == []
    [listed] = (await chat.kit.looks("/shares"))["shares"]
    assert listed["state"] == "closed"
    assert (await chat.show(2)).status == 409


async def test_somebody_elses_conversation_is_not_there(chat: Chat) -> None:
    other = await planner(chat.world)
    path = f"/v1/conversations/{chat.kit.phone.conversation_id}/plan-shares"
    response = await other.phone.http.post(path, json={"steps": [2]}, headers=other.phone.headers)
    assert response.status == 404
    assert (await chat.maya_reads()).status == 404


async def offered(chat: Chat, step: int = 2, text: str = "a walk with Sam") -> dict[str, Any]:
    """Let Maya offer words; return what the owner sees of them."""
    await answer(await chat.maya_offers(step, text))
    found: dict[str, Any] = (await chat.kit.looks("/word-suggestions"))["suggestions"][-1]
    return found


async def accept(chat: Chat, words_id: str, expected: int, entry_id: str = "new") -> ClientResponse:
    path = f"/word-suggestions/{words_id}/accept"
    return await chat.kit.call("POST", path, expected, json={"entry_id": entry_id})


async def test_words_are_in_the_plan_only_when_the_owner_takes_them(chat: Chat) -> None:
    words = await offered(chat)
    assert (words["by"], words["text"], words["step"]) == ("Maya", "a walk with Sam", 2)
    assert await chat.audited("plan_words_offered") == ["staff-Maya"]
    assert texts((await chat.kit.looks())["plan"]) == ["music"]
    assert (await accept(chat, words["id"], 0)).status == 412
    taken = await answer(await accept(chat, words["id"], 1))
    assert (texts(taken["plan"]), taken["kind"]) == (["music", "a walk with Sam"], "suggestion")
    assert taken["suggested_by"] == "Maya"
    assert await answer(await accept(chat, words["id"], 1)) == taken
    assert await chat.kit.looks("/word-suggestions") == {"suggestions": []}
    assert (await chat.kit.call("POST", f"/word-suggestions/{words['id']}/decline", json={})).status == 409


async def test_words_that_were_declined_stay_out(chat: Chat) -> None:
    words = await offered(chat)
    for _ in range(2):
        path = f"/word-suggestions/{words['id']}/decline"
        assert (await chat.kit.call("POST", path, json={})).status == 204
    assert (await accept(chat, words["id"], 1)).status == 409
    assert (await chat.kit.looks())["number"] == 1


async def test_an_id_that_is_taken_is_refused_and_the_words_wait_on(chat: Chat) -> None:
    words = await offered(chat)
    response = await accept(chat, words["id"], 1, entry_id="a")
    assert (response.status, (await response.json())["errors"][0]["field"]) == (422, "entry_id")
    assert [each["id"] for each in (await chat.kit.looks("/word-suggestions"))["suggestions"]] == [
        words["id"]
    ]


async def test_nothing_can_be_offered_for_step_6_or_after_the_end(chat: Chat) -> None:
    assert (await chat.maya_offers(6, "some words")).status == 422
    assert (await chat.maya_offers(2, "words\x00")).status == 422
    assert (await chat.maya_offers(2, "x" * 2001)).status == 422
    await chat.maya.act(chat.escalation_id, "acknowledge")
    await chat.maya.close(chat.escalation_id)
    assert (await chat.maya_offers(2, "a walk")).status == 409
    assert await chat.kit.looks("/word-suggestions") == {"suggestions": []}


async def test_words_for_somebody_else_are_not_there(chat: Chat) -> None:
    words, other = await offered(chat), await planner(chat.world)
    path = f"/word-suggestions/{words['id']}"
    assert (await other.call("POST", f"{path}/accept", 0, json={"entry_id": "n"})).status == 404
    assert (await other.call("POST", f"{path}/decline", json={})).status == 404
    assert await other.looks("/word-suggestions") == {"suggestions": []}
