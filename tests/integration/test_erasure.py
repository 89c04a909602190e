"""Erasure: what goes, what the safeguarding duty keeps, and that an interruption at any step loses nothing."""

import asyncio
import json
from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any, cast
from unittest.mock import patch

import bson
import pytest

from backend.identity.model import Role
from backend.rights.access import Actor
from backend.rights.erasure.model import ErasureState
from backend.rights.erasure.service import Erasures
from tests.conftest import World
from tests.factories import (
    DISCLOSURE,
    SMALL_TALK,
    StaffClient,
    YoungPersonClient,
    on_call,
    recovery_words,
    staff,
    young_person,
)

NOTE = "We talked about school and agreed to talk again."


async def closed_request(world: World, phone: YoungPersonClient) -> tuple[StaffClient, str]:
    """Let the young person disclose something, and a member of staff close it with a note."""
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    await phone.say(DISCLOSURE)
    await world.worker_runs()
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "acknowledge")
    return maya, escalation["id"]


async def close(maya: StaffClient, escalation_id: str) -> None:
    closed = await maya.close(escalation_id, "spoke_with_young_person", facts=NOTE)
    assert closed.status == 200, await closed.text()


async def erase(phone: YoungPersonClient) -> dict[str, Any]:
    response = await phone.http.post("/v1/me/erasure", json={"confirm": True}, headers=phone.headers)
    assert response.status == 202, await response.text()
    body: dict[str, Any] = await response.json()
    return body


async def documents(world: World) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    for name in await world.services.mongo.db.list_collection_names():
        async for document in world.services.mongo.db[name].find({}):
            yield name, document


async def named_in(world: World, *ids: str) -> set[str]:
    """Return the collections in which any of these ids is still to be found."""
    return {
        name
        async for name, document in documents(world)
        if any(one.encode() in bson.encode(document) for one in ids)
    }


async def test_somebody_who_never_asked_for_a_person_leaves_only_a_note_and_the_audit(world: World) -> None:
    kit = await young_person(world.http, nickname="Kit")
    await kit.say(SMALL_TALK)
    answer = await erase(kit)
    assert answer["state"] == "done"
    left = await named_in(world, kit.device["young_person_id"], kit.device["device_id"], kit.conversation_id)
    assert left <= {"audit", "erasures"}
    assert (await world.http.get("/v1/me/erasure", headers=kit.headers)).status == 401
    assert (await world.http.get("/v1/conversations/current", headers=kit.headers)).status == 401


async def test_every_phone_of_somebody_erased_is_told_to_clear_itself(world: World) -> None:
    phone = await young_person(world.http)
    words = await recovery_words(phone)
    other = await (await world.http.post("/v1/recoveries", json={"words": words})).json()
    await erase(phone)
    for device in (phone.device, other):
        refused = await world.http.post("/v1/tokens", json={"refresh_token": device["refresh_token"]})
        assert refused.status == 401
        assert (await refused.json())["type"] == "urn:evenlight:problem:phone-signed-out"


async def test_other_people_keep_everything(world: World) -> None:
    kit, noor = await young_person(world.http), await young_person(world.http)
    await noor.say(SMALL_TALK)
    await erase(kit)
    assert SMALL_TALK in [message["text"] for message in (await noor.look())["messages"]]


async def test_what_was_sealed_cannot_be_opened_any_more(world: World) -> None:
    kit = await young_person(world.http)
    await kit.say(SMALL_TALK)
    sealed = await world.services.mongo.db.messages.find_one({"conversation_id": kit.conversation_id})
    assert sealed
    assert await world.services.crypto.open(sealed["sealed"])
    await erase(kit)
    with pytest.raises(Exception, match="gone"):
        await world.services.crypto.open(sealed["sealed"])


