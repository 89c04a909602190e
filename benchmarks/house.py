"""Runs the whole service in a folder of its own, for measuring: `evenlight up` on free ports."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

START_TIMEOUT_S = 240  # A bot that starts beside other work may take minutes; quiet, it takes 20 s.


@dataclass(frozen=True)
class House:
    """A running service: its address, its database, and the processes that can be killed."""

    url: str
    bot_url: str
    mongodb_uri: str
    supervisor: psutil.Process

    def part(self, marker: str) -> psutil.Process | None:
        """Return the process whose command line holds `marker` ("backend api", "rasa run"), or None."""
        for child in self.supervisor.children(recursive=True):
            try:
                if marker in " ".join(child.cmdline()):
                    return child
            except psutil.Error:
                continue
        return None

    def wait_for_bot(self, timeout_s: float = START_TIMEOUT_S) -> None:
        """Wait until the bot answers. Raises TimeoutError."""
        _wait_for(self.bot_url, timeout_s)


@contextmanager
def running_house(*, with_bot: bool, **settings: str) -> Iterator[House]:
    """Start the service with these EVENLIGHT_* settings, and stop it cleanly at the end."""
    port, bot_port, mongod_port = free_ports(3)
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {
            "EVENLIGHT_PORT": str(port),
            "EVENLIGHT_BOT_PORT": str(bot_port),
            "EVENLIGHT_MONGOD_PORT": str(mongod_port),
            "EVENLIGHT_VAR": folder,
        }
        env |= {f"EVENLIGHT_{name.upper()}": value for name, value in settings.items()}
        command = [sys.executable, "-m", "backend", "up", *([] if with_bot else ["--no-bot"])]
        with Path(folder, "up.log").open("wb") as log:
            up = subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            url, bot_url = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{bot_port}"
            _wait_for(f"{url}/health/ready", START_TIMEOUT_S)
            uri = f"mongodb://127.0.0.1:{mongod_port}/?replicaSet=rs0"
            yield House(url, bot_url, uri, psutil.Process(up.pid))
        finally:
            up.send_signal(signal.SIGINT)
            up.wait(60)


def _wait_for(url: str, timeout_s: float) -> None:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on."""
    """Return ports that nobody listens on."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports
