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

from bot.choosing import least_recently_said


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
        suitable = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, slots
        )
        if not suitable:
            return None
        chosen = copy.deepcopy(least_recently_said(suitable, said(tracker)))
        return self._fill_response(chosen, slots, **kwargs)


def spoken(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return the language that came with this turn. The slot alone is forgotten, after a restart or 200 events."""
    language = (tracker.latest_message.metadata or {}).get("language") if tracker.latest_message else None
    return {"language": language} if isinstance(language, str) else {}


def said(tracker: DialogueStateTracker) -> Sequence[str]:
    """Return all that the bot said in this conversation, oldest first."""
    return [event.text for event in tracker.events if isinstance(event, BotUttered) and event.text]
