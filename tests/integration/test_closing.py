"""Closing asks what has to be answered, and what stays open has one owner and a day."""

from uuid import uuid4

import pytest

from backend.identity.model import Role
from tests.chronologies import Evening, a_note, entries, left_with, wrong_in
from tests.conftest import World
from tests.factories import closing, staff


@pytest.fixture
async def evening(world: World) -> Evening:
    return await Evening(world).begin()


async def test_closing_is_refused_until_the_questions_are_answered_and_nothing_is_lost(
    evening: Evening,
) -> None:
    empty = {"concern": "not_sure_yet"}
    refused = await evening.maya.close(evening.escalation_id, facts=" ", answers=empty)
    assert await wrong_in(refused) == ["account.facts", "answers.done", "answers.why_nobody", "follow_up"]
    for missing in ("answers", "follow_up", "account", "entry_id"):
        body = {name: value for name, value in closing().items() if name != missing}
        refused = await evening.maya.act(evening.escalation_id, "close", outcome="other", **body)
        assert missing in "".join(await wrong_in(refused))
    assert (await evening.maya.open(evening.escalation_id))["escalation"]["state"] == "acknowledged"
    assert entries(await evening.read()) == []


async def test_a_team_cannot_own_what_stays_open(evening: Evening) -> None:
    follow_up = left_with("the evening team")
    refused = await evening.maya.close(evening.escalation_id, follow_up=follow_up)
    assert await wrong_in(refused) == ["follow_up.owner_id"]
    edie = await staff(evening.world.services, evening.world.http, "Edie", Role.CONTENT_EDITOR)
    refused = await evening.maya.close(evening.escalation_id, follow_up=left_with(edie.id))
    assert await wrong_in(refused) == ["follow_up.owner_id"]


async def test_the_closing_is_in_the_chronology_with_every_answer(evening: Evening) -> None:
    answers = {
        "concern": "yes", "done": "Passed to the safeguarding team.", "why_nobody": "", "knows": True,
        "told": [{"who": "The duty social worker", "why": "They can see them tonight."}],
    }  # fmt: skip
    body = closing(answers=answers, follow_up=left_with("staff-Ruth"))
    for _ in range(2):  # The second is what is sent after a lost answer.
        closed = await evening.maya.act(evening.escalation_id, "close", outcome="other", **body)
        assert closed.status == 200, await closed.text()
    [entry] = entries(await evening.read())
    assert entry["answers"] == answers
    assert (entry["follow_up"]["owner"], entry["follow_up"]["settled"]) == ("Ruth", False)
    other = await evening.maya.close(evening.escalation_id)
    assert other.status == 409


async def test_an_entry_that_is_there_already_does_not_pass_for_a_closing(evening: Evening) -> None:
    [entry] = await evening.write("", a_note())
    refused = await evening.maya.close(evening.escalation_id, entry_id=entry["id"])
    assert refused.status == 409
    assert (await evening.maya.open(evening.escalation_id))["escalation"]["state"] == "acknowledged"


async def test_a_wrong_answer_at_closing_is_corrected_and_never_overwritten(evening: Evening) -> None:
    await evening.maya.close(evening.escalation_id)
    [closed] = entries(await evening.read())
    address = f"/{closed['id']}/corrections"
    body = {name: value for name, value in closing().items() if name != "follow_up"} | {"why": "New facts."}
    without = await evening.post(address, {name: value for name, value in body.items() if name != "answers"})
    assert await wrong_in(without) == ["answers"]
    unsure = body | {"answers": body["answers"] | {"concern": "not_sure_yet"}}
    assert await wrong_in(await evening.post(address, unsure)) == ["follow_up"]
    [entry] = await evening.write(address, unsure | {"follow_up": left_with()})
    assert (entry["kind"], entry["answers"]["concern"]) == ("closing", "not_sure_yet")
    assert entry["earlier"][0]["answers"]["concern"] == "no"
    assert [found["owner"] for found in await evening.left_open()] == ["Maya"]


async def test_what_is_left_open_is_seen_by_its_owner_and_by_supervisors_until_it_is_reviewed(
    evening: Evening,
) -> None:
    olu = await staff(evening.world.services, evening.world.http, "Olu")
    await evening.maya.close(evening.escalation_id, follow_up=left_with())
    for who, seen in ((evening.maya, 1), (evening.ruth, 1), (olu, 0)):
        assert len(await evening.left_open(who)) == seen
    [found] = await evening.left_open()
    assert (found["nickname"], found["what"], found["overdue"]) == ("Kit", "Ask how school went.", False)
    review = {"entry_id": str(uuid4()), "account": {"facts": "School went well."}, "follow_up": None}
    assert len(await evening.write(f"/{found['entry_id']}/reviews", review)) == 2
    assert await evening.left_open() == []
    late = await evening.post(f"/{found['entry_id']}/reviews", review | {"entry_id": str(uuid4())})
    assert late.status == 409


async def test_a_review_that_leaves_something_open_names_the_next_owner(evening: Evening) -> None:
    await evening.maya.close(evening.escalation_id, follow_up=left_with())
    [found] = await evening.left_open()
    review = {
        "entry_id": str(uuid4()),
        "account": {"facts": "No answer."},
        "follow_up": left_with("staff-Ruth"),
    }
    *_, entry = await evening.write(f"/{found['entry_id']}/reviews", review)
    assert (entry["kind"], entry["reviews"]) == ("review", found["entry_id"])
    assert [one["owner"] for one in await evening.left_open(evening.ruth)] == ["Ruth"]


async def test_an_overdue_review_is_an_alarm_to_its_owner_and_to_supervisors_only(evening: Evening) -> None:
    world = evening.world
    await evening.maya.close(evening.escalation_id, follow_up=left_with(days=1))

    async def alarmed(name: str, role: Role = Role.ON_CALL) -> bool:
        who = await staff(world.services, world.http, name, role)
        return "reviews" in {alarm["name"] for alarm in (await who.list())["alarms"]}

    world.clock.move(hours=24)
    assert not await alarmed("Maya")  # It is due today.
    world.clock.move(hours=24)
    assert await alarmed("Maya")
    assert await alarmed("Ruth", Role.SUPERVISOR)
    assert not await alarmed("Olu")
