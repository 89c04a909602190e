"""Settles what was understood: is a disclosure sure enough to fetch a person, and can the bot read the language?"""

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

from bot.certainty import is_guess_at_long_text, settled
from bot.doubt import TAKEN_FOR, Doubt, said_plainly
from bot.steps import step_named
from bot.vocabulary import Known, words

LENGTH = 8.0  # Of every message; how firmly the classifier may learn, chosen by cross-validation.
RANKING = "intent_ranking"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EvenClassifier(LogisticRegressionClassifier):
    """Rasa's logistic regression, to which a long message weighs no more than a short one."""

    def _create_X(self, messages: list[Message]) -> csr_matrix:  # noqa: N802 - the name is Rasa's
        return normalize(super()._create_X(messages).tocsr()) * LENGTH


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SecondNet(GraphComponent, IntentClassifier):
    """Comes after the classifier; changes which intent is answered, never adds words of its own."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings; docs/bot.md tells how they were chosen."""
        return {"sure": 0.7, "sure_now": 0.4, "perhaps": 0.45, "least_known": 0.34, "certain": 0.6}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        known: Known | None = None,
        doubt: Doubt | None = None,
    ) -> None:
        """Take what was set and what was learned."""
        self.config, self.known, self.doubt = config, known or Known([]), doubt or Doubt()
        self._storage, self._resource = storage, resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa passes it
    ) -> "SecondNet":
        """Return one that has learned nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa passes it
        **kwargs: Any,  # noqa: ARG003 - the same
    ) -> "SecondNet":
        """Return the trained one."""
        with model_storage.read_from(resource) as folder:
            learned = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, Known(learned["words"]), Doubt(learned["plain"]))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which words there are, and what is plain: a yes, "I am safe", "I was joking"."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        vocabulary = sorted({word for example in examples for word in words(example.get(TEXT))})
        plain = {said_plainly(one.get(TEXT)) for one in examples if one.get(INTENT) in TAKEN_FOR}
        self.known, self.doubt = Known(vocabulary), Doubt(plain)
        with self._storage.write_to(self._resource) as folder:
            learned = {"words": vocabulary, "plain": sorted(plain)}
            (folder / "words.json").write_text(json.dumps(learned), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Settle the intent of each message."""
        for message in messages:
            ranking = {rank["name"]: rank["confidence"] for rank in message.get(RANKING) or []}
            if ranking:
                name, share = self._intent(message.get(TEXT) or "", ranking)
                first = {"name": name, "confidence": share}
                rest = [rank for rank in message.get(RANKING) if rank["name"] != name]
                message.set(INTENT, first, add_to_output=True)
                message.set(RANKING, [first, *rest], add_to_output=True)
        return messages

    def _intent(self, text: str, ranking: dict[str, float]) -> tuple[str, float]:
        limits = {name: self.config[name] for name in ("sure", "sure_now", "perhaps")}
        name, share = settled(ranking, **limits)
        if step := step_named(name, text):
            return step, 1.0
        if share < self.config["certain"] and not self.known.reads(text, self.config["least_known"]):
            return "other_language", 1.0
        if is_guess_at_long_text(text, name, share, certain=self.config["certain"]):
            return "long_text", 1.0
        if name in TAKEN_FOR and self.doubt.about(name, text):
            return TAKEN_FOR[name], 1.0
        return name, share
