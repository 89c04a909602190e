"""One real mongod for the run, one database for each test, and the service wired with a movable clock."""

import os
import secrets
import shutil
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import settings as hypothesis_settings
from pymongo.write_concern import WriteConcern

from backend.app import create_app
from backend.core.mongo import Mongo
from backend.identity.passwords import Passwords
from backend.identity.signing_keys import add_key
from backend.launch.mongod import EmbeddedMongod
from backend.settings import Settings
from backend.wiring import Services, build_services
from tests.fakes import MONDAY_EVENING, BotServer, MovableClock, RecordingChannel

# How long one example takes is for benchmarks/: a busy machine must not fail a test.
hypothesis_settings.register_profile("evenlight", deadline=None)
hypothesis_settings.load_profile("evenlight")

# The real algorithm at its least cost: what it costs whoever guesses is tested in tests/unit/identity.
QUICK_PASSWORDS = Passwords(memory_kib=1024, passes=1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def mongod(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedMongod]:
    with EmbeddedMongod(tmp_path_factory.mktemp("mongod") / "data", free_port()) as server:
        yield server


@pytest.fixture
async def mongo(mongod: EmbeddedMongod) -> AsyncIterator[Mongo]:
    connection = Mongo(mongod.uri, f"test-{uuid4().hex[:12]}")
    yield connection
    await connection.client.drop_database(connection.db.name)
    await connection.client.drop_database(f"{connection.db.name}_keys")
    connection.close()


@pytest.fixture(scope="session")
def secret_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("secrets")
    add_key(folder / "jwt", MONDAY_EVENING)
    (folder / "refresh.key").write_bytes(secrets.token_bytes(32))
    (folder / "master.key").write_bytes(secrets.token_bytes(96))
    return folder


@dataclass
class World:
    """The service over HTTP, with the parts that a test moves."""

    services: Services
    http: TestClient[Any, Any]
    clock: MovableClock
    bot: BotServer
    channel: RecordingChannel

    async def worker_runs(self) -> None:
        """Do what the worker does in one sweep."""
        await self.services.engine.sweep()


@pytest.fixture(scope="session")
def database() -> str:
    """One database for all worlds, emptied before each: making its indexes anew would take two seconds a test."""
    return f"test-{uuid4().hex[:12]}"


@pytest.fixture
def settings(mongod: EmbeddedMongod, database: str, secret_files: Path, tmp_path: Path) -> Settings:
    return Settings(
        mongodb_uri=mongod.uri,
        database=database,
        jwt_key_dir=secret_files / "jwt",
        refresh_key_file=secret_files / "refresh.key",
        master_key_file=secret_files / "master.key",
        audit_heads_file=tmp_path / "audit-heads.jsonl",
        var=tmp_path,
        bot_timeout_s=1.0,
        rate_limits=False,  # Tests ask a lot at once; test_limits.py switches them on.
    )


@pytest.fixture
async def world(settings: Settings) -> AsyncIterator[World]:
    bot, clock, channel = BotServer(), MovableClock(), RecordingChannel()
    settings.bot_url = await bot.start()
    parts = {"clock": clock, "channels": {"console": channel}, "passwords": QUICK_PASSWORDS}
    services = build_services(settings, **parts)
    await emptied(services)
    await services.stores.create_indexes()
    async with TestClient(TestServer(create_app(services))) as http:
        yield World(services, http, clock, bot, channel)
    await bot.stop()


async def emptied(services: Services) -> None:
    """Remove every document that the world before has left."""
    for name in (services.settings.database, services.stores.key_vault.database):
        found = services.mongo.client.get_database(name, write_concern=WriteConcern(1))
        for collection in await found.list_collection_names():
            await found[collection].delete_many({})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium browser tests are skipped loudly; where it is required they fail."""
    if shutil.which("chromium") or os.environ.get("EVENLIGHT_REQUIRE_CHROMIUM") == "1":
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(
                pytest.mark.skip(reason="NO CHROMIUM: the pages are NOT tested (apt-get install chromium)")
            )
