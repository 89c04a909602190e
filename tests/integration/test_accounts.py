"""A young person's account over HTTP: staying signed in, other phones, signing out, seeing and correcting."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientResponse

from backend.core.mongo import Document
from backend.core.problem import StoreUnavailable
from tests.conftest import World
from tests.factories import YoungPersonClient, recovery_words, young_person


async def present(world: World, refresh_token: str) -> ClientResponse:
    return await world.http.post("/v1/tokens", json={"refresh_token": refresh_token})


async def refusal(world: World, phone: YoungPersonClient) -> str:
    response = await present(world, phone.device["refresh_token"])
    assert response.status == 401
    return str((await response.json())["type"])


async def signed_in(world: World, token: str) -> bool:
    response = await world.http.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert response.status in {200, 401}
    return response.status == 200


async def second_phone(world: World, phone: YoungPersonClient) -> YoungPersonClient:
    words = await recovery_words(phone)
    response = await world.http.post("/v1/recoveries", json={"words": words})
    session: dict[str, Any] = await response.json()
    return YoungPersonClient(world.http, session, session["access_token"], phone.conversation_id)


async def devices(phone: YoungPersonClient) -> list[dict[str, Any]]:
    response = await phone.http.get("/v1/devices", headers=phone.headers)
    found: list[dict[str, Any]] = (await response.json())["devices"]
    return found


async def sign_out(phone: YoungPersonClient, device_id: str) -> int:
    return (await phone.http.delete(f"/v1/devices/{device_id}", headers=phone.headers)).status


async def audited(world: World) -> list[Document]:
    return [entry async for entry in world.services.mongo.db.audit.find({}).sort("_id", 1)]


async def test_a_phone_that_renews_each_day_stays_signed_in_for_years(world: World) -> None:
    phone = await young_person(world.http)
    for _ in range(3):
        world.clock.move(days=179)
        await phone.renew()
        assert await signed_in(world, phone.token)


async def test_a_phone_that_was_not_used_for_180_days_begins_again(world: World) -> None:
    phone = await young_person(world.http)
    world.clock.move(days=180)
    assert (await present(world, phone.device["refresh_token"])).status == 401


async def test_an_answer_that_was_lost_is_given_again(world: World) -> None:
    phone = await young_person(world.http)
    first = phone.device["refresh_token"]
    lost = [(await (await present(world, first)).json())["refresh_token"] for _ in range(4)]
    assert len(set(lost)) == 1
    assert (await present(world, lost[0])).status == 201


async def test_reuse_of_an_old_token_ends_the_phone_once_and_for_all(world: World) -> None:
    phone = await young_person(world.http)
    stolen = phone.device["refresh_token"]
    await phone.renew()
    await phone.renew()
    assert (await present(world, stolen)).status == 401
    assert (await present(world, phone.device["refresh_token"])).status == 401
    assert not await signed_in(world, phone.token)
    assert (await present(world, stolen)).status == 401
    [entry] = await audited(world)
    assert (entry["action"], entry["why"]) == ("device_ended", "refresh_token_reused")
    assert entry["subject"] == phone.device["young_person_id"]


@pytest.mark.parametrize("change", ["generation", "device", "mac", "nonsense"])
async def test_a_token_that_is_not_ours_has_no_effect(world: World, change: str) -> None:
    phone, other = await young_person(world.http), await young_person(world.http)
    await phone.renew()
    await phone.renew()
    device_id, generation, mac = phone.device["refresh_token"].split(".")
    altered = {
        "generation": f"{device_id}.{int(generation) - 2}.{mac}",
        "device": f"{other.device['device_id']}.{generation}.{mac}",
        "mac": f"{device_id}.1.{mac[::-1]}",
        "nonsense": "nonsense",
    }
    assert (await present(world, altered[change])).status == 401
    assert (await present(world, phone.device["refresh_token"])).status == 201
    assert await audited(world) == []


async def test_nothing_in_the_store_makes_a_token(world: World) -> None:
    phone = await young_person(world.http)
    [stored] = [found async for found in world.services.mongo.db.devices.find({})]
    assert stored.keys() == {"_id", "young_person_id", "generation", "created_at", "last_used_at"}
    assert phone.device["refresh_token"].split(".")[2] not in repr(stored)


async def test_the_list_says_where_an_account_is_signed_in(world: World) -> None:
    phone = await young_person(world.http)
    world.clock.move(minutes=5)
    other = await second_phone(world, phone)
    assert [(one["name"], one["current"]) for one in await devices(phone)] == [
        ("This phone", True),
        ("Phone 2", False),
    ]
    assert [(one["name"], one["current"]) for one in await devices(other)] == [
        ("Phone 1", False),
        ("This phone", True),
    ]


async def test_signing_out_another_phone_bites_at_once(world: World) -> None:
    phone = await young_person(world.http)
    other = await second_phone(world, phone)
    assert await signed_in(world, other.token)
    assert await sign_out(phone, other.device["device_id"]) == 204
    assert not await signed_in(world, other.token)
    assert (await present(world, other.device["refresh_token"])).status == 401
    assert await signed_in(world, phone.token)
    assert (await audited(world))[-1]["action"] == "device_signed_out"


async def test_only_a_phone_that_its_owner_signed_out_is_told_to_clear_itself(world: World) -> None:
    phone = await young_person(world.http)
    signed_out, reused, unknown = [await second_phone(world, phone) for _ in range(3)]
    stolen = reused.device["refresh_token"]
    await reused.renew()
    await reused.renew()
    await present(world, stolen)
    # As after a backup was restored, or by a mistake of ours: that is no reason to lose a plan.
    await world.services.mongo.db.devices.delete_one({"_id": unknown.device["device_id"]})
    await sign_out(phone, signed_out.device["device_id"])
    world.clock.move(days=1)
    assert await refusal(world, signed_out) == "urn:evenlight:problem:phone-signed-out"
    assert await refusal(world, reused) == "urn:evenlight:problem:unauthenticated"
    assert await refusal(world, unknown) == "urn:evenlight:problem:unauthenticated"
    world.clock.move(days=180)
    assert await refusal(world, phone) == "urn:evenlight:problem:unauthenticated"
    assert await refusal(world, signed_out) == "urn:evenlight:problem:phone-signed-out"


async def test_nothing_in_the_store_says_which_phone_was_signed_out(world: World) -> None:
    phone = await young_person(world.http)
    other = await second_phone(world, phone)
    await sign_out(phone, other.device["device_id"])
    [mark] = [found async for found in world.services.mongo.db.signed_out_phones.find({})]
    assert mark.keys() == {"_id", "at"}
    for known in (*other.device.values(), *phone.device.values()):
        assert str(known) not in mark["_id"]
        assert mark["_id"] not in str(known)


async def test_a_phone_signed_out_elsewhere_is_refused_within_seconds(world: World) -> None:
    phone = await young_person(world.http)
    assert await signed_in(world, phone.token)
    await world.services.mongo.db.devices.delete_many({})
    world.clock.move(seconds=2)
    assert not await signed_in(world, phone.token)


async def test_nobody_signs_out_a_phone_of_somebody_else(world: World) -> None:
    phone, other = await young_person(world.http), await young_person(world.http)
    assert await sign_out(other, phone.device["device_id"]) == 404
    assert await sign_out(other, "no-such-phone") == 404
    assert await signed_in(world, phone.token)


async def test_in_an_outage_the_last_known_answer_holds(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, unseen = await young_person(world.http), await young_person(world.http)
    gone = await second_phone(world, known)
    await sign_out(known, gone.device["device_id"])
    assert not await signed_in(world, gone.token)
    check, store = world.services.known_devices, world.services.stores.accounts

    async def down(device_id: str) -> str | None:
        raise StoreUnavailable

    monkeypatch.setattr(store, "owner_of", down)
    world.clock.move(seconds=10)
    unseen_id = unseen.device["device_id"]
    check.forget(unseen_id)
    await check.require(known.device["device_id"], known.device["young_person_id"])
    await check.require(unseen_id, unseen.device["young_person_id"])
    assert not await signed_in(world, gone.token)


async def test_a_young_person_sees_and_corrects_what_is_known(world: World) -> None:
    phone = await young_person(world.http, nickname="Kit")

    async def correct(**change: Any) -> dict[str, Any]:
        response = await world.http.patch("/v1/me", json=change, headers=phone.headers)
        assert response.status == 200, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer

    before = await (await world.http.get("/v1/me", headers=phone.headers)).json()
    assert before == {
        "young_person_id": phone.device["young_person_id"],
        "nickname": "Kit",
        "age_band": "13-15",
        "language": "en",
        "created_at": "2026-11-23T21:10:00.000Z",
        "recovery_words_made_at": None,
    }
    assert await correct(nickname="Robin") == before | {"nickname": "Robin"}
    assert await correct(age_band="16-18") == before | {"nickname": "Robin", "age_band": "16-18"}
    assert await correct(nickname=None) == before | {"nickname": None, "age_band": "16-18"}
    assert await (await world.http.get("/v1/me", headers=phone.headers)).json() == await correct()


@pytest.mark.parametrize("change", [{"age_band": None}, {"language": None}, {"age_band": "30"}])
async def test_what_is_needed_cannot_be_taken_away(world: World, change: dict[str, Any]) -> None:
    phone = await young_person(world.http)
    assert (await world.http.patch("/v1/me", json=change, headers=phone.headers)).status == 422


async def test_a_corrected_nickname_is_sealed(world: World) -> None:
    phone = await young_person(world.http, nickname="Kit")
    await world.http.patch("/v1/me", json={"nickname": "canary-robin"}, headers=phone.headers)
    for name in ("young_people", "audit"):
        async for found in world.services.mongo.db[name].find({}):
            assert "canary-robin" not in repr(found)


async def test_a_phone_that_was_signed_out_hears_nothing_more(world: World) -> None:
    phone = await young_person(world.http)
    other = await second_phone(world, phone)
    path = f"/v1/conversations/{phone.conversation_id}/stream?after=0"
    async with world.http.get(path, headers=other.headers) as stream:
        assert stream.status == 200
        assert await stream.content.readline()  # How everything stands is on its way: the stream is open.
        await sign_out(phone, other.device["device_id"])
        await phone.say("my maths homework took ages")
        async with asyncio.timeout(10):
            rest = await stream.content.read()
    assert b"homework" not in rest
