"""Programs in process groups of their own, tied to this process's life, started again when they end.

Not honcho: it starts nothing again, stops everything when one program ends, and stops in no order.
"""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Never

from backend.launch.output import relay, say

_TETHER = str(Path(__file__).with_name("tether.py"))
_END_WHOLE_GROUP = 'trap "kill -9 0" TERM; "$@" & wait $!'
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 5.0
SETTLED_AFTER_S = 30.0


@dataclass(frozen=True)
class Program:
    """What to run under which name; `grace_s` is the time to end by itself when asked to.

    `with_descendants`: it starts processes of its own, which must not outlive ours either.
    """

    name: str
    command: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    grace_s: float = 5.0
    with_descendants: bool = False


class Ended(NamedTuple):
    """How a program ended: its exit code (negative for a signal) and its last lines."""

    code: int
    lines: list[str]


def tethered(command: Sequence[str], death_signal: signal.Signals = signal.SIGKILL) -> list[str]:
    """Return the command that runs `command` and ends it with `death_signal` when this process dies."""
    return [sys.executable, "-I", "-S", _TETHER, str(os.getpid()), str(int(death_signal)), *command]


def signal_group(leader_pid: int, number: signal.Signals) -> None:
    """Send a signal to every process of a group; a group that is gone is no error."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader_pid, number)


async def run(program: Program) -> Ended:
    """Run a program to its end, saying its lines. Cancelled, it ends the program and its whole group."""
    process = await asyncio.create_subprocess_exec(
        *_tied(program),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **program.env},
        cwd=program.cwd,
        start_new_session=True,
    )
    assert process.stdout  # noqa: S101 - asked for above
    relaying = asyncio.create_task(relay(program.name, process.stdout))
    try:
        code = await process.wait()
    finally:
        await _end(process, program.grace_s)
        await asyncio.wait([relaying], timeout=1)
        relaying.cancel()
    return Ended(code, relaying.result() if relaying.done() else [])


async def keep(program: Program) -> Never:
    """Run a program again and again, until cancelled."""
    pauses = backoff()
    while True:
        started = time.monotonic()
        ended = await run(program)
        if time.monotonic() - started > SETTLED_AFTER_S:
            pauses = backoff()
        await pause_after(program.name, ended.code, next(pauses))


async def end_task(task: asyncio.Task[Any]) -> None:
    """Cancel a task and wait for its end. Cancelled meanwhile, it cancels the task's own cleaning up."""
    task.cancel()
    try:
        await asyncio.wait([task])
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.wait([task])


async def pause_after(name: str, code: int, pause_s: float) -> None:
    """Say that a program ended and wait before it is started again."""
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    say(name, f"stopped ({how}); starting it again in {pause_s:g} s")
    await asyncio.sleep(pause_s)


def backoff() -> Iterator[float]:
    """Yield pauses in seconds, doubling up to five: a part that fetches people must not be away for long."""
    pause_s = FIRST_PAUSE_S
    while True:
        yield pause_s
        pause_s = min(2 * pause_s, LONGEST_PAUSE_S)


def _tied(program: Program) -> list[str]:
    if not program.with_descendants:
        return tethered(program.command)
    return tethered(["sh", "-c", _END_WHOLE_GROUP, "sh", *program.command], signal.SIGTERM)


async def _end(process: asyncio.subprocess.Process, grace_s: float) -> None:
    """End the process and whatever is left of its group: by request, then by force."""
    try:
        if process.returncode is None:
            signal_group(process.pid, signal.SIGTERM)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), grace_s)
    finally:
        signal_group(process.pid, signal.SIGKILL)
        await process.wait()
