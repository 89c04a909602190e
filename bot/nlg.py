"""Which of several wordings is said: the one said least, and longest ago, in this conversation."""

import copy
from collections.abc import Sequence
from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.choosing import IN_ENGLISH, announced, least_recently_said, unannounced


class NeverTheSameTwice(TemplatedNaturalLanguageGenerator):
    """Rasa's own generator, which by itself picks at random and may say the same thing twice in a row."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        """Take all responses of the domain; there is nothing to configure."""
        super().__init__(domain.responses)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the words for an action, those for the conversation's language where there are any."""
        if utter_action not in self.responses:
            return None
        slots = tracker.current_slot_values() | spoken(tracker)
        suitable = self._suitable(utter_action, output_channel, slots)
        if not suitable:
            return None
        notices = [
            one["text"] for one in self._suitable(IN_ENGLISH, output_channel, slots) if in_language(one)
        ]
        said_so_far = said(tracker)
        chosen = copy.deepcopy(
            least_recently_said(suitable, [unannounced(text, notices) for text in said_so_far])
        )
        if not in_language(chosen) and not is_draft(chosen):
            chosen["text"] = announced(chosen["text"], notices, said_so_far)
        return self._fill_response(chosen, slots, **kwargs)

    def _suitable(
        self, utter_action: str, output_channel: str, slots: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Return the wordings for the conversation's language, or else those without a condition."""
        wordings: list[dict[str, Any]] = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, slots
        )
        return wordings


def in_language(variation: dict[str, Any]) -> bool:
    """Tell whether somebody wrote these words in a language other than English (bot/assemble.py)."""
    return "condition" in variation


def is_draft(variation: dict[str, Any]) -> bool:
    """Tell whether these words are the young person's own, in which the program says nothing of itself."""
    return (variation.get("custom") or {}).get("show") == "own_words"


def spoken(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return the language that came with this turn. The slot alone is forgotten, after a restart or 200 events."""
    language = (tracker.latest_message.metadata or {}).get("language") if tracker.latest_message else None
    return {"language": language} if isinstance(language, str) else {}


def said(tracker: DialogueStateTracker) -> Sequence[str]:
    """Return all that the bot said in this conversation, oldest first."""
    return [event.text for event in tracker.events if isinstance(event, BotUttered) and event.text]
