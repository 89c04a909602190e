"""What the doctor tells of a service that runs."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from backend.doctor.model import Verdict
from backend.doctor.service import check_service
from backend.escalations.rota.model import Shift
from backend.identity.model import Role
from backend.settings import Settings
from backend.wiring import build_services
from tests.conftest import World
from tests.factories import DISCLOSURE, staff, young_person


async def found(world: World) -> dict[str, Verdict]:
    return {finding.about: finding.verdict async for finding in check_service(world.services)}


async def test_a_store_that_is_down_is_all_that_is_told() -> None:
    services = build_services(Settings(mongodb_uri="mongodb://127.0.0.1:1/?replicaSet=rs0"))
    findings = [finding async for finding in check_service(services)]
    assert [(finding.about, finding.verdict) for finding in findings] == [("store", Verdict.UNSAFE)]
    services.mongo.close()


async def test_an_empty_service_lacks_people_a_rota_and_a_worker(world: World) -> None:
    verdicts = await found(world)
    lacking = {"admin", "fallback contact", "rota", "worker"}
    assert {verdicts[about] for about in lacking} == {Verdict.UNSAFE}
    assert verdicts["audit"] is Verdict.OK


async def test_what_was_mended_is_no_longer_told(world: World) -> None:
    services, now = world.services, world.clock.now()
    ada = await staff(services, world.http, "Ada", Role.ADMIN, fallback=True)
    await services.stores.rota.add(Shift("long", ada.id, now, now + timedelta(hours=25)))
    await world.worker_runs()
    verdicts = await found(world)
    assert "admin" not in verdicts
    assert "fallback contact" not in verdicts
    assert (verdicts["rota"], verdicts["worker"]) == (Verdict.OK, Verdict.OK)


async def test_an_hour_with_nobody_on_call_is_told(world: World) -> None:
    now = world.clock.now()
    ada = await staff(world.services, world.http, "Ada", Role.ADMIN)
    shift = Shift("short", ada.id, now, now + timedelta(hours=23))
    await world.services.stores.rota.add(shift)
    [rota] = [finding async for finding in check_service(world.services) if finding.about == "rota"]
    assert rota.verdict is Verdict.UNSAFE
    assert "1.0" in rota.says


async def test_an_edited_audit_is_told(world: World) -> None:
    await world.services.audit.record("staff-Ada", "looked", "something")
    await world.services.audit.chain()
    assert (await found(world))["audit"] is Verdict.OK
    await world.services.mongo.db.audit.update_one({}, {"$set": {"actor": "somebody else"}})
    assert (await found(world))["audit"] is Verdict.UNSAFE


async def test_a_complaint_that_nobody_acknowledged_in_30_days_is_told(world: World) -> None:
    body = {"kind": "complaint", "text": "Nobody answered me on Monday."}
    assert (await world.http.post("/v1/complaints", json=body)).status == 201
    world.clock.move(days=29)
    assert (await found(world))["complaints"] is Verdict.OK
    world.clock.move(days=2)
    assert (await found(world))["complaints"] is Verdict.UNSAFE


async def test_an_erasure_that_does_not_end_is_told_and_one_that_waits_for_a_person_is_not(
    world: World,
) -> None:
    waits, fails = await young_person(world.http), await young_person(world.http)
    await waits.say(DISCLOSURE)
    await world.services.erasures.request(waits.device["young_person_id"])
    crypto = world.services.crypto
    with patch.object(crypto, "destroy_key", side_effect=RuntimeError), pytest.raises(RuntimeError):
        await world.services.erasures.request(fails.device["young_person_id"])
    assert (await found(world))["erasures"] is Verdict.OK
    world.clock.move(days=2)
    [erasures] = [finding async for finding in check_service(world.services) if finding.about == "erasures"]
    assert (erasures.verdict, erasures.says[:2]) == (Verdict.UNSAFE, "1 ")
    await world.services.erasures.run_due()
    assert (await found(world))["erasures"] is Verdict.OK
