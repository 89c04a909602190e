"""Review dates, examples, files to take away and bring back, and what is held of a person."""

import json
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tests.conftest import World
from tests.planning import Planner, answer, entry, picture, plan, planner, sent, texts

PLAN = plan(step_2=[entry("a", "music"), entry("b", "چائے")], step_7=[entry("c", "my cat", pictures=["cat"])])


@pytest.fixture
async def kit(world: World) -> Planner:
    made = await planner(world, nickname="Kit")
    await made.keeps("cat", picture())
    await made.writes(PLAN, 0)
    return made


async def test_the_next_review_follows_from_the_plan_and_from_what_happened(
    world: World, kit: Planner
) -> None:
    assert (await kit.looks("/reviews"))["next_on"] == "2026-12-21"
    body = {"every_days": 14, "events": [{"reason": "discharge", "on": "2026-11-25"}]}
    put = await answer(await kit.call("PUT", "/reviews", json=body))
    assert (put["next_on"], put["due"], put["events"]) == ("2026-11-26", False, body["events"])
    world.clock.move(days=3)
    await kit.phone.renew()
    assert (await kit.looks("/reviews"))["due"]
    looked = await answer(await kit.call("PUT", "/reviews", json=body | {"looked": True}))
    assert (looked["looked_on"], looked["next_on"]) == ("2026-11-26", "2026-12-10")


async def test_review_dates_that_cannot_be_are_refused_and_nothing_is_in_the_open(
    world: World, kit: Planner
) -> None:
    for wrong in (
        {"every_days": 13},
        {"every_days": 29},
        {"events": [{"reason": "sad", "on": "2026-11-25"}]},
    ):
        assert (await kit.call("PUT", "/reviews", json=wrong)).status == 422
    day = {"events": [{"reason": "crisis", "on": "9999-12-31"}]}
    assert (await kit.call("PUT", "/reviews", json=day)).status == 422
    await kit.call("PUT", "/reviews", json={"events": [{"reason": "crisis", "on": "2026-11-20"}]})
    assert "crisis" not in repr(await world.services.mongo.db.plan_reviews.find_one({}))


async def test_without_a_plan_there_is_nothing_to_look_at(world: World) -> None:
    assert (await (await planner(world)).looks("/reviews"))["next_on"] is None


async def test_examples_come_by_step_and_never_for_the_sixth(kit: Planner) -> None:
    second = await kit.looks("/suggestions?step=2&age_band=11-12")
    assert second["suggestions"]
    assert second["review"]["status"] == "draft"
    sixth = await kit.looks("/suggestions?step=6")
    assert sixth["suggestions"] == []
    assert sixth["prompt"] == "Agree with someone you trust how to make your room/home safer for now."
    for wrong in ("step=0", "step=8", "step=x", "step=2&age_band=9", ""):
        assert (await kit.call("GET", f"/suggestions?{wrong}")).status == 422


async def saved(kit: Planner) -> dict[str, Any]:
    response = await kit.call("GET", "/export.json")
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.json"'
    return await answer(response)


async def brought_in(kit: Planner, document: Any, expected: int) -> Any:
    headers = {"Content-Type": "application/json"}
    body = sent({"document": document})
    return await kit.call("POST", "/import", expected, data=body, headers=headers)


async def test_our_own_file_brings_the_same_plan_to_another_account(world: World, kit: Planner) -> None:
    document = await saved(kit)
    other = await planner(world)
    revision = await answer(await brought_in(other, document, 0))
    assert (revision["kind"], revision["number"]) == ("import", 1)
    assert revision["plan"] == (await kit.looks())["plan"]
    assert (await other.call("GET", "/pictures/cat")).status == 200
    assert (await saved(other))["revisions"][-1]["plan"] == document["revisions"][-1]["plan"]


async def test_what_was_there_stays_in_the_history_and_a_stale_file_is_told(kit: Planner) -> None:
    document = await saved(kit)
    await kit.writes(plan(step_2=[entry("n", "newer")]), 1)
    assert (await brought_in(kit, document, 1)).status == 412
    assert (await answer(await brought_in(kit, document, 2)))["number"] == 3
    assert texts((await kit.looks("/revisions/2"))["plan"]) == ["newer"]


async def test_a_file_that_is_not_ours_is_refused_by_field(kit: Planner) -> None:
    good = await saved(kit)
    broken = json.loads(json.dumps(good))
    broken["revisions"][0]["plan"]["steps"]["2"][0]["text"] = 7
    for document, field in (
        ({}, "document"),
        (good | {"format": "other"}, "format"),
        (good | {"revisions": []}, "revisions"),
        (broken, "revisions.0.plan.steps.2.0.text"),
        (good | {"revisions": good["revisions"] * 2}, "document"),
    ):
        response = await brought_in(kit, document, 1)
        assert response.status == 422
        assert (await response.json())["errors"][0]["field"] == field
    assert (await kit.looks())["number"] == 1


async def test_paper_and_fhir_hold_every_word(kit: Planner) -> None:
    bundle = await answer(await kit.call("GET", "/export.fhir.json"))
    assert "music" in json.dumps(bundle)
    response = await kit.call("GET", "/export.pdf")
    assert (response.status, response.content_type) == (200, "application/pdf")
    assert response.headers["Cache-Control"] == "no-store"
    pages = PdfReader(BytesIO(await response.read())).pages
    assert "music" in "".join(page.extract_text() for page in pages)


async def test_there_is_no_file_of_no_plan(world: World) -> None:
    other = await planner(world)
    for path in ("/export.json", "/export.fhir.json", "/export.pdf"):
        assert (await other.call("GET", path)).status == 404


async def test_all_that_is_held_can_be_taken_away_and_is_gone_after_erasing(
    world: World, kit: Planner
) -> None:
    share = {"steps": [2], "reader_name": "Mum", "ends_at": "2026-12-01T00:00:00Z"}
    await answer(await kit.call("POST", "/shares", json=share))
    await kit.call("PUT", "/reviews", json={"every_days": 14})
    held, person_id = world.services.plan_data, kit.phone.device["young_person_id"]
    exported = json.loads(json.dumps(await held.export(person_id)))
    assert texts(exported["revisions"][0]["plan"]) == ["music", "چائے"]
    assert (exported["shares"][0]["reader_name"], list(exported["pictures"])) == ("Mum", ["cat"])
    for _ in range(2):
        await held.erase(person_id)
    assert await held.export(person_id) is None
    collections = [
        "plan_revisions",
        "plan_pictures",
        "plan_reviews",
        "plan_shares",
        "plan_readings",
        "plan_suggestions",
    ]
    assert [await world.services.mongo.db[name].count_documents({}) for name in collections] == [0] * 6


async def test_nothing_of_a_plan_is_logged_or_counted(
    world: World, kit: Planner, capsys: pytest.CaptureFixture[str]
) -> None:
    document = plan(step_1=[entry("a", "CANARY")])
    await kit.writes(document, 1, reason="CANARY")
    await kit.put(plan(step_1=[entry("a", "CANARY\x00")]), 2)
    await kit.put(document, 1)
    written = capsys.readouterr()
    assert "/v1/plan" in written.out + written.err
    assert "CANARY" not in written.out + written.err
    assert "CANARY" not in await (await world.http.get("/metrics")).text()
