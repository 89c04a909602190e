"""What people remember is hashed with argon2id, a few at a time."""

import asyncio

import pytest
from argon2 import Type, extract_parameters

from backend.core.problem import Busy
from backend.identity import passwords
from backend.identity.passwords import Passwords


async def test_a_secret_matches_its_own_hash_and_no_other() -> None:
    keeper = Passwords()
    stored = await keeper.hash("correct horse")
    assert await keeper.matches(stored, "correct horse")
    assert not await keeper.matches(stored, "correct house")
    assert not await keeper.matches("not a hash", "correct horse")


async def test_nobody_is_checked_with_the_same_parameters_as_somebody() -> None:
    keeper = Passwords()
    somebody = extract_parameters(await keeper.hash("correct horse"))
    assert extract_parameters(keeper._decoy) == somebody
    assert not await keeper.matches(None, "correct horse")


async def test_the_parameters_are_rfc_9106s_for_small_machines_or_better() -> None:
    used = extract_parameters(await Passwords().hash("correct horse"))
    assert used.type is Type.ID
    assert used.memory_cost >= 64 * 1024
    assert used.time_cost >= 3
    assert used.salt_len >= 16


async def test_a_flood_is_refused_and_what_was_taken_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "MOST_WAITING", 3)
    keeper = Passwords()
    answers = await asyncio.gather(*(keeper.matches(None, "guess") for _ in range(8)), return_exceptions=True)
    assert answers[:3] == [False, False, False]
    assert all(isinstance(answer, Busy) for answer in answers[3:])
    assert await keeper.matches(None, "guess") is False


async def test_half_a_character_pair_is_a_secret_like_any_other() -> None:
    keeper = Passwords()
    assert await keeper.matches(await keeper.hash("\ud800"), "\ud800")
