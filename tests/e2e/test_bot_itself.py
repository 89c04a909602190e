"""The trained bot against its own conversations and sentences, run by the bot's own tools."""

import os
import subprocess
from pathlib import Path

import pytest

from backend.launch.bot import ENVIRONMENT, FOLDER, ROOT
from benchmarks.second_net import understood
from bot.certainty import ASKED_AS
from tests.bot_files import HELD_OUT, examples

pytestmark = pytest.mark.e2e

# The figures in docs/bot.md, with room for a sentence or two.
LEAST_ACCURACY = 0.78
LEAST_IN_OTHER_LANGUAGES = 0.8
MOST_DISCLOSURES_PASSED_BY = 0.15  # No request for a person, no question, no offer.
MOST_OTHER_TALK_THAT_OPENS = 0.02
DOMAIN = "build/domain"
QUIET = {
    "PYTHONPATH": str(ROOT),  # The bot's own components are named from there.
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
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return FOLDER / "models" / "bot.tar.gz"


def test_rules_and_stories_do_not_contradict_each_other(trained: Path) -> None:
    assert trained.is_file()
    done = rasa("data", "validate", "--config", "config.yml", "--domain", DOMAIN, "--data", "data")

    assert done.returncode == 0, done.stderr[-2000:]
    assert "No story structure conflicts found" in done.stderr + done.stdout


def test_every_written_conversation_goes_as_it_is_written(trained: Path, tmp_path: Path) -> None:
    done = rasa(
        "test", "core", "--model", str(trained), "--stories", "tests/stories", "--out", str(tmp_path),
        "--fail-on-prediction-errors", "--no-plot", "--no-errors",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]


UNREAD = ["je suis très triste et je veux parler", "मैं बहुत दुखी हूँ", "estoy muy triste y no quiero vivir"]
IN_OTHER_LANGUAGES = examples("tests/heldout_languages/*.yml")


@pytest.fixture(scope="module")
def read_as(trained: Path) -> dict[str, str]:
    """What the bot understands each sentence as: asked once, because each start of it takes as long as all of them."""
    texts = [text for held in (HELD_OUT, IN_OTHER_LANGUAGES) for group in held.values() for text in group]
    return dict(zip([*texts, *UNREAD], understood([*texts, *UNREAD], trained), strict=True))


def right(read_as: dict[str, str], held: dict[str, list[str]]) -> float:
    """Return the share of sentences that are understood as what they are; a plain question about harm counts."""
    pairs = [(read_as[text], intent) for intent, texts in held.items() for text in texts]
    return sum(found in {intent, ASKED_AS.get(intent)} for found, intent in pairs) / len(pairs)


def test_sentences_kept_aside_are_understood(read_as: dict[str, str]) -> None:
    assert right(read_as, HELD_OUT) >= LEAST_ACCURACY
    assert right(read_as, IN_OTHER_LANGUAGES) >= LEAST_IN_OTHER_LANGUAGES


def test_a_disclosure_opens_a_request_or_is_asked_about_and_other_talk_opens_none(
    read_as: dict[str, str],
) -> None:
    disclosed = [text for intent in ASKED_AS for text in HELD_OUT.get(intent, [])]
    other = [text for intent, texts in HELD_OUT.items() if intent not in ASKED_AS for text in texts]

    heard = ASKED_AS.keys() | set(ASKED_AS.values()) | {"nlu_fallback"}
    passed_by = sum(read_as[text] not in heard for text in disclosed)
    opened = sum(read_as[text] in ASKED_AS for text in other)
    assert passed_by <= MOST_DISCLOSURES_PASSED_BY * len(disclosed)
    assert opened <= MOST_OTHER_TALK_THAT_OPENS * len(other)


def test_a_language_without_sentences_is_noticed(read_as: dict[str, str]) -> None:
    assert {read_as[text] for text in UNREAD} == {"other_language"}


READ_TWICE = """
import bot.channel, bot.parsing
from rasa.shared.utils import io
first = io.read_yaml("said: [hello]")
first["said"].append("changed by a reader")
assert io.read_yaml("said: [hello]") == {"said": ["hello"]}
assert bot.parsing.parsed.cache_info().hits == 1
"""


def test_a_start_parses_a_text_once_and_each_reader_has_a_copy_of_its_own() -> None:
    python = str(ENVIRONMENT / "bin" / "python")
    done = subprocess.run(
        [python, "-c", READ_TWICE],
        cwd=ROOT,
        env=os.environ | QUIET,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
