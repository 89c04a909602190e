"""The trained bot against its own conversations and sentences, run by the bot's own tools."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from backend.launch.bot import ENVIRONMENT, FOLDER, ROOT

pytestmark = pytest.mark.e2e

# The figures in docs/bot.md, with room for a sentence or two.
LEAST_ACCURACY = 0.83
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


def rasa(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [str(ENVIRONMENT / "bin" / "rasa"), *arguments]
    return subprocess.run(
        command, cwd=FOLDER, env=os.environ | QUIET, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture(scope="module")
def trained() -> Path:
    done = subprocess.run(
        [str(ENVIRONMENT / "bin" / "python"), "bot/train.py"],
        cwd=ROOT,
        env=os.environ | QUIET,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return FOLDER / "models" / "bot.tar.gz"


def test_rules_and_stories_do_not_contradict_each_other() -> None:
    done = rasa("data", "validate", "--config", "config.yml", "--domain", "domain", "--data", "data")

    assert done.returncode == 0, done.stderr[-2000:]
    assert "No story structure conflicts found" in done.stderr + done.stdout


def test_every_written_conversation_goes_as_it_is_written(trained: Path, tmp_path: Path) -> None:
    done = rasa(
        "test", "core", "--model", str(trained), "--stories", "tests/test_stories.yml", "--out", str(tmp_path),
        "--fail-on-prediction-errors",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]


def test_sentences_kept_aside_are_understood(trained: Path, tmp_path: Path) -> None:
    rasa(
        "test", "nlu", "--model", str(trained), "--nlu", "tests/nlu_heldout.yml", "--config", "config.yml",
        "--domain", "domain", "--out", str(tmp_path), "--no-plot",
    )  # fmt: skip

    report = json.loads((tmp_path / "intent_report.json").read_text())
    assert report["accuracy"] >= LEAST_ACCURACY
