import importlib.util
import socket
from pathlib import Path
from typing import Any

import psutil
import pymongo
import pytest
from pymongo import MongoClient

from backend.core.mongo import TRANSACTION_TIMEOUT_S
from backend.escalations.paging.model import LEASE_S
from backend.launch.mongod import TRANSACTION_LIFETIME_S, EmbeddedMongod, find_mongod, require_replica_set
from backend.launch.problem import CannotStart


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def count(mongod: EmbeddedMongod) -> int:
    with MongoClient[dict[str, Any]](mongod.uri) as client:
        return client.test.things.count_documents({})


def write(mongod: EmbeddedMongod) -> None:
    with MongoClient[dict[str, Any]](mongod.uri, w="majority", journal=True) as client:
        client.test.things.insert_one({})


def test_what_was_acknowledged_outlives_a_kill_and_a_move_to_another_port(tmp_path: Path) -> None:
    with EmbeddedMongod(tmp_path / "mongo", free_port()) as mongod:
        require_replica_set(mongod.uri)
        write(mongod)
        mongod.kill()
        assert mongod.pid is None
        mongod.start()
        assert count(mongod) == 1
    with EmbeddedMongod(tmp_path / "mongo", free_port()) as moved:
        assert moved.port != mongod.port
        assert count(moved) == 1
        write(moved)
        pid = moved.pid
    assert pid
    assert not psutil.pid_exists(pid)


def test_a_corrupt_data_folder_is_one_line_with_the_mend(tmp_path: Path) -> None:
    with EmbeddedMongod(tmp_path / "mongo", free_port()) as mongod:
        pass
    for file in mongod.data_dir.glob("WiredTiger*"):
        file.write_bytes(b"not what it was")
    with pytest.raises(
        CannotStart, match=r"cannot be read; .* Mend: restore a backup there, or move it aside"
    ):
        mongod.start()
    assert mongod.pid is None


def test_what_a_killed_process_had_begun_holds_up_nobody_for_long(tmp_path: Path) -> None:
    assert TRANSACTION_TIMEOUT_S < TRANSACTION_LIFETIME_S
    assert TRANSACTION_LIFETIME_S * 1.5 < LEASE_S, "a page that is leased anew is not locked any more"
    with (
        EmbeddedMongod(tmp_path / "mongo", free_port()) as mongod,
        MongoClient[dict[str, Any]](mongod.uri) as dying,
        MongoClient[dict[str, Any]](mongod.uri) as living,
    ):
        write(mongod)
        begun = dying.start_session()
        begun.start_transaction()
        dying.test.things.update_one({}, {"$set": {"by": "dying"}}, session=begun)  # And nothing more, ever.
        with pymongo.timeout(LEASE_S * 2):
            living.test.things.update_one({}, {"$set": {"by": "living"}})
        assert living.test.things.distinct("by") == ["living"]


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        mongod = EmbeddedMongod(tmp_path / "mongo", server.getsockname()[1])
        with pytest.raises(CannotStart, match=f"Port {mongod.port} is in use"):
            mongod.start()


def test_a_missing_mongod_is_one_line_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(
        CannotStart, match=r"not installed\. Mend: run `make setup`, or set EVENLIGHT_MONGODB_URI"
    ):
        find_mongod()


def test_a_database_given_to_us_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(CannotStart, match="does not answer") as caught:
        require_replica_set(f"mongodb://name:secret@127.0.0.1:{free_port()}/", timeout_s=0.2)
    assert "secret" not in str(caught.value)
