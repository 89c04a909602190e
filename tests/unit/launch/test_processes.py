import asyncio
import itertools
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from backend.launch import processes
from backend.launch.processes import Program, backoff, end_task, keep, run

# Ignores the request to end, as its child does; writes the child's id to the file it is given.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(f"{child.pid}\\n")
time.sleep(60)
"""
# Starts a tethered sleeper, says its id, and waits.
PARENT = """
import signal, subprocess, sys, time
from backend.launch.processes import tethered
child = subprocess.Popen(tethered(["sleep", "60"]), start_new_session=True)
print(child.pid, flush=True)
time.sleep(60)
"""


def python(code: str, *arguments: str, grace_s: float = 5.0) -> Program:
    return Program("test", [sys.executable, "-c", code, *arguments], grace_s=grace_s)


# Runs a program that starts a child and says its id, as `evenlight up` runs the training.
TRAINER = """
import asyncio, sys
from backend.launch.processes import Program, run
code = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
asyncio.run(run(Program("test", [sys.executable, "-c", code], with_descendants=True)))
"""


async def gone(pid: int, within_s: float = 5.0) -> bool:
    deadline = time.monotonic() + within_s
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(0.02)
    return True


async def test_a_program_that_ends_gives_its_code_and_its_lines(capfd: pytest.CaptureFixture[str]) -> None:
    ended = await run(python("import sys; print('one'); print('two', file=sys.stderr); sys.exit(3)"))
    assert ended.code == 3
    assert ended.lines == ["one", "two"]
    assert capfd.readouterr().out.splitlines() == ["test     | one", "test     | two"]


async def test_a_line_without_end_does_not_stop_the_relay() -> None:
    ended = await run(python("print('x' * 10**6); print('after')"))
    assert ended.lines[-1] == "after"


async def test_the_setting_of_a_program_reaches_it() -> None:
    program = Program(
        "test", [sys.executable, "-c", "import os; print(os.environ['SAID'])"], env={"SAID": "hello"}
    )
    assert (await run(program)).lines == ["hello"]


async def test_cancelling_ends_the_program_and_what_it_started(tmp_path: Path) -> None:
    note = tmp_path / "child"
    task = asyncio.create_task(run(python(STUBBORN, str(note), grace_s=0.2)))
    while not (note.exists() and note.read_text().endswith("\n")):
        await asyncio.sleep(0.02)
    child = int(note.read_text())
    await end_task(task)
    assert task.cancelled()
    assert await gone(child)


async def test_a_second_signal_does_not_wait_for_the_grace(tmp_path: Path) -> None:
    note = tmp_path / "child"
    task = asyncio.create_task(run(python(STUBBORN, str(note), grace_s=30)))
    while not (note.exists() and note.read_text().endswith("\n")):
        await asyncio.sleep(0.02)
    ending = asyncio.create_task(end_task(task))
    await asyncio.sleep(0.1)
    ending.cancel()
    await asyncio.wait_for(ending, 5)
    assert await gone(int(note.read_text()))


async def test_a_program_that_dies_is_started_again_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(processes, "FIRST_PAUSE_S", 0.01)
    starts = tmp_path / "starts"
    task = asyncio.create_task(keep(python(f"open({str(starts)!r}, 'a').write('x'); raise SystemExit(7)")))
    while not (starts.exists() and len(starts.read_text()) >= 3):
        await asyncio.sleep(0.02)
    await end_task(task)
    lines = capfd.readouterr().out.splitlines()
    assert lines[:2] == [
        "test     | stopped (exit code 7); starting it again in 0.01 s",
        "test     | stopped (exit code 7); starting it again in 0.02 s",
    ]


def test_pauses_double_up_to_five_seconds() -> None:
    assert list(itertools.islice(backoff(), 7)) == [0.5, 1, 2, 4, 5, 5, 5]


async def test_a_killed_parent_takes_its_tethered_child_along() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert psutil.pid_exists(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert await gone(child)


async def test_a_killed_parent_takes_the_descendants_along_where_that_is_asked_for() -> None:
    parent = subprocess.Popen([sys.executable, "-c", TRAINER], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    descendant = int(parent.stdout.readline().rpartition("|")[2])
    assert psutil.pid_exists(descendant)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert await gone(descendant)


async def test_a_program_with_descendants_still_gives_its_code_and_ends_when_cancelled() -> None:
    program = Program("test", [sys.executable, "-c", "raise SystemExit(4)"], with_descendants=True)
    assert (await run(program)).code == 4
    waiting = asyncio.create_task(run(Program("test", ["sleep", "60"], grace_s=30, with_descendants=True)))
    await asyncio.sleep(0.2)
    await asyncio.wait_for(end_task(waiting), 5)
    assert waiting.cancelled()
