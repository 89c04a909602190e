"""The master key is changed while the service runs; afterwards the old one opens nothing."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from backend.commands import master_key as command
from backend.core.crypto import FieldCrypto, Sealed, rotation
from backend.core.crypto.master_key import from_file, make_file
from backend.core.crypto.problem import MasterKeyProblem
from backend.core.problem import StoreUnavailable
from backend.settings import Settings
from backend.wiring import Services, build_services
from tests.command_line import evenlight
from tests.fake_kms import AwsKms
from tests.fakes import MovableClock

WORDS = "something that somebody wrote"
PEOPLE = 12


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "PASS_EVERY_S", 0.0)
    monkeypatch.setattr(rotation, "BATCH", 5)


@pytest.fixture
async def settings(settings: Settings, tmp_path: Path) -> Settings:
    """The test's own master key: a rotation must not reach another test's."""
    settings.database = f"test-{uuid4().hex[:12]}"
    settings.master_key_file = tmp_path / "master.key"
    make_file(settings.master_key_file)
    return settings


class House:
    """Several processes on one database; each is what `evenlight` would build."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.started: list[Services] = []

    def process(self, **changed: Any) -> Services:
        services = build_services(self.settings.model_copy(update=changed), clock=MovableClock())
        self.started.append(services)
        return services


@pytest.fixture
async def house(settings: Settings) -> AsyncIterator[House]:
    built = House(settings)
    yield built
    mongo = built.process().mongo
    await mongo.client.drop_database(settings.database)
    await mongo.client.drop_database(f"{settings.database}_keys")
    for services in built.started:
        await services.close()


@pytest.fixture
async def kms(house: House, tmp_path: Path) -> AsyncIterator[AwsKms]:
    server = AwsKms(tmp_path)
    (tmp_path / "aws.json").write_text(json.dumps({"accessKeyId": "id", "secretAccessKey": "secret"}))
    house.settings = house.settings.model_copy(
        update={
            "kms_aws_key": "alias/one",
            "kms_aws_region": "eu-west-2",
            "kms_aws_endpoint": await server.start(),
            "kms_aws_credentials_file": tmp_path / "aws.json",
            "kms_ca_file": server.certificate,
        }
    )
    yield server
    await server.stop()


async def written(crypto: FieldCrypto, people: int = PEOPLE) -> list[Sealed]:
    return [await crypto.seal(await crypto.create_key(), WORDS) for _ in range(people)]


async def opened(crypto: FieldCrypto, sealed: list[Sealed]) -> set[str]:
    return {await crypto.open(one) for one in sealed}


async def test_a_new_file_is_rotated_to_while_another_process_reads_and_writes(house: House) -> None:
    api, tool = house.process(), house.process()
    sealed = await written(api.crypto)
    new = house.settings.master_key_path.parent / "new.key"
    rotated = asyncio.create_task(command.change(tool, new, None))
    while not rotated.done():
        assert await opened(api.crypto, sealed) == {WORDS}
        sealed += await written(api.crypto, 1)
    await rotated

    later = house.process(master_key_file=new, next_master_key_file=new)
    assert await opened(later.crypto, sealed) == {WORDS}
    assert len(later.master_keys().all) == 1
    await assert_opens_nothing(house.process(next_master_key_file=Path("none")), sealed)
    # The API has not been started again, and opens what is under a key that it did not know when it started.
    assert await opened(with_empty_cache(api), sealed) == {WORDS}


def with_empty_cache(api: Services) -> FieldCrypto:
    api.crypto._encryption = api.crypto._fresh()
    return api.crypto


async def assert_opens_nothing(services: Services, sealed: list[Sealed]) -> None:
    for one in sealed:
        with pytest.raises(StoreUnavailable):
            await services.crypto.open(one)


async def test_a_process_that_started_with_the_old_key_finds_the_new_one_by_itself(house: House) -> None:
    api = house.process()
    sealed = await written(api.crypto)
    await command.change(house.process(), house.settings.next_master_key_path, None)
    assert await opened(with_empty_cache(api), sealed) == {WORDS}
    sealed += await written(api.crypto, 1)
    key = from_file(house.settings.next_master_key_path)
    assert await api.stores.key_vault.not_under(key) == []


