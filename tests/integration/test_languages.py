"""A young person's language: chosen at the first run or later, answered in, and understood on our own buttons."""

from typing import Any

import pytest

from backend.chat.texts import texts
from tests.conftest import World
from tests.factories import YoungPersonClient, young_person

URDU_DISCLOSURE = "میں مرنا چاہتا ہوں"


async def conversation(phone: YoungPersonClient) -> dict[str, Any]:
    response = await phone.http.post("/v1/conversations", headers=phone.headers, json={})
    found: dict[str, Any] = await response.json()
    return found


async def test_a_disclosure_in_urdu_is_answered_in_urdu_and_says_so(world: World) -> None:
    phone = await young_person(world.http, language="ur")
    answer = await phone.say(URDU_DISCLOSURE)
    replies = answer["replies"]
    assert [reply["text"] for reply in replies] == texts("ur").safety.today.lines
    assert {reply["language"] for reply in replies} == {"ur"}
    assert answer["status"]["language"] == "ur"
    assert answer["message"]["language"] is None  # people write in what they like
    assert [line["value"] for line in answer["status"]["lines"]][:2] == ["999", "111"]


async def test_not_safe_pressed_in_urdu_fetches_a_person_now(world: World) -> None:
    phone = await young_person(world.http, language="ur")
    await phone.say(texts("ur").safety.today.buttons[1])
    [escalation] = [one async for one in world.services.mongo.db.escalations.find({})]
    assert escalation["attention"] == "now"


async def test_a_language_chosen_later_is_spoken_from_the_next_opening_on(world: World) -> None:
    phone = await young_person(world.http)
    assert (await conversation(phone))["opening"] == texts("en").opening_lines
    changed = await world.http.patch("/v1/me", headers=phone.headers, json={"language": "pl"})
    assert (await changed.json())["language"] == "pl"
    opened = await conversation(phone)
    assert (opened["language"], opened["opening"]) == ("pl", texts("pl").opening_lines)
    assert (await conversation(phone))["id"] == opened["id"]


async def test_what_may_be_chosen_is_offered_in_its_own_words(world: World) -> None:
    found = await (await world.http.get("/v1/app-texts?language=ro")).json()
    assert found["language"] == "ro"
    offered = {one["code"]: one for one in found["languages"]}
    assert (offered["ur"]["name"], offered["ur"]["dir"], offered["ur"]["draft"]) == ("اردو", "rtl", True)


@pytest.mark.parametrize("language", ["xx", "EN", "", None, "ur-roman"])
async def test_a_language_that_there_is_not_is_refused(world: World, language: str | None) -> None:
    wanted = {"age_band": "13-15", "language": language}
    assert (await world.http.post("/v1/devices", json=wanted)).status == 422


@pytest.mark.parametrize("address", ["/help/xx", "/words/xx", "/help/en/ur", "/words/..%2Fur"])
async def test_a_page_in_a_language_that_there_is_not_is_not_found(world: World, address: str) -> None:
    assert (await world.http.get(address)).status == 404
