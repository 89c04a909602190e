"""The bot answers in the language that comes with a turn, whatever it remembers: asked in the bot's own environment."""

import json
import subprocess
from typing import Any

import pytest

from backend.launch.bot import ENVIRONMENT, ROOT
from tests.e2e.test_bot_itself import QUIET

pytestmark = pytest.mark.e2e

SAID = """
import asyncio, json
from bot.nlg import NeverTheSameTwice
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

def in_polish(text):
    return {"text": text, "condition": [{"type": "slot", "name": "language", "value": "pl"}]}

slot = {"type": "text", "initial_value": "en", "influence_conversation": False, "mappings": [{"type": "custom"}]}
words = {
    "utter_hello": [{"text": "Hello"}, in_polish("Dzień dobry")],
    "utter_in_english": [{"text": "The next words are in English"}, in_polish("Dalej po angielsku")],
    "utter_plan": [{"text": "Your plan"}],
    "utter_draft": [{"text": "Can we talk", "custom": {"show": "own_words"}}],
}
domain = Domain.from_dict({"slots": {"language": slot}, "responses": words})

def said(remembered, *came_with, reply="utter_hello", before=()):
    events = [SlotSet("language", remembered), *(UserUttered("x", metadata=one) for one in came_with)]
    events += [BotUttered(text) for text in before]
    tracker = DialogueStateTracker.from_events("someone", events, slots=domain.slots)
    return asyncio.run(NeverTheSameTwice(None, domain).generate(reply, tracker, "rest"))["text"]

pl, en = {"language": "pl"}, {"language": "en"}
"""


def answers(script: str) -> Any:
    """Return what the script prints, run in the bot's own environment."""
    done = subprocess.run(
        [str(ENVIRONMENT / "bin" / "python"), "-c", SAID + script],
        cwd=ROOT, env=QUIET | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_the_language_that_comes_with_a_turn_stands_above_what_is_remembered() -> None:
    told = answers("""
told = [said("en", pl), said("en", en, pl), said("pl", pl, en)]
print(json.dumps([*told, said("pl"), said("en", None), said("pl", {})]))
""")
    hello, good_day = "Hello", "Dzień dobry"
    assert told == [good_day, good_day, hello, good_day, hello, good_day]


def test_words_that_exist_in_english_only_are_announced_once_and_a_draft_stays_as_it_is() -> None:
    first, again, somali, draft = answers("""
first = said("en", pl, reply="utter_plan")
again = said("en", pl, reply="utter_plan", before=[first])
somali = said("en", {"language": "so"}, reply="utter_plan")
print(json.dumps([first, again, somali, said("en", pl, reply="utter_draft")]))
""")
    assert first == "Dalej po angielsku\n\nYour plan"
    assert again == somali == "Your plan"
    assert draft == "Can we talk"
