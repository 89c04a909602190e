"""Trains the bot when what it learns from has changed: `bot/.venv/bin/python bot/train.py`."""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import assemble

BOT = Path(__file__).resolve().parent
MODEL = BOT / "models" / "bot.tar.gz"
TRAINED_FROM = BOT / "models" / "bot.sha256"
SOURCES = ("config.yml", "build/domain", "data", "requirements.lock")


def main() -> int:
    """Train if needed and return the exit status; the old model stays until the new one is whole."""
    if status := assemble.main():
        return status
    fingerprint = fingerprint_of_sources()
    if MODEL.is_file() and TRAINED_FROM.is_file() and TRAINED_FROM.read_text().strip() == fingerprint:
        print("bot: the model fits the data, nothing to train")
        return 0
    print("bot: training (about a minute)", flush=True)
    started_at = time.monotonic()
    status = train("bot-new")
    if status != 0:
        print(f"bot: training failed (status {status}); see the lines above", file=sys.stderr)
        return status
    MODEL.with_name("bot-new.tar.gz").replace(MODEL)
    TRAINED_FROM.write_text(fingerprint + "\n")
    print(f"bot: trained in {time.monotonic() - started_at:.0f} s, model in bot/models/bot.tar.gz")
    return 0


def fingerprint_of_sources() -> str:
    """Return the SHA-256 of everything that the model depends on, names included."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = BOT / source
        for file in [path] if path.is_file() else sorted(path.rglob("*.yml")):
            digest.update(f"{file.relative_to(BOT)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def train(name: str) -> int:
    """Train a model into bot/models under a name, with the bot's own interpreter; return the exit status."""
    own = BOT / ".venv" / "bin" / "python"
    python = str(own) if own.is_file() else sys.executable
    # Rasa's own message that nothing changed would leave no file under the new name, hence --force.
    options = "--config config.yml --domain build/domain --data data --out models --force --fixed-model-name"
    command = [python, "-m", "rasa", "train", *options.split(), name]
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    # The bot's own components are named from the repository's root (bot.second_net).
    return run_and_show_progress(command, os.environ | quiet | {"PYTHONPATH": str(BOT.parent)})


def run_and_show_progress(command: list[str], environment: dict[str, str]) -> int:
    """Run a command in bot/, show its progress lines as they come, and all of its lines if it fails."""
    lines = []
    with subprocess.Popen(
        command, cwd=BOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            if " INFO " in line:
                print("bot:", line.split(" - ", 1)[-1].rstrip(), flush=True)
    if process.returncode != 0:
        sys.stderr.writelines(lines)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
