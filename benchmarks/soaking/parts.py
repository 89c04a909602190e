"""The parts of a service that can be killed and started again one by one: API, worker, and one or three mongods."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, cast

from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from backend.launch.mongod import REPLICA_SET, EmbeddedMongod
from backend.launch.processes import signal_group, tethered
from benchmarks.house import free_ports

READY_WITHIN_S = 60.0
LOOK_EVERY_S = 0.05
HEALTHY = {1, 2}  # primary, secondary


class Part(Protocol):
    """Something that is killed at once, and comes back."""

    def kill(self) -> None:
        """End it as a power cut would."""

    async def come_back(self) -> None:
        """Start it again, and wait until it is of use."""


class Process:
    """One `evenlight` process."""

    def __init__(
        self, command: str, env: Mapping[str, str], log: Path, ready: Callable[[int], Awaitable[bool]]
    ) -> None:
        self._command, self._env, self._log, self._ready = command, env, log, ready
        self._process: subprocess.Popen[bytes] | None = None

    def kill(self) -> None:
        """End it with SIGKILL."""
        if self._process:
            signal_group(self._process.pid, signal.SIGKILL)
            self._process.wait()

    async def come_back(self) -> None:
        """Start it, and wait until it is of use."""
        pid = self._start()
        await until(lambda: self._ready(pid), f"{self._command} is not ready")

    def _start(self) -> int:
        command = tethered([sys.executable, "-m", "backend", self._command])
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, env=os.environ | dict(self._env), stdout=log, stderr=log, start_new_session=True
            )
        return self._process.pid


class Database:
    """A replica set of one member or of several, each a mongod on loopback. Killing it kills the primary."""

    def __init__(self, folder: Path, members: int, election_timeout_ms: int = 10_000) -> None:
        ports = free_ports(members)
        self._members = [EmbeddedMongod(folder / f"member-{port}" / "data", port) for port in ports]
        self._election_timeout_ms = election_timeout_ms
        self._killed: EmbeddedMongod | None = None
        self.uri = f"mongodb://{','.join(one.address for one in self._members)}/?replicaSet={REPLICA_SET}"
        self._client: AsyncIOMotorClient[Any] = AsyncIOMotorClient(self.uri, serverSelectionTimeoutMS=500)

    async def start(self) -> None:
        """Start every member and make them one set."""
        for member in self._members:
            member.spawn()
        await asyncio.to_thread(self._initiate)
        await until(self._whole, "the replica set is not whole")

    def kill(self) -> None:
        """Kill whichever member is primary now."""
        primary: tuple[str, int] | None = cast("Any", self._client).primary
        self._killed = next(one for one in self._members if primary is None or one.port == primary[1])
        self._killed.kill()

    async def come_back(self) -> None:
        """Wait until another is primary, where there is one; then start the killed one, and wait until all are well."""
        if len(self._members) > 1:
            await until(self._led, "no other member has become primary")
        if self._killed:
            self._killed.spawn()
        await until(self._whole, "the replica set is not whole")

    def stop(self) -> None:
        """End every member: nothing of them is kept."""
        self._client.close()
        for member in self._members:
            member.kill()

    def _initiate(self) -> None:
        wanted = [{"_id": place, "host": one.address} for place, one in enumerate(self._members)]
        config = {
            "_id": REPLICA_SET,
            "members": wanted,
            "settings": {"electionTimeoutMillis": self._election_timeout_ms},
        }
        for member in self._members:
            _reachable(member)
        with _direct(self._members[0]) as client:
            client.admin.command("replSetInitiate", config)

    async def _led(self) -> bool:
        hello = await self._client.admin.command("hello")
        return bool(hello.get("isWritablePrimary")) and (
            self._killed is None or hello["me"] != self._killed.address
        )

    async def _whole(self) -> bool:
        status = await self._client.admin.command("replSetGetStatus")
        states = [member["state"] for member in status["members"]]
        return set(states) <= HEALTHY and states.count(1) == 1 and await self._writable()

    async def _writable(self) -> bool:
        return bool((await self._client.admin.command("hello")).get("isWritablePrimary"))


async def until(
    holds: Callable[[], Awaitable[bool]], otherwise: str, within_s: float = READY_WITHIN_S
) -> None:
    """Wait until something holds; a database that does not answer means not yet. Raises TimeoutError."""
    deadline_s = asyncio.get_running_loop().time() + within_s
    while asyncio.get_running_loop().time() < deadline_s:
        try:
            if await holds():
                return
        except (PyMongoError, OSError):
            pass
        await asyncio.sleep(LOOK_EVERY_S)
    raise TimeoutError(otherwise)


def _direct(member: EmbeddedMongod) -> MongoClient[dict[str, Any]]:
    return MongoClient(member.address, directConnection=True, serverSelectionTimeoutMS=30_000)


def _reachable(member: EmbeddedMongod) -> None:
    with _direct(member) as client:
        client.admin.command("ping")
