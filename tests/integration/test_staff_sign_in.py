"""Staff prove who they are: password, code, recovery code. Nothing is accepted twice, and nothing tells too much."""

import asyncio
import json
from typing import Any

import pyotp
import pytest

from backend.demo import DEMO_PASSWORD, seed_demo
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import PASSWORD, staff

WHO = {"username": "maya", "password": PASSWORD}


async def asked(world: World, address: str, **body: Any) -> tuple[int, dict[str, Any]]:
    response = await world.http.post(f"/v1/staff/{address}", json=body)
    return response.status, await response.json()


async def signed_in(world: World, **body: Any) -> str:
    """Return "" for a token, or the last part of the problem's type."""
    status, answer = await asked(world, "tokens", **body)
    return "" if status == 201 else str(answer["type"]).rsplit(":", 1)[-1]


def code_at(world: World, secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(world.clock.now(), counter_offset=steps)


async def enrolled(world: World) -> tuple[str, list[str]]:
    """Give Maya a second factor, and return its secret and her recovery codes at the next time-step."""
    status, made = await asked(world, "totp", **WHO)
    assert status == 201, made
    code = code_at(world, made["secret"])
    status, confirmed = await asked(world, "totp/confirm", **WHO, code=code)
    assert status == 201, confirmed
    world.clock.move(seconds=30)
    return made["secret"], confirmed["recovery_codes"]


@pytest.fixture
async def maya(world: World) -> str:
    return (await staff(world.services, world.http, "Maya")).token


async def test_a_second_factor_is_asked_for_from_its_confirmation_on(world: World, maya: str) -> None:
    _, made = await asked(world, "totp", **WHO)
    assert made["uri"].startswith("otpauth://totp/Evenlight:maya?secret=" + made["secret"])
    assert await signed_in(world, **WHO) == "", "it is not in use before it is confirmed"

    secret, codes = await enrolled(world)

    assert len(set(codes)) == 10
    assert await signed_in(world, **WHO) == "code-needed"
    assert await signed_in(world, **WHO, code=code_at(world, secret)) == ""


async def test_unknown_name_wrong_password_and_wrong_code_are_answered_alike(world: World, maya: str) -> None:
    secret, _ = await enrolled(world)
    wrong = "000000" if code_at(world, secret) != "000000" else "000001"
    answers = [
        await asked(world, "tokens", username="nobody", password=PASSWORD, code=wrong),
        await asked(world, "tokens", username="nobody", password=PASSWORD),
        await asked(world, "tokens", username="maya", password="not the password"),
        await asked(world, "tokens", **WHO, code=wrong),
        await asked(world, "totp", username="nobody", password=PASSWORD),
        await asked(world, "totp", **WHO, code=wrong),
        await asked(world, "totp/confirm", username="nobody", password=PASSWORD, code=wrong),
    ]
    assert len({json.dumps(answer) for answer in answers}) == 1
    assert answers[0][0] == 401


async def test_a_code_is_accepted_once_and_one_step_early_or_late(world: World, maya: str) -> None:
    secret, _ = await enrolled(world)
    world.clock.move(minutes=5)
    code = code_at(world, secret, -1)
    assert await signed_in(world, **WHO, code=code) == ""
    assert await signed_in(world, **WHO, code=code) == "unauthenticated"
    assert await signed_in(world, **WHO, code=code_at(world, secret, 1)) == ""
    assert await signed_in(world, **WHO, code=code_at(world, secret)) == "unauthenticated", "older than used"

    world.clock.move(minutes=5)
    assert await signed_in(world, **WHO, code=code_at(world, secret, -2)) == "unauthenticated"
    assert await signed_in(world, **WHO, code=code_at(world, secret, 2)) == "unauthenticated"


async def test_the_same_code_from_two_places_at_once_lets_one_in(world: World, maya: str) -> None:
    secret, _ = await enrolled(world)
    code = code_at(world, secret)
    answers = await asyncio.gather(*(signed_in(world, **WHO, code=code) for _ in range(4)))
    assert sorted(answers) == ["", *["unauthenticated"] * 3]


async def test_a_recovery_code_stands_in_once_however_it_is_typed(world: World, maya: str) -> None:
    _, codes = await enrolled(world)
    assert await signed_in(world, **WHO, code=codes[0].replace("-", " ").upper()) == ""
    assert await signed_in(world, **WHO, code=codes[0]) == "unauthenticated"
    assert await signed_in(world, **WHO, code=codes[1]) == ""


async def test_the_store_holds_neither_secret_nor_recovery_codes(world: World, maya: str) -> None:
    secret, codes = await enrolled(world)
    stored = str(await world.services.mongo.db.staff.find().to_list(None))
    assert "recovery" in stored
    for canary in (secret, codes[0], codes[0].replace("-", "")):
        assert canary not in stored


async def test_a_password_alone_replaces_no_second_factor(world: World, maya: str) -> None:
    secret, codes = await enrolled(world)
    assert (await asked(world, "totp", **WHO))[1]["type"].endswith(":code-needed")

    _, made = await asked(world, "totp", **WHO, code=codes[0])
    assert await signed_in(world, **WHO, code=code_at(world, secret)) == "", "the old one holds until then"
    status, _ = await asked(world, "totp/confirm", **WHO, code=code_at(world, made["secret"]))
    assert status == 201
    world.clock.move(seconds=60)
    assert await signed_in(world, **WHO, code=code_at(world, secret)) == "unauthenticated"
    assert await signed_in(world, **WHO, code=codes[1]) == "unauthenticated", "old recovery codes are gone"


async def test_setting_up_has_to_be_begun_and_ends_after_ten_minutes(world: World, maya: str) -> None:
    status, answer = await asked(world, "totp/confirm", **WHO, code="000000")
    assert (status, answer["type"]) == (409, "urn:evenlight:problem:enrolment-ended")

    _, made = await asked(world, "totp", **WHO)
    world.clock.move(minutes=10, seconds=1)
    status, _ = await asked(world, "totp/confirm", **WHO, code=code_at(world, made["secret"]))
    assert status == 409


async def test_a_new_second_factor_ends_the_sessions_before_it(world: World, maya: str) -> None:
    await enrolled(world)
    response = await world.http.get("/v1/staff/me", headers={"Authorization": f"Bearer {maya}"})
    assert response.status == 401


async def test_signing_in_and_failing_to_is_in_the_audit_and_wrong_passwords_are_not(
    world: World, maya: str
) -> None:
    secret, codes = await enrolled(world)
    await world.services.mongo.db.audit.delete_many({})
    await signed_in(world, username="maya", password="not the password")
    await signed_in(world, **WHO, code="nonsense")
    await signed_in(world, **WHO, code=code_at(world, secret))
    await signed_in(world, **WHO, code=codes[0])

    found = world.services.mongo.db.audit.find().sort("_id", 1)
    assert [(entry["actor"], entry["action"], entry["why"]) async for entry in found] == [
        ("staff-Maya", "second_factor_failed", ""),
        ("staff-Maya", "staff_signed_in", "password and code"),
        ("staff-Maya", "staff_signed_in", "password and recovery code"),
    ]


async def test_production_lets_nobody_in_with_a_password_alone(world: World, maya: str) -> None:
    world.services.sign_in._production = True
    status, answer = await asked(world, "tokens", **WHO)
    assert (status, answer["type"]) == (403, "urn:evenlight:problem:second-factor-needed")

    secret, _ = await enrolled(world)
    assert await signed_in(world, **WHO, code=code_at(world, secret)) == ""


async def test_production_knows_no_demo_people_even_where_they_are_in_the_store(world: World) -> None:
    await seed_demo(world.services)
    ruth = {"username": "ruth", "password": DEMO_PASSWORD}
    _, answer = await asked(world, "tokens", **ruth)
    bearer = {"Authorization": f"Bearer {answer['access_token']}"}
    assert (await world.http.get("/v1/staff/me", headers=bearer)).status == 200

    world.services.sign_in._production = world.services.staff_roles._production = True
    assert (await world.http.get("/v1/staff/me", headers=bearer)).status == 401
    assert await signed_in(world, **ruth) == "unauthenticated"
    assert (await asked(world, "totp", **ruth))[0] == 401


async def test_a_content_editor_signs_in_too(world: World) -> None:
    edie = await staff(world.services, world.http, "Edie", Role.CONTENT_EDITOR)
    response = await world.http.get("/v1/staff/me", headers=edie.headers)
    assert (await response.json())["role"] == "content_editor"
