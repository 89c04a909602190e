"""Data keys: made, named, and destroyed for good, in every process within seconds and in a restored vault too."""

import asyncio
import secrets
from pathlib import Path

import pytest
from bson.binary import UUID_SUBTYPE, Binary

from backend.core.crypto import FieldCrypto, key_id_of
from backend.core.crypto.destroyed import FRESH_FOR
from backend.core.crypto.master_key import MasterKeys, from_file, make_file
from backend.core.crypto.vault import KeyVault
from backend.core.mongo import Mongo
from backend.core.problem import Gone, StoreUnavailable
from tests.conftest import World
from tests.factories import DISCLOSURE, on_call, staff, young_person
from tests.fakes import MovableClock

WORDS = "something that somebody wrote"


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def master_key_file(tmp_path: Path) -> Path:
    make_file(tmp_path / "master.key")
    return tmp_path / "master.key"


def process(mongo: Mongo, path: Path, clock: MovableClock) -> FieldCrypto:
    """Return what one process of the service has: its own cache of opened keys."""
    return FieldCrypto(mongo, KeyVault(mongo), lambda: MasterKeys(from_file(path)), clock)


@pytest.fixture
def crypto(mongo: Mongo, master_key_file: Path, clock: MovableClock) -> FieldCrypto:
    return process(mongo, master_key_file, clock)


async def test_text_and_pictures_come_back_as_they_were(crypto: FieldCrypto) -> None:
    key_id = await crypto.create_key()
    picture = secrets.token_bytes(300_000)
    sealed, sealed_picture = await crypto.seal(key_id, WORDS), await crypto.seal_bytes(key_id, picture)
    assert WORDS.encode() not in bytes(sealed)
    assert picture[:64] not in bytes(sealed_picture)
    assert await crypto.open(sealed) == WORDS
    assert await crypto.open_bytes(sealed_picture) == picture
    assert key_id_of(sealed) == key_id_of(sealed_picture) == key_id


async def test_the_vault_is_in_a_database_of_its_own(crypto: FieldCrypto, mongo: Mongo) -> None:
    key_id = await crypto.create_key()
    assert await mongo.client[f"{mongo.db.name}_keys"].data_keys.count_documents({}) == 1
    for name in await mongo.db.list_collection_names():
        assert await mongo.db[name].find_one({"_id": key_id}) is None


async def test_a_destroyed_key_opens_and_seals_nothing(crypto: FieldCrypto) -> None:
    key_id, other = await crypto.create_key(), await crypto.create_key()
    sealed, kept = await crypto.seal(key_id, WORDS), await crypto.seal(other, WORDS)
    await crypto.destroy_key(key_id)
    for refused in (crypto.open(sealed), crypto.open_bytes(sealed), crypto.seal(key_id, WORDS)):
        with pytest.raises(Gone):
            await refused
    assert await crypto.open_if_kept(sealed) is None
    assert await crypto.open(kept) == WORDS
    await crypto.destroy_key(key_id)


async def test_another_process_that_has_opened_the_key_refuses_it_within_seconds(
    crypto: FieldCrypto, mongo: Mongo, master_key_file: Path, clock: MovableClock
) -> None:
    key_id = await crypto.create_key()
    sealed = await crypto.seal(key_id, WORDS)
    other = process(mongo, master_key_file, clock)
    assert await other.open(sealed) == WORDS
    await crypto.destroy_key(key_id)
    # The driver's cache would open it for a minute.
    assert await other.open(sealed) == WORDS
    clock.move(seconds=FRESH_FOR.total_seconds())
    with pytest.raises(Gone):
        await other.open(sealed)
    # Also from memory it is gone: with the mark taken away again, the cache holds nothing that opens it.
    other._destroyed._ids.clear()
    with pytest.raises(Gone):
        await other.open(sealed)


async def test_a_vault_from_a_backup_loses_the_destroyed_key_again(
    crypto: FieldCrypto, mongo: Mongo, master_key_file: Path, clock: MovableClock
) -> None:
    key_id, other = await crypto.create_key(), await crypto.create_key()
    sealed, kept = await crypto.seal(key_id, WORDS), await crypto.seal(other, WORDS)
    vault = mongo.client[f"{mongo.db.name}_keys"].data_keys
    backup = [key async for key in vault.find({})]
    await crypto.destroy_key(key_id)
    await vault.delete_many({})
    await vault.insert_many(backup)
    await KeyVault(mongo).create_indexes()  # What every start does.
    restarted = process(mongo, master_key_file, clock)
    with pytest.raises(Gone):
        await restarted.open(sealed)
    assert await restarted.open(kept) == WORDS
    assert await vault.count_documents({}) == 1


async def test_a_key_that_the_vault_does_not_hold_is_gone_and_no_error_of_ours(crypto: FieldCrypto) -> None:
    with pytest.raises(Gone) as gone:
        await crypto.seal(Binary(secrets.token_bytes(16), UUID_SUBTYPE), WORDS)
    assert gone.value.status == 410


async def test_what_was_tampered_with_does_not_open(crypto: FieldCrypto) -> None:
    sealed = await crypto.seal(await crypto.create_key(), WORDS)
    altered = Binary(bytes(sealed[:-1]) + bytes([sealed[-1] ^ 1]), sealed.subtype)
    with pytest.raises(Exception, match="HMAC validation failure"):
        await crypto.open(altered)


async def test_a_named_key_is_made_once_however_many_ask(
    mongo: Mongo, master_key_file: Path, clock: MovableClock
) -> None:
    processes = [process(mongo, master_key_file, clock) for _ in range(4)]
    ids = await asyncio.gather(*(one.service_key("complaints") for one in processes * 5))
    assert len({bytes(key_id) for key_id in ids}) == 1
    assert await processes[0].service_key("second-factors") != ids[0]
    sealed = await processes[0].seal(ids[0], WORDS)
    assert await processes[1].open(sealed) == WORDS


async def test_a_named_key_that_was_destroyed_is_followed_by_a_new_one(crypto: FieldCrypto) -> None:
    first = await crypto.service_key("safeguarding")
    await crypto.destroy_key(first)
    second = await crypto.service_key("safeguarding")
    assert second != first
    assert await crypto.open(await crypto.seal(second, WORDS)) == WORDS


async def test_without_the_master_key_the_store_counts_as_down(
    crypto: FieldCrypto, mongo: Mongo, tmp_path: Path, clock: MovableClock
) -> None:
    key_id = await crypto.create_key()
    sealed = await crypto.seal(key_id, WORDS)
    make_file(tmp_path / "other.key")
    stranger = process(mongo, tmp_path / "other.key", clock)
    for refused in (stranger.open(sealed), stranger.seal(key_id, WORDS)):
        with pytest.raises(StoreUnavailable):
            await refused


async def test_a_message_that_cannot_be_sealed_still_fetches_somebody(world: World, tmp_path: Path) -> None:
    maya = await staff(world.services, world.http, "Maya")
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    await world.services.watch.alarms()
    make_file(tmp_path / "stranger.key")
    world.services.settings.master_key_file = tmp_path / "stranger.key"
    world.services.crypto._renew()

    refused = await phone.post(DISCLOSURE)

    assert refused.status == 503
    assert (await refused.json())["crisis"]["lines"]
    assert world.channel.paged() == ["Maya"]
