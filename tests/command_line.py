"""`evenlight COMMAND` in a process of its own, begun from one in which everything is imported: that takes seconds."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from backend.__main__ import main

STREAMS = {"stdin": os.O_RDONLY, "stdout": os.O_WRONLY | os.O_CREAT, "stderr": os.O_WRONLY | os.O_CREAT}
PATIENCE_S = 60

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["backend.app", "backend.commands.running"])


def evenlight(env: Mapping[str, str], *arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a command with nothing but `env` around it; `typed` is its standard input."""
    with TemporaryDirectory() as folder:
        streams = Path(folder)
        (streams / "stdin").write_text(typed)
        process = _processes.Process(target=_run, args=(arguments, dict(env), streams))
        process.start()
        process.join(PATIENCE_S)
        if process.exitcode is None:
            process.kill()
            raise TimeoutError(f"evenlight {' '.join(arguments)} took longer than {PATIENCE_S} s")
        said, complained = ((streams / name).read_text() for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(["evenlight", *arguments], process.exitcode, said, complained)


def _run(arguments: tuple[str, ...], env: dict[str, str], streams: Path) -> None:
    for number, (name, how) in enumerate(STREAMS.items()):
        os.dup2(os.open(streams / name, how), number)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - multiprocessing has put /dev/null in its place
    os.environ.clear()
    os.environ.update(env)
    sys.exit(main(list(arguments)))
