"""Whatever is sent as a plan, the answer says which field and why, and what was there before is still there."""

from io import BytesIO
from typing import Any

import pytest

from safety_plans import limits
from tests.conftest import World
from tests.planning import Planner, entry, plan, planner, texts

BEFORE = plan(step_2=[entry("a", "music")])
EVERYTHING_ELSE = [
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🐈‍⬛ and me",
    "میرے دوست کے ساتھ چائے‌خانہ",
    "আমার মা · moja mama · mama mea",
    "<b>tea</b><script>alert('x')</script> {{7*7}} '; drop",
    "tea\u200bwith\u200dgran\u2060 \ufeff",
    "\u2067چینی\u2069 \u200e+44 20\u200f",
    "line one\nline two\ttab\r\nline three",
    "{'$gt': ''} ../../etc",
]


@pytest.fixture
async def kit(world: World) -> Planner:
    made = await planner(world)
    await made.writes(BEFORE, 0)
    return made


async def refused(kit: Planner, document: Any, **more: Any) -> dict[str, Any]:
    """Return the first error of the answer, after checking that nothing was stored."""
    response = await kit.put(document, 1, **more)
    raw = await response.text()
    assert response.status == 422, raw
    assert "CANARY" not in raw
    assert texts((await kit.looks())["plan"]) == ["music"]
    error: dict[str, Any] = (await response.json())["errors"][0]
    return error


async def test_words_in_any_script_are_kept_as_they_are(kit: Planner) -> None:
    sent = plan(step_2=[entry(f"e{n}", text) for n, text in enumerate(EVERYTHING_ELSE)])
    assert texts((await kit.writes(sent, 1))["plan"]) == EVERYTHING_ELSE
    assert texts((await kit.looks())["plan"]) == EVERYTHING_ELSE


async def test_words_are_brought_into_one_form_of_unicode_and_nothing_else(kit: Planner) -> None:
    written = await kit.writes(plan(step_2=[entry("a", "cafe\u0301")]), 1)
    assert texts(written["plan"]) == ["caf\u00e9"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("CANARY\x00", "contains control characters"),
        ("CANARY\x1b[31m", "contains control characters"),
        ("CANARY\x85", "contains control characters"),
        ("CANARY\ud83d", "contains half of a character pair"),
        ("CANARY\u202e", "contains a mark that turns letters round"),
    ],
)
async def test_a_character_that_cannot_be_kept_is_refused_by_field(
    kit: Planner, text: str, reason: str
) -> None:
    error = await refused(kit, plan(step_4=[entry("a"), entry("b", detail=contact(name=text))]))
    assert error == {"field": "plan.steps.4.1.detail.name", "reason": reason}


def contact(**fields: Any) -> dict[str, Any]:
    return {"kind": "contact"} | fields


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({}, "plan.steps"),
        ({"steps": []}, "plan.steps"),
        ({"steps": {"1": []}}, "plan.steps.2"),
        (plan() | {"CANARY": 1}, "plan"),
        ({"steps": plan()["steps"] | {"8": []}}, "plan.steps"),
        (plan(step_1="CANARY"), "plan.steps.1"),  # type: ignore[arg-type]
        (plan(step_1=["CANARY"]), "plan.steps.1.0"),  # type: ignore[list-item]
        (plan(step_1=[{"text": "CANARY"}]), "plan.steps.1.0.id"),
        (plan(step_1=[entry("")]), "plan.steps.1.0.id"),
        (plan(step_1=[entry("a/../CANARY")]), "plan.steps.1.0.id"),
        (plan(step_1=[entry("a"), entry("a")]), "plan.steps"),
        (plan(step_1=[entry("a", risk="CANARY")]), "plan.steps.1.0"),
        (plan(step_1=[entry("a", text=["CANARY"])]), "plan.steps.1.0.text"),
        (plan(step_1=[entry("a", gets_in_the_way=7)]), "plan.steps.1.0.gets_in_the_way"),
        (plan(step_1=[entry("a", detail="CANARY")]), "plan.steps.1.0.detail.kind"),
        (plan(step_1=[entry("a", detail={"kind": "place", "ways": []})]), "plan.steps.1.0.detail"),
        (plan(step_1=[entry("a", detail=contact(may_be_told="yes"))]), "plan.steps.1.0.detail.may_be_told"),
        (plan(step_1=[entry("a", detail=contact(ways={}))]), "plan.steps.1.0.detail.ways"),
        (plan(step_1=[entry("a", detail=contact(ways=[{"channel": []}]))]), "plan.steps.1.0.detail.ways.0.channel"),
        (plan(step_1=[entry("a", pictures=["CANARY.jpg"])]), "plan.steps.1.0.pictures.0"),
        (plan(step_1=[entry("a", other_version_of=1)]), "plan.steps.1.0.other_version_of"),
    ],
)  # fmt: skip
async def test_a_shape_that_no_plan_has_is_refused_by_field(kit: Planner, document: Any, field: str) -> None:
    assert (await refused(kit, document))["field"] == field


