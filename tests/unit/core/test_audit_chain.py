"""The hash that chains the audit: whatever is changed, it shows."""

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.audit import GENESIS, Audit, entry_hash
from backend.core.mongo import Mongo
from tests.fakes import MovableClock

ENTRY: dict[str, Any] = {
    "_id": 1,
    "at": "2026-11-23T21:10:00+00:00",
    "actor": "staff-maya",
    "action": "conversation_opened",
    "subject": "escalation-1",
    "why": "",
    "previous": GENESIS,
}


@pytest.fixture
async def audit(mongo: Mongo) -> Audit:
    chain = Audit(mongo, MovableClock())
    for number in range(1, 6):
        await chain.record("staff-maya", "conversation_opened", f"escalation-{number}")
    return chain


def test_a_hash_is_64_hexadecimal_digits_and_does_not_count_itself() -> None:
    found = entry_hash(ENTRY)
    assert len(bytes.fromhex(found)) == 32
    assert entry_hash(ENTRY | {"hash": "anything"}) == found


def test_the_order_of_fields_does_not_matter() -> None:
    assert entry_hash(dict(reversed(ENTRY.items()))) == entry_hash(ENTRY)


@given(st.sampled_from(sorted(ENTRY)), st.text(max_size=40))
def test_any_changed_field_changes_the_hash(name: str, value: str) -> None:
    if ENTRY[name] != value:
        assert entry_hash(ENTRY | {name: value}) != entry_hash(ENTRY)


async def test_an_untouched_chain_holds(audit: Audit) -> None:
    assert await audit.first_broken() is None


async def test_an_edited_entry_shows(audit: Audit, mongo: Mongo) -> None:
    await mongo.db.audit.update_one({"_id": 3}, {"$set": {"actor": "somebody-else"}})
    assert await audit.first_broken() == 3


async def test_an_entry_edited_with_a_fitting_hash_shows_at_the_next(audit: Audit, mongo: Mongo) -> None:
    entry = await mongo.db.audit.find_one({"_id": 3})
    assert entry
    forged = entry | {"actor": "somebody-else"}
    await mongo.db.audit.replace_one({"_id": 3}, forged | {"hash": entry_hash(forged)})
    assert await audit.first_broken() == 4


@pytest.mark.parametrize("removed", [1, 3])
async def test_a_removed_entry_shows(audit: Audit, mongo: Mongo, removed: int) -> None:
    await mongo.db.audit.delete_one({"_id": removed})
    assert await audit.first_broken() == removed


async def test_entries_written_at_the_same_time_make_one_chain(mongo: Mongo) -> None:
    audit = Audit(mongo, MovableClock())
    await asyncio.gather(*(audit.record("staff-maya", "words_shown", f"escalation-{n}") for n in range(12)))
    assert await audit.first_broken() is None
    assert await mongo.db.audit.count_documents({}) == 12
