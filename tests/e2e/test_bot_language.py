"""The bot answers in the language that comes with a turn, whatever it remembers: asked in the bot's own environment."""

import json
import subprocess

import pytest

from backend.launch.bot import ENVIRONMENT, ROOT
from tests.e2e.test_bot_itself import QUIET

pytestmark = pytest.mark.e2e

ASK = """
import asyncio, json
from bot.nlg import NeverTheSameTwice
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

in_polish = {"text": "Dzień dobry", "condition": [{"type": "slot", "name": "language", "value": "pl"}]}
slot = {"type": "text", "initial_value": "en", "influence_conversation": False, "mappings": [{"type": "custom"}]}
domain = Domain.from_dict(
    {"slots": {"language": slot}, "responses": {"utter_hello": [{"text": "Hello"}, in_polish]}}
)

def said(remembered, *came_with):
    events = [SlotSet("language", remembered), *(UserUttered("x", metadata=one) for one in came_with)]
    tracker = DialogueStateTracker.from_events("someone", events, slots=domain.slots)
    return asyncio.run(NeverTheSameTwice(None, domain).generate("utter_hello", tracker, "rest"))["text"]

pl, en = {"language": "pl"}, {"language": "en"}
told = [said("en", pl), said("en", en, pl), said("pl", pl, en)]
print(json.dumps([*told, said("pl"), said("en", None), said("pl", {})]))
"""


def test_the_language_that_comes_with_a_turn_stands_above_what_is_remembered() -> None:
    done = subprocess.run(
        [str(ENVIRONMENT / "bin" / "python"), "-c", ASK],
        cwd=ROOT, env=QUIET | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    hello, good_day = "Hello", "Dzień dobry"
    assert json.loads(done.stdout) == [good_day, good_day, hello, good_day, hello, good_day]