@pytest.mark.parametrize("document", [None, [], "CANARY", 7])
async def test_what_is_no_object_is_no_plan(kit: Planner, document: Any) -> None:
    assert (await refused(kit, document))["field"] == "plan"


async def test_a_step_of_20_000_characters_says_how_many_fit(kit: Planner) -> None:
    error = await refused(kit, plan(step_2=[entry("a"), entry("b", "x" * 20_000)]))
    assert (error["field"], error["limit"]) == ("plan.steps.2.1.text", "max_text")
    assert (error["most"], error["found"]) == (limits.MAX_TEXT, 20_000)
    assert (error["step"], error["entry_id"]) == (2, "b")


async def test_500_contacts_say_how_many_fit(kit: Planner) -> None:
    contacts = [entry(f"c{n}", detail=contact(name="Sam")) for n in range(500)]
    error = await refused(kit, plan(step_4=contacts))
    assert (error["field"], error["limit"], error["found"]) == ("plan.steps.4", "max_entries", 500)


async def test_a_reason_and_an_id_have_limits_too(kit: Planner) -> None:
    assert (await refused(kit, BEFORE, reason="x" * 501))["field"] == "reason"
    assert (await refused(kit, BEFORE, client_revision_id="CANARY"))["field"] == "client_revision_id"
    assert (await refused(kit, BEFORE, unknown="CANARY"))["field"] == "unknown"


async def test_the_limits_that_a_form_shows_are_the_ones_that_hold(kit: Planner) -> None:
    shown = await kit.looks("/limits")
    assert (shown["text"], shown["entries_of_a_step"]) == (limits.MAX_TEXT, limits.MAX_ENTRIES)
    full = plan(
        step_2=[entry(f"e{n}", "é" * (shown["plan"] // 100)) for n in range(shown["entries_of_a_step"])]
    )
    assert (await kit.put(full, 1)).status == 200
    await kit.writes(plan(), 2)
    over = plan(step_2=[entry("a", "é" * (shown["text"] + 1))])
    assert (await kit.put(over, 3)).status == 422


async def test_a_body_over_the_limit_is_too_large_whatever_length_it_announces(kit: Planner) -> None:
    raw = b'{"plan": "' + b"x" * limits.MAX_DOCUMENT_BYTES
    headers = {"Content-Type": "application/json"}
    assert (await kit.call("PUT", "", 1, data=BytesIO(raw), headers=headers)).status == 413

    async def chunks() -> Any:
        for _ in range(6):
            yield b"x" * 1024 * 1024

    assert (await kit.call("PUT", "", 1, data=chunks(), headers=headers)).status == 413
    assert texts((await kit.looks())["plan"]) == ["music"]


async def test_the_limit_of_other_addresses_is_what_it_was(kit: Planner) -> None:
    body = {"steps": [1], "reader_name": "x" * 20_000, "ends_at": "2026-12-01T00:00:00Z"}
    assert (await kit.call("POST", "/shares", json=body)).status == 413


async def test_a_phone_whose_clock_is_a_day_wrong_writes_in_the_order_of_arrival(
    world: World, kit: Planner
) -> None:
    world.clock.move(days=-1)
    later = await kit.writes(plan(step_2=[entry("a", "tea")]), 1)
    assert (later["number"], later["at"]) == (2, "2026-11-22T21:10:00.000Z")
    assert (await kit.looks())["number"] == 2
