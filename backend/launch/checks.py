"""What must hold before anything is started. Each raises CannotStart with the mend."""

import asyncio
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from backend.launch.problem import CannotStart

PORT_PATIENCE_S = 3.0  # What a killed `evenlight up` leaves behind needs a moment to end.


def ensure_writable(var: Path) -> None:
    """Create the folder of data, keys and logs."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        (var / "log").mkdir(exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"{var} cannot be written ({error.strerror}).",
            f"chown -R $USER {var}, or set EVENLIGHT_VAR to another folder.",
        ) from None
    if not os.access(var, os.W_OK | os.X_OK):
        raise CannotStart(
            f"{var} cannot be written.", "make it yours, or set EVENLIGHT_VAR to another folder."
        )


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Hold the folder for this process; the system lets go of it however the process ends."""
    with (var / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            pid = lock.read().strip()
            raise CannotStart(
                f"Another `evenlight up` (process {pid}) uses {var}.",
                f"stop it with Ctrl-C there, or: kill {pid}",
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def ensure_port_free(host: str, port: int, variable: str) -> None:
    """Wait a moment for a port, then give up."""
    deadline = time.monotonic() + PORT_PATIENCE_S
    while (problem := _port_problem(host, port, variable)) and time.monotonic() < deadline:
        time.sleep(0.1)
    if problem:
        raise problem


def port_taken(port: int, variable: str) -> CannotStart:
    """Return the problem of a port that another program listens on."""
    return CannotStart(
        f"Port {port} is in use by another program.",
        f"stop that program, or choose another port: {variable}={port + 1 if port < 65535 else port - 1}",
    )


def answers(host: str, port: int, path: str) -> bool:
    """Tell whether an HTTP server says 200 there within a second."""
    connection = HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


async def wait_for_answer(host: str, port: int, path: str) -> None:
    """Wait until an HTTP server says 200 there, however long that takes."""
    while not await asyncio.to_thread(answers, host, port, path):  # noqa: ASYNC110 - another process
        await asyncio.sleep(0.05)


def _port_problem(host: str, port: int, variable: str) -> CannotStart | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except PermissionError:
            return CannotStart(
                f"Port {port} needs more rights than yours.", f"choose one above 1023: {variable}=8080"
            )
        except socket.gaierror:
            return CannotStart(f"{host} is no address of this machine.", "set EVENLIGHT_HOST=127.0.0.1")
        except OSError:
            return port_taken(port, variable)
    return None
