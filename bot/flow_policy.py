"""The flows as a policy of Rasa: deterministic, learns nothing, and stands before the rules (docs/adr/0020)."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from rasa.core.constants import POLICY_PRIORITY
from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from bot.doubt import Doubt
from bot.flow import Flows, read

ABOVE_RULES = 7


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class FlowPolicy(Policy):
    """Says what bot/flows.yml says; where it says nothing, has no opinion."""

    def __init__(self, *args: Any, flows: Flows | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._flows = flows or read()
        self._doubt = Doubt()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings: a rule never stands above a flow."""
        return {POLICY_PRIORITY: ABOVE_RULES}

    def _create_featurizer(self) -> TrackerFeaturizer | None:
        return None  # It reads the conversation itself.

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **_: Any) -> Resource:
        """Learn nothing."""
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> FlowPolicy:
        """Return the policy; there is nothing in the model for it."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **_: Any,
    ) -> PolicyPrediction:
        """Name the next reply of a flow, or the end of the turn; nothing outside a flow."""
        probabilities = self._default_predictions(domain)
        if action := self._next(tracker):
            probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities)

    def _next(self, tracker: DialogueStateTracker) -> str | None:
        intent, now, before = turns(tracker)
        text = (tracker.latest_message.text if tracker.latest_message else None) or ""
        planned = self._flows.following(before, intent, hesitant=self._doubt.hesitates(text))
        if planned is None or now != planned[: len(now)]:
            return None
        return [*planned, ACTION_LISTEN_NAME][len(now)] if len(now) <= len(planned) else None


def turns(tracker: DialogueStateTracker) -> tuple[str, list[str], list[str]]:
    """Return the last intent, the replies since then, and the replies of the bot's turn before, oldest first."""
    events = iter(reversed(tracker.applied_events()))
    heard: list[UserUttered] = []
    replies: list[list[str]] = [[], []]
    for event in takewhile(lambda _: len(heard) < 2, events):
        if isinstance(event, UserUttered):
            heard.append(event)
        elif isinstance(event, ActionExecuted) and (event.action_name or "").startswith("utter_"):
            replies[len(heard)].insert(0, event.action_name)
    return (heard[0].intent_name or "" if heard else ""), replies[0], replies[1]