async def test_an_open_request_for_a_person_is_waited_for_and_the_worker_goes_on_when_it_is_closed(
    world: World,
) -> None:
    kit = await young_person(world.http)
    maya, escalation_id = await closed_request(world, kit)
    answer = await erase(kit)
    assert answer["state"] == "waiting"
    assert "open request" in answer["waits"]
    await world.services.erasures.run_due()
    assert (await kit.look())["messages"]
    assert (await maya.open(escalation_id))["messages"]
    await close(maya, escalation_id)
    await world.services.erasures.run_due()
    assert (await world.http.get("/v1/conversations/current", headers=kit.headers)).status == 401
    found = await world.services.stores.erasures.of(kit.device["young_person_id"])
    assert found
    assert found.state is ErasureState.DONE


async def test_a_request_that_waits_can_be_taken_back(world: World) -> None:
    kit = await young_person(world.http)
    maya, escalation_id = await closed_request(world, kit)
    await erase(kit)
    assert (await world.http.delete("/v1/me/erasure", headers=kit.headers)).status == 204
    assert (await world.http.get("/v1/me/erasure", headers=kit.headers)).status == 404
    await close(maya, escalation_id)
    await world.services.erasures.run_due()
    assert (await kit.look())["messages"]
    assert (await world.http.delete("/v1/me/erasure", headers=kit.headers)).status == 404


async def test_a_supervisor_can_open_what_the_duty_keeps_and_it_is_audited(world: World) -> None:
    ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
    kit = await young_person(world.http, nickname="Kit")
    maya, escalation_id = await closed_request(world, kit)
    await kit.say(SMALL_TALK)
    await close(maya, escalation_id)
    await erase(kit)
    address = f"/v1/staff/safeguarding-records/{escalation_id}"
    assert (await world.http.get(address, headers=maya.headers)).status == 403
    response = await world.http.get(address, headers=ruth.headers)
    assert response.status == 200, await response.text()
    record = await response.json()
    content = record["content"]
    [written] = content["written"]
    assert (written["facts"], written["by"], written["safeguarding_concern"]) == (NOTE, "Maya", "no")
    assert content["outcome"] == "spoke_with_young_person"
    assert content["words"]
    assert "Maya closed it." in [hop["says"] for hop in content["what_happened"]]
    assert SMALL_TALK not in json.dumps(record)
    assert "Kit" not in json.dumps(record)
    # 13-15 at the time: nobody can turn 25 later than twelve years on.
    assert record["keep_until"].startswith("2038-11-23")
    entries = await world.services.audit.about(kit.device["young_person_id"])
    assert ("staff-Ruth", "safeguarding_record_opened") in [(one.actor, one.action) for one in entries]


async def test_nothing_of_a_kept_record_is_readable_in_the_store(world: World) -> None:
    kit = await young_person(world.http)
    maya, escalation_id = await closed_request(world, kit)
    await close(maya, escalation_id)
    await erase(kit)
    record = await world.services.mongo.db.safeguarding_records.find_one({"_id": escalation_id})
    assert record
    for readable in (NOTE, "alive", "13-15", "Maya"):
        assert readable.encode() not in bson.encode(record)


async def test_the_preview_says_beforehand_what_stays_and_until_when(world: World) -> None:
    kit = await young_person(world.http)
    address = "/v1/me/erasure/preview"
    before = await (await world.http.get(address, headers=kit.headers)).json()
    assert not any("safeguarding" in kept["why"] for kept in before["kept"])
    assert before["waits"] is None
    maya, escalation_id = await closed_request(world, kit)
    during = await (await world.http.get(address, headers=kit.headers)).json()
    assert during["waits"]
    await close(maya, escalation_id)
    after = await (await world.http.get(address, headers=kit.headers)).json()
    [duty] = [kept for kept in after["kept"] if "safeguarding" in kept["why"]]
    assert duty["until"] == "2038-11-23"
    assert after["goes"]
    assert (await erase(kit))["kept"] == after["kept"]


async def test_erasure_needs_a_confirmation(world: World) -> None:
    kit = await young_person(world.http)
    for body in ({}, {"confirm": False}, {"confirm": "yes please"}):
        response = await world.http.post("/v1/me/erasure", json=body, headers=kit.headers)
        assert response.status == 422
    assert (await kit.look())["messages"] == []


