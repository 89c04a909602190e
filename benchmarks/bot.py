"""What the bot costs and how much it understands: `python -m benchmarks bot [CONFIG.yml ...]`. Needs no service.

Each configuration is trained in a copy of bot/, started on a free port of this machine, and asked. Without one it is
bot/config.yml.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import yaml

from backend.launch.bot import ENVIRONMENT, FOLDER, PYTHON, server
from benchmarks.figures import quantiles
from benchmarks.house import free_ports
from benchmarks.second_net import understood

TURNS = 300
SAID = (
    "hi", "my exams stress me out", "what helps me", "next step", "who can see what i write", "i feel lonely",
    "who is open now", "they laugh at me at school", "thanks", "bye",
)  # fmt: skip
TRAIN_TIMEOUT_S, START_TIMEOUT_S = 1800, 180
LEFT_OUT = (".venv", "models", "build", ".rasa", "results", "__pycache__")


def measure(configs: list[Path]) -> None:
    """Print seconds to train and start, milliseconds a turn, megabytes, and the held-out sentences understood."""
    for config in configs or [FOLDER / "config.yml"]:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            _copy(root / "bot", config)
            print(
                f"{config.name}: trained in {_train(root):.0f} s (the machine's load was {os.getloadavg()[0]:.0f})"
            )
            _turns(root)
            print(
                "held-out sentences understood: "
                + ", ".join(_understood(root / "bot" / "models" / "bot.tar.gz"))
            )


def _copy(bot: Path, config: Path) -> None:
    shutil.copytree(FOLDER, bot, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copy(config, bot / "config.yml")
    (bot / "models").mkdir()
    (bot / ".venv").symlink_to(ENVIRONMENT)


def _train(root: Path) -> float:
    began = time.perf_counter()
    command = [str(PYTHON), "bot/train.py"]
    subprocess.run(command, cwd=root, capture_output=True, timeout=TRAIN_TIMEOUT_S, check=True)
    return time.perf_counter() - began


def _turns(root: Path) -> None:
    with _running(root) as (url, process, start_s):
        each = [
            _turn_ms(url, SAID[turn % len(SAID)], f"benchmark-{turn // len(SAID)}") for turn in range(TURNS)
        ]
        p50, p99 = quantiles(each)
        resident_mb = process.memory_info().rss / 1e6
    print(f"started in {start_s:.1f} s, {resident_mb:.0f} MB; one turn p50 {p50:.1f} ms, p99 {p99:.1f} ms")


@contextmanager
def _running(root: Path) -> Iterator[tuple[str, psutil.Process, float]]:
    (port,) = free_ports(1)
    program = server(port)
    began = time.perf_counter()
    with (root / "server.log").open("wb") as log:
        process = subprocess.Popen(
            program.command, cwd=root, env=os.environ | dict(program.env), stdout=log, stderr=log
        )
    try:
        url = f"http://127.0.0.1:{port}/webhooks/rest"
        _wait_for(f"{url}/", process)
        yield url, psutil.Process(process.pid), time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(url)


def _turn_ms(url: str, text: str, sender: str) -> float:
    body = json.dumps({"sender": sender, "message": text}).encode()
    asked = urllib.request.Request(f"{url}/webhook", body, {"Content-Type": "application/json"})
    began = time.perf_counter()
    with urllib.request.urlopen(asked, timeout=30) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000


def _understood(model: Path) -> Iterator[str]:
    folders = {"English": ["heldout/*.yml"], "other languages": ["heldout_languages/*.yml"]}
    for name, patterns in folders.items():
        pairs = [
            pair for pattern in patterns for file in (FOLDER / "tests").glob(pattern) for pair in _pairs(file)
        ]
        found = understood([text for text, _ in pairs], model)
        wanted = [intent for _, intent in pairs]
        right = sum(one == other for one, other in zip(found, wanted, strict=True))
        yield f"{name} {right} of {len(pairs)} ({right / len(pairs):.1%})"
        print(f"{name}, by intent:", *by_intent(wanted, found), sep="\n")


def by_intent(wanted: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    """Yield a row for each intent: precision, recall, how many sentences, and what they were taken for instead."""
    heard = Counter(zip(wanted, found, strict=True))
    there, answered = Counter(wanted), Counter(found)
    for intent in sorted(there):
        right = heard[intent, intent]
        instead = [f"{other} {n}" for (one, other), n in heard.items() if one == intent != other]
        precision, recall = right / max(1, answered[intent]), right / there[intent]
        yield f"| {intent} | {precision:.2f} | {recall:.2f} | {there[intent]} | {', '.join(instead)} |"


def _pairs(file: Path) -> Iterator[tuple[str, str]]:
    for part in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
        for line in part["examples"].splitlines():
            yield line.strip().removeprefix("- "), part["intent"]
