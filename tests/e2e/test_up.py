"""`evenlight up` as somebody at a terminal meets it: real processes, free ports, a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from backend.launch.secrets import ensure_secrets
from backend.settings import Settings

pytestmark = pytest.mark.e2e
STARTED = "Evenlight is open."
# How long a state is waited for. A machine with other work takes longer, and patience costs nothing on others.
PATIENCE_S = 120.0


class Up:
    """One `evenlight up --no-bot` with its data in `var`."""

    def __init__(self, var: Path, ports: list[int]) -> None:
        self.var, self.ports = var, ports
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("EVENLIGHT_")}
        self.env |= {
            "EVENLIGHT_VAR": str(var),
            "EVENLIGHT_PORT": str(ports[0]),
            "EVENLIGHT_MONGOD_PORT": str(ports[1]),
            "EVENLIGHT_BOT_PORT": str(ports[2]),
        }
        self.process: subprocess.Popen[str] | None = None
        self.output = var.with_suffix(".txt")

    def start(self) -> None:
        with self.output.open("w") as output:
            self.process = process = subprocess.Popen(
                self.command, env=self.env, stdout=output, stderr=output, text=True
            )
        wait_until(lambda: STARTED in self.said() or process.poll() is not None)
        assert STARTED in self.said(), self.said()

    def refused(self) -> str:
        """Start, expect a refusal, and return what it says."""
        done = subprocess.run(
            self.command, env=self.env, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
        assert done.returncode == 1, done.stdout
        return done.stderr

    def signal(self, number: signal.Signals) -> int:
        """Send a signal to `up` alone and return its exit code."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_S)

    def said(self) -> str:
        return self.output.read_text()

    def get(self, path: str) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[0]}{path}", timeout=5) as answer:
            status: int = answer.status
            return status

    def parts(self) -> list[psutil.Process]:
        assert self.process
        return psutil.Process(self.process.pid).children(recursive=True)

    def part(self, word: str) -> psutil.Process:
        return next(part for part in self.parts() if word in command_line(part))

    def has_part(self, word: str) -> bool:
        return any(word in command_line(part) for part in self.parts())

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "backend", "up", "--no-bot"]


def command_line(part: psutil.Process) -> list[str]:
    try:
        return part.cmdline()
    except psutil.Error:  # It has just ended.
        return []


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def all_gone(parts: list[psutil.Process], timeout_s: float = PATIENCE_S) -> bool:
    _gone, left = psutil.wait_procs(parts, timeout=timeout_s)
    return not left


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    up = Up(tmp_path / "var", ports)
    yield up
    if up.process and up.process.poll() is None:
        parts = up.parts()
        up.process.kill()
        up.process.wait()
        psutil.wait_procs(parts, timeout=10)


def test_it_opens_says_where_and_ctrl_c_leaves_nothing_behind(up: Up) -> None:
    up.start()
    assert up.get("/health/live") == up.get("/help") == 200
    for address in (f"http://127.0.0.1:{up.ports[0]}/staff", f"127.0.0.1:{up.ports[1]}", "Demo login"):
        assert address in up.said()

    assert "Another `evenlight up`" in up.refused()

    parts = up.parts()
    assert len(parts) == 3
    assert up.signal(signal.SIGINT) == 0
    assert all_gone(parts, 0)
    assert "starting it again" not in up.said()
    assert "up       | stopping; this takes some seconds" in up.said()
    assert up.said().endswith("everything has stopped\n")


def test_killed_itself_it_leaves_nothing_behind_and_starts_again(up: Up) -> None:
    up.start()
    parts = up.parts()
    up.signal(signal.SIGKILL)
    up.start()
    assert all_gone(parts)
    assert up.signal(signal.SIGTERM) == 0


def test_parts_that_die_are_started_again_with_one_line_each(up: Up) -> None:
    up.start()
    for name, word in (("worker", "worker"), ("api", "api"), ("database", "--dbpath")):
        killed = up.part(word)
        killed.kill()
        wait_until(lambda: f"{name:8} | stopped (signal 9); starting it again in 0.5 s" in up.said())  # noqa: B023
        wait_until(lambda: up.has_part(word))  # noqa: B023
        assert up.part(word).pid != killed.pid
    wait_until(lambda: up.said().count("database | ready at") == 2)
    wait_until(lambda: answers(up))
    assert up.said().count("starting it again") == 3


def test_a_port_in_use_is_one_line_with_the_mend(up: Up) -> None:
    with socket.create_server(("127.0.0.1", up.ports[0])):
        refusal = up.refused()
    assert refusal.startswith(f"evenlight: Port {up.ports[0]} is in use by another program. Mend: ")
    assert refusal.count("\n") == 1


def test_a_corrupt_data_folder_is_one_line_with_the_mend(up: Up) -> None:
    ensure_secrets(Settings(var=up.var))
    (up.var / "mongo").mkdir()
    for name in ("WiredTiger", "WiredTiger.turtle", "WiredTiger.wt"):
        (up.var / "mongo" / name).write_bytes(b"not what it was")
    refusal = up.refused()
    assert "cannot be read" in refusal
    assert "Mend: restore a backup there, or move it aside" in refusal
    assert refusal.count("\n") == 1


def answers(up: Up) -> bool:
    try:
        return up.get("/health/live") == 200
    except OSError:
        return False
