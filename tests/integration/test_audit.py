"""The audit in the database: nothing is lost or refused when many record at once, and a changed chain is named."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.commands import audit as command
from backend.core.audit import Audit, service
from backend.core.audit.chain import Finding
from backend.core.audit.store import AuditStore
from backend.core.mongo import Mongo, Tx
from backend.core.problem import StoreUnavailable
from tests.conftest import World
from tests.factories import DISCLOSURE, staff, young_person
from tests.fakes import MovableClock

AT_ONCE = 50


@pytest.fixture
async def audit(mongo: Mongo, tmp_path: Path) -> Audit:
    await AuditStore(mongo).create_indexes()
    return Audit(mongo, MovableClock(), tmp_path / "heads.jsonl")


async def recorded(audit: Audit, count: int) -> None:
    for number in range(1, count + 1):
        await audit.record("staff-maya", "conversation_opened", f"escalation-{number}", about="person-1")
    await audit.chain()


async def findings(audit: Audit) -> list[Finding]:
    return (await audit.verify()).findings


async def test_fifty_at_once_are_all_there_and_make_one_chain(audit: Audit) -> None:
    await asyncio.gather(*(audit.record("staff-maya", "words_shown", f"one-{n}") for n in range(AT_ONCE)))
    assert (await audit.verify()).waiting == AT_ONCE
    await audit.chain()
    verdict = await audit.verify()
    assert (verdict.length, verdict.waiting, verdict.findings) == (AT_ONCE, 0, [])


async def test_fifty_transactions_at_once_are_each_run_once(audit: Audit, mongo: Mongo) -> None:
    runs: list[int] = []

    async def act(number: int) -> None:
        async def work(tx: Tx) -> None:
            runs.append(number)
            await mongo.db.things.insert_one({"_id": number}, session=tx)
            await audit.record("staff-maya", "taken_over", f"escalation-{number}", tx=tx)

        await mongo.transaction(work)

    await mongo.db.create_collection("things")
    await asyncio.gather(*(act(number) for number in range(AT_ONCE)))
    await audit.chain()
    assert (await audit.verify()).length == AT_ONCE
    assert await mongo.db.things.count_documents({}) == AT_ONCE
    # An entry never makes an action run again.
    assert sorted(runs) == list(range(AT_ONCE))


async def test_what_is_rolled_back_leaves_no_entry(audit: Audit, mongo: Mongo) -> None:
    async def work(tx: Tx) -> None:
        await audit.record("staff-maya", "taken_over", "escalation-1", tx=tx)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await mongo.transaction(work)
    await audit.chain()
    assert (await audit.verify()).length == 0


async def test_several_processes_chain_at_once_and_make_one_chain(audit: Audit, mongo: Mongo) -> None:
    others = [Audit(mongo, MovableClock()) for _ in range(4)]
    await asyncio.gather(
        *(audit.record("staff-maya", "words_shown", f"one-{n}") for n in range(AT_ONCE)),
        *(other.chain() for other in others),
    )
    await asyncio.gather(*(other.chain() for other in others))
    verdict = await audit.verify()
    assert (verdict.length, verdict.waiting, verdict.findings) == (AT_ONCE, 0, [])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"$set": {"actor": "somebody else"}}, "Entry 3 was edited."),
        ({"$set": {"about": None}}, "Entry 3 was edited."),
        ({"$set": {"waiting": True}}, "Entry 3 was edited."),
        ({"$unset": {"place": ""}}, "Entry 3 is missing."),
        ({"$set": {"place": 7}}, "Entry 3 is missing."),
    ],
)
async def test_a_changed_entry_is_named(audit: Audit, mongo: Mongo, change: Any, says: str) -> None:
    await recorded(audit, 5)
    assert await findings(audit) == []
    await mongo.db.audit.update_one({"place": 3}, change)
    assert (await findings(audit))[0] == Finding(3, says)


async def test_a_removed_entry_is_named(audit: Audit, mongo: Mongo) -> None:
    await recorded(audit, 5)
    await mongo.db.audit.delete_one({"place": 2})
    assert await findings(audit) == [Finding(2, "Entry 2 is missing.")]


async def test_two_entries_that_changed_places_are_named(audit: Audit, mongo: Mongo) -> None:
    await recorded(audit, 5)
    for place, new in ((2, 99), (4, 2), (99, 4)):
        await mongo.db.audit.update_one({"place": place}, {"$set": {"place": new}})
    assert [finding.place for finding in await findings(audit)] == [2, 2, 3, 4, 4, 5]


async def test_a_cut_off_end_is_named_by_the_head_in_the_database(audit: Audit, mongo: Mongo) -> None:
    await recorded(audit, 5)
    await audit.note_head()
    await mongo.db.audit.delete_many({"place": {"$gt": 3}})
    assert await findings(audit) == [Finding(4, "Entries 4 to 5 are cut off at the end.")]


async def test_whoever_can_change_the_whole_database_is_told_by_the_file(
    audit: Audit, mongo: Mongo, tmp_path: Path
) -> None:
    await recorded(audit, 5)
    await audit.note_head()
    await mongo.db.audit.delete_many({})
    await mongo.db.audit_heads.delete_many({})
    await recorded(audit, 5)
    [finding] = await findings(audit)
    assert finding.place == 5
    (tmp_path / "heads.jsonl").write_text("{}\n")
    assert [finding.place for finding in await findings(audit)] == [0]


async def test_a_head_is_noted_once(audit: Audit, tmp_path: Path) -> None:
    await audit.note_head()
    assert not (tmp_path / "heads.jsonl").exists()
    await recorded(audit, 2)
    await asyncio.gather(*(audit.note_head() for _ in range(5)))
    assert len((tmp_path / "heads.jsonl").read_text().splitlines()) == 1
    assert (await audit.verify()).heads == 2


async def test_the_worker_chains_and_notes_heads_and_outlives_an_outage(
    audit: Audit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chain, failures = audit.chain, [StoreUnavailable(), RuntimeError()]

    async def failing_at_first() -> None:
        if failures:
            raise failures.pop()
        await chain()

    monkeypatch.setattr(audit, "chain", failing_at_first)
    monkeypatch.setattr(service, "CHAIN_EVERY_S", 0.01)
    await audit.record("staff-maya", "words_shown", "escalation-1")
    keeping = asyncio.create_task(audit.keep())
    while not (tmp_path / "heads.jsonl").exists():
        assert not keeping.done()
        await asyncio.sleep(0.01)
    keeping.cancel()
    assert (await audit.verify()).length == 1


async def test_the_command_says_what_is_wrong_and_takes_a_copy_of_the_heads(
    world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    audit = world.services.audit
    await recorded(audit, 3)
    await command.verify(world.services)
    said = capsys.readouterr().out
    assert "3 entries in the chain, 0 that wait for their place, 0 noted heads." in said
    assert "No head was noted yet" in said
    (tmp_path / "copy.jsonl").write_text('{"place": 5, "hash": "ab"}\n')
    with pytest.raises(command.BrokenChain) as broken:
        await command.verify(world.services, tmp_path / "copy.jsonl")
    assert broken.value.detail == "The first break is at entry 4."
    assert "Entries 4 to 5 are cut off at the end." in capsys.readouterr().out
    with pytest.raises(SystemExit):
        command.main(["verify", "--heads", str(tmp_path / "none.jsonl")])


async def test_a_person_can_be_told_who_opened_their_record(audit: Audit) -> None:
    await audit.record("staff-maya", "conversation_opened", "e-1", role="on_call", about="person-1")
    await audit.record("staff-ruth", "closed", "e-2", role="supervisor", about="person-2")
    await audit.record("person-1", "data_downloaded", "person-1", why="asked")
    newest, oldest = await audit.about("person-1")
    assert (oldest.actor, oldest.role, oldest.action, oldest.subject, oldest.about) == (
        "staff-maya", "on_call", "conversation_opened", "e-1", "person-1",
    )  # fmt: skip
    assert (newest.action, newest.why, newest.at) == ("data_downloaded", "asked", "2026-11-23T21:10:00.000Z")


async def test_everything_that_staff_do_with_a_record_is_told_to_its_owner(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    phone = await young_person(world.http)
    await phone.say(DISCLOSURE)
    [escalation] = (await maya.list())["escalations"]
    await maya.open(escalation["id"])
    for action in ("acknowledge", "take-over", "hand-back", "take-over"):
        assert (await maya.act(escalation["id"], action)).status == 200
    assert (await maya.say(escalation["id"], "Hello, I am Maya.")).status == 201
    assert (await maya.close(escalation["id"])).status == 200
    entries = await world.services.audit.about(phone.device["young_person_id"])
    assert [entry.action for entry in reversed(entries)] == [
        "words_shown", "conversation_opened", "acknowledged", "taken_over", "handed_back", "taken_over",
        "message_written", "closed",
    ]  # fmt: skip
    assert {(entry.actor, entry.role) for entry in entries} == {("staff-Maya", "on_call")}


async def test_who_opened_conversations_is_counted_by_how_the_request_stood(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    maya, amina = [await staff(world.services, world.http, name) for name in ("Maya", "Amina")]
    await (await young_person(world.http)).say(DISCLOSURE)
    [request] = (await maya.list())["escalations"]
    await maya.open(request["id"])
    await maya.act(request["id"], "acknowledge")
    for who in (maya, amina, amina):
        await who.open(request["id"])
    await maya.close(request["id"])
    for who in (maya, amina):
        await who.open(request["id"])
    await command.readings(world.services, timedelta(days=1))
    counted = capsys.readouterr().out
    assert (
        "Amina (staff-Amina): 1 for a request that a colleague had; 1 for a request that a colleague had closed"
        in counted
    )
    assert (
        "1 for a request that they had; 1 for a request that they had closed; 1 for an open request"
        in counted
    )
    assert request["id"] not in counted
    world.clock.move(days=2)
    await command.readings(world.services, timedelta(days=1))
    assert "staff-" not in capsys.readouterr().out


async def test_fifty_take_overs_at_once_all_succeed_and_all_are_told(world: World) -> None:
    maya = await staff(world.services, world.http, "Maya")
    phones = [await young_person(world.http) for _ in range(AT_ONCE)]
    for phone in phones:
        await phone.say(DISCLOSURE)
    escalations = (await maya.list())["escalations"]
    answers = await asyncio.gather(*(maya.act(item["id"], "take-over") for item in escalations))
    assert [answer.status for answer in answers] == [200] * AT_ONCE
    await world.services.audit.chain()
    assert await findings(world.services.audit) == []
    taken = world.services.mongo.db.audit.count_documents({"action": "taken_over", "place": {"$gt": 0}})
    assert await taken == AT_ONCE
