"""`evenlight up`: database and API side by side, demo data, worker, bot; stopped in the opposite order."""

import argparse
import asyncio
import contextlib
import signal
import sys
from collections.abc import Coroutine
from typing import Any

from backend.launch import bot
from backend.launch.banner import GETTING_READY, NOT_HERE, READY, banner
from backend.launch.checks import ensure_port_free, ensure_writable, only_one, wait_for_answer
from backend.launch.database import keep_database, stop_database
from backend.launch.mongod import EmbeddedMongod, require_replica_set
from backend.launch.output import say
from backend.launch.problem import CannotStart
from backend.launch.processes import Program, end_task, keep, run
from backend.launch.secrets import ensure_secrets
from backend.launch.settings import LaunchSettings, read_settings

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: list[str]) -> int:
    """Run everything until Ctrl-C or SIGTERM; return the exit code."""
    parser = argparse.ArgumentParser("evenlight up", description=__doc__)
    parser.add_argument("--no-bot", action="store_true", help="start no bot; the chat then offers a person")
    with_bot = not parser.parse_args(arguments).no_bot
    try:
        settings = read_settings()
        ensure_writable(settings.var)
        with only_one(settings.var):
            ensure_secrets(settings, settings.data_dir if settings.embedded_database else None)
            asyncio.run(House(settings, with_bot=with_bot and settings.own_bot).run())
    except CannotStart as problem:
        print(f"evenlight: {problem}", file=sys.stderr)
        return 1
    return 0


class House:
    """All parts of one running service."""

    def __init__(self, settings: LaunchSettings, *, with_bot: bool) -> None:
        self._settings, self._with_bot = settings, with_bot
        self._tasks: list[asyncio.Task[None]] = []
        self._logins: list[str] = []
        self._open = asyncio.Event()

    async def run(self) -> None:
        """Start every part, keep all running until a stop signal, then stop them. Raises CannotStart."""
        _cancel_when_signalled()
        with contextlib.suppress(asyncio.CancelledError):
            async with contextlib.AsyncExitStack() as stack:
                await self._start(stack)
                await asyncio.wait(self._tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in self._tasks:
            if task.done() and not task.cancelled():
                task.result()
        say("up", "everything has stopped")

    async def _start(self, stack: contextlib.AsyncExitStack) -> None:
        self._check_ports()
        mongod = self._spawn_database(stack)
        uri = mongod.uri if mongod else self._settings.mongodb_uri
        # The help page and the numbers need no database: the API starts beside it, not after it.
        self._background(stack, keep(self._program("api", uri)))
        await self._database_ready(stack, mongod)
        await self._seed(uri)  # Before the worker, which would find an empty rota.
        self._background(stack, keep(self._program("worker", uri)))
        self._background(stack, self._welcome())
        if self._with_bot:
            self._background(stack, self._bot())

    def _check_ports(self) -> None:
        settings = self._settings
        ensure_port_free(settings.host, settings.port, "EVENLIGHT_PORT")
        if self._with_bot:
            ensure_port_free("127.0.0.1", settings.bot_port, "EVENLIGHT_BOT_PORT")
        if settings.embedded_database:
            ensure_port_free("127.0.0.1", settings.mongod_port, "EVENLIGHT_MONGOD_PORT")

    def _spawn_database(self, stack: contextlib.AsyncExitStack) -> EmbeddedMongod | None:
        if not self._settings.embedded_database:
            return None
        mongod = EmbeddedMongod(self._settings.data_dir, self._settings.mongod_port)
        mongod.spawn()
        stack.push_async_callback(stop_database, mongod)
        return mongod

    async def _database_ready(self, stack: contextlib.AsyncExitStack, mongod: EmbeddedMongod | None) -> None:
        if mongod is None:
            await asyncio.to_thread(require_replica_set, self._settings.mongodb_uri)
            return
        await asyncio.to_thread(mongod.wait_until_writable)
        say("database", f"ready at {mongod.address}")
        self._background(stack, keep_database(mongod))

    async def _seed(self, uri: str) -> None:
        if self._settings.production:
            await self._seed_production(uri)
            return
        ended = await run(self._program("seed", uri, "--demo"))
        if ended.code:
            say("seed", "the demo data could not be written (see above); going on without")
        self._logins = [line for line in ended.lines if line.startswith("Demo login")]

    async def _seed_production(self, uri: str) -> None:
        if (await run(self._program("seed", uri))).code:
            raise CannotStart("The database is not fit for production.", "see the lines of `seed` above.")

    async def _welcome(self) -> None:
        await wait_for_answer(self._settings.reachable_host, self._settings.port, "/health/live")
        self._tell(GETTING_READY if self._with_bot else NOT_HERE)
        self._open.set()

    def _tell(self, bot_is: str) -> None:
        print(banner(self._settings, self._logins, bot_is), flush=True)

    async def _bot(self) -> None:
        await self._open.wait()  # Nothing of the bot may slow down the start of the rest.
        port = self._settings.bot_port
        try:
            await bot.prepare()
        except (CannotStart, OSError) as problem:
            say("bot", f"{problem} The rest runs on; the chat offers a person instead.")
            return
        serving = asyncio.create_task(keep(bot.server(port)))
        try:
            await wait_for_answer("127.0.0.1", port, "/webhooks/rest/")
            self._tell(READY)  # Again: the bot's own lines have pushed the addresses away.
            await serving
        finally:
            await end_task(serving)

    def _program(self, command: str, uri: str, *arguments: str) -> Program:
        settings = self._settings
        env = {
            "EVENLIGHT_HOST": settings.host,
            "EVENLIGHT_PORT": str(settings.port),
            "EVENLIGHT_MONGODB_URI": uri,
            "EVENLIGHT_VAR": str(settings.var),
        }
        if settings.own_bot:
            env["EVENLIGHT_BOT_URL"] = f"http://127.0.0.1:{settings.bot_port}"
        return Program(command, [sys.executable, "-m", "backend", command, *arguments], env=env)

    def _background(self, stack: contextlib.AsyncExitStack, part: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(part)
        self._tasks.append(task)
        stack.push_async_callback(end_task, task)


def _cancel_when_signalled() -> None:
    """Cancel the running task at the first stop signal; each further one hurries the part being stopped."""
    task = asyncio.current_task()
    assert task  # noqa: S101 - only ever called from a task

    def stop() -> None:
        first = "stopping; this takes some seconds, and a second Ctrl-C hurries it"
        say("up", "hurrying" if task.cancelling() else first)
        task.cancel()

    for number in _STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, stop)
