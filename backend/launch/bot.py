"""The bot on this machine: its environment, its training, its server.

All of it may take minutes and none of it is waited for: until the bot answers, the chat gateway answers in
plain words with a way to a person.
"""

import asyncio
import hashlib
import shutil
import sys
import time
from pathlib import Path

from backend.launch.output import say
from backend.launch.problem import CannotStart
from backend.launch.processes import Program, run

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "bot"
ENVIRONMENT = FOLDER / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
PROGRESS_EVERY_S = 15.0
_LOCK = FOLDER / "requirements.lock"
_STAMP = ENVIRONMENT / "installed.sha256"
_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",  # Deprecations inside the bot's own libraries; they are pinned.
}


async def prepare() -> None:
    """Install the environment and train the bot, each only where something changed. Raises CannotStart."""
    await install()
    await _step("training", [str(PYTHON), "bot/train.py"])


async def install() -> None:
    """Make the environment that the bot's lock describes, unless it is there. Raises CannotStart."""
    wanted = hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if _STAMP.exists() and _STAMP.read_text() == wanted:
        return
    say("bot", "installing the bot's environment (2.4 GB, once; this takes some minutes)")
    uv = [sys.executable, "-m", "uv"]
    if not PYTHON.exists():
        venv = [*uv, "venv", "--quiet", "--no-python-downloads", "--python", _python_311(), str(ENVIRONMENT)]
        await _step("environment", venv)
    await _step("installation", [*uv, "pip", "sync", "--quiet", "--python", str(PYTHON), str(_LOCK)])
    _STAMP.write_text(wanted)


def server(port: int) -> Program:
    """Return the program that answers for the bot on 127.0.0.1:`port`."""
    files = [
        "--model",
        "bot/models/bot.tar.gz",
        "--credentials",
        "bot/credentials.yml",
        "--endpoints",
        "bot/endpoints.yml",
    ]
    address = ["--interface", "127.0.0.1", "--port", str(port)]
    command = [str(PYTHON), "-m", "rasa", "run", *files, *address, "--quiet"]
    return Program("bot", command, env=_QUIET, cwd=ROOT)


async def _step(what: str, command: list[str]) -> None:
    showing = asyncio.create_task(_show_time(what))
    try:
        ended = await run(Program("bot", command, env=_QUIET, cwd=ROOT, with_descendants=True))
    finally:
        showing.cancel()
    if ended.code:
        raise CannotStart(f"The bot's {what} ended with code {ended.code} (see above).", "make bot-setup")


async def _show_time(what: str) -> None:
    started = time.monotonic()
    while True:
        await asyncio.sleep(PROGRESS_EVERY_S)
        say("bot", f"{what}: {time.monotonic() - started:.0f} s so far")


def _python_311() -> str:
    if sys.version_info.minor == 11:
        return sys.executable
    if found := shutil.which("python3.11"):
        return found
    raise CannotStart("The bot needs Python 3.11 and there is none.", "install python3.11.")


def main() -> int:
    """Install the environment and train the bot (`make bot-setup`)."""
    try:
        asyncio.run(prepare())
    except CannotStart as problem:
        print(f"evenlight: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