async def test_a_rotation_that_was_interrupted_is_run_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool, new = house.process(), house.settings.master_key_path.parent / "new.key"
    sealed = await written(tool.crypto)
    rewrap, done = FieldCrypto.rewrap, list[int]()

    async def stops_after_one(self: FieldCrypto, key_ids: Any, under: Any) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(len(key_ids))
        await rewrap(self, key_ids, under)

    monkeypatch.setattr(FieldCrypto, "rewrap", stops_after_one)
    with pytest.raises(KeyboardInterrupt):
        await command.change(tool, new, None)
    monkeypatch.setattr(FieldCrypto, "rewrap", rewrap)
    vault, key = tool.stores.key_vault, from_file(new)
    assert len(await vault.not_under(key)) == PEOPLE - done[0]
    # Half-way everything opens, also in a process that starts now; and it is finished by the same command.
    assert await opened(house.process().crypto, sealed) == {WORDS}
    await command.change(house.process(), new, None)
    assert await vault.not_under(key) == []
    assert await opened(house.process().crypto, sealed) == {WORDS}


async def test_a_second_rotation_does_not_begin_before_the_first_is_finished(house: House) -> None:
    folder = house.settings.master_key_path.parent
    await command.change(house.process(), folder / "new.key", None)
    with pytest.raises(MasterKeyProblem) as problem:
        await command.change(house.process(), folder / "newer.key", None)
    assert problem.value.detail.endswith("finish that rotation first.")


async def test_status_says_what_is_under_which_key(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    services = house.process()
    await written(services.crypto, 3)
    await services.crypto.destroy_key(await services.crypto.create_key())
    await command.status(services)
    said = capsys.readouterr().out
    assert f"3 data keys are under {services.master_keys().newest.provider}." in said
    assert "1 data keys were destroyed." in said
    stranger = house.settings.master_key_path.parent / "stranger.key"
    make_file(stranger)
    with pytest.raises(MasterKeyProblem):
        await command.status(house.process(master_key_file=stranger))
    assert "WHICH IS NOT KNOWN HERE" in capsys.readouterr().out


async def test_from_a_file_to_aws_and_on_to_another_key_there(house: House, kms: AwsKms) -> None:
    api = house.process()
    sealed = await written(api.crypto)
    assert kms.asked == []
    await command.change(house.process(), None, "aws")
    assert kms.asked.count("TrentService.Encrypt") == PEOPLE
    assert await opened(with_empty_cache(api), sealed) == {WORDS}

    without_file = house.process(kms="aws", master_key_file=Path("none"))
    assert await opened(without_file.crypto, sealed) == {WORDS}
    sealed += await written(without_file.crypto, 1)
    other = {"kms": "aws", "kms_aws_key": "alias/two"}
    await command.change(house.process(**other), None, "aws")
    assert await opened(house.process(**other).crypto, sealed) == {WORDS}
    counts = await api.stores.key_vault.counts()
    assert [(document["key"], count) for document, count in counts] == [("alias/two", PEOPLE + 1)]


async def test_a_key_service_that_refuses_or_is_away_counts_as_the_store_being_down(
    house: House, kms: AwsKms
) -> None:
    house.settings = house.settings.model_copy(update={"kms": "aws"})
    sealed = await written(house.process().crypto, 1)
    kms.refuses = True
    await assert_opens_nothing(house.process(), sealed)
    await kms.stop()
    await assert_opens_nothing(house.process(), sealed)
    with pytest.raises(StoreUnavailable):
        await house.process().crypto.create_key()


def test_the_commands_as_an_operator_meets_them(settings: Settings, tmp_path: Path) -> None:
    env = os.environ | {
        "EVENLIGHT_MONGODB_URI": settings.mongodb_uri,
        "EVENLIGHT_DATABASE": settings.database,
        "EVENLIGHT_MASTER_KEY_FILE": str(settings.master_key_path),
        "EVENLIGHT_AUDIT_HEADS_FILE": str(settings.audit_heads_path),
    }

    assert "New data keys are made under local:" in evenlight(env, "master-key", "status").stdout
    rotated = evenlight(env, "master-key", "rotate", "--new", str(tmp_path / "new.key"))
    assert rotated.returncode == 0, rotated.stderr
    assert f"back up the key vault (the database {settings.database}_keys)" in rotated.stdout
    assert evenlight(env, "audit", "verify").stdout.startswith("0 entries in the chain")
    refused = evenlight(env | {"EVENLIGHT_KMS": "azure"}, "master-key", "status")
    assert refused.returncode == 1
    assert refused.stderr == (
        "The master key cannot be used. EVENLIGHT_KMS=azure also needs EVENLIGHT_KMS_AZURE_VAULT, "
        "EVENLIGHT_KMS_AZURE_KEY.\n"
    )