STEPS = [
    ("backend.rights.erasure.store.ErasureStore.move", "at the first step"),
    ("backend.chat.store.ChatStore.close_for_good", "as the door is closed"),
    ("backend.identity.accounts.store.AccountStore.remove_devices", "as the phones are signed out"),
    ("backend.escalations.personal.RequestsData.records", "as the record is read"),
    ("backend.rights.erasure.store.SafeguardingStore.keep", "as the record is kept"),
    ("backend.core.crypto.FieldCrypto.destroy_key", "as the key is destroyed"),
    ("backend.chat.personal.ConversationData.erase", "as the conversation goes"),
    ("backend.escalations.store.EscalationStore.erase", "in the middle of a request for a person"),
    ("backend.identity.accounts.store.AccountStore.remove_young_person", "as the account goes"),
    ("backend.rights.erasure.store.ErasureStore.finish", "as it is noted as done"),
]


@pytest.mark.parametrize(("step", "when"), STEPS, ids=[when for _, when in STEPS])
@pytest.mark.parametrize("after", [False, True], ids=["not done", "done and not known to be"])
async def test_an_interruption_loses_nothing_and_leaves_nothing(
    world: World, step: str, when: str, *, after: bool
) -> None:
    kit = await young_person(world.http)
    maya, escalation_id = await closed_request(world, kit)
    await close(maya, escalation_id)
    person_id = kit.device["young_person_id"]
    with interrupted(step, after=after), pytest.raises(asyncio.CancelledError):
        await world.services.erasures.request(person_id)
    await world.services.erasures.run_due()
    found = await world.services.stores.erasures.of(person_id)
    assert found
    assert found.state is ErasureState.DONE
    left = await named_in(world, person_id, kit.device["device_id"], kit.conversation_id)
    assert left <= {"audit", "erasures", "safeguarding_records"}
    _, content = await world.services.erasures.kept_record(escalation_id, Actor("staff-Ruth", "supervisor"))
    [written] = cast("list[dict[str, Any]]", content["written"])
    assert written["facts"] == NOTE
    assert content["words"]


def interrupted(step: str, *, after: bool) -> Any:
    """Let the process die as this is called, before or after it has done its work."""
    module, _, name = step.rpartition(".")
    owner = _resolved(module)
    work = getattr(owner, name)

    async def dies(*arguments: Any, **named: Any) -> Any:
        if after:
            await work(*arguments, **named)
        raise asyncio.CancelledError

    return patch.object(owner, name, dies)


def _resolved(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)


async def test_a_message_that_was_under_way_is_removed_by_the_second_look(world: World) -> None:
    kit = await young_person(world.http)
    await kit.say(SMALL_TALK)
    message = await world.services.mongo.db.messages.find_one({})
    conversation = await world.services.mongo.db.conversations.find_one({})
    assert message
    assert conversation
    await erase(kit)
    await world.services.mongo.db.conversations.insert_one(conversation)
    await world.services.mongo.db.messages.insert_one(message)
    await world.services.erasures.run_due()
    world.clock.move(minutes=3)
    await world.services.erasures.run_due()
    assert await named_in(world, kit.conversation_id) <= {"audit"}


async def test_one_erasure_that_fails_does_not_hold_up_another(world: World) -> None:
    kit, noor = await young_person(world.http), await young_person(world.http)
    for phone in (kit, noor):
        person_id = phone.device["young_person_id"]
        key_id = await world.services.account_data.key_of(person_id)
        assert key_id
        await world.services.stores.erasures.request(person_id, key_id, world.clock.now())
        world.clock.move(seconds=1)
    carry_out = Erasures.carry_out

    async def fails_for_kit(self: Erasures, erasure: Any) -> Any:
        if erasure.person_id == kit.device["young_person_id"]:
            raise RuntimeError
        return await carry_out(self, erasure)

    with patch.object(Erasures, "carry_out", fails_for_kit):
        await world.services.erasures.run_due()
    assert await named_in(world, noor.device["young_person_id"]) <= {"audit", "erasures"}
    assert "young_people" in await named_in(world, kit.device["young_person_id"])
