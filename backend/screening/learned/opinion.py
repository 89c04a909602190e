"""The second opinion: notices words that are like those it learned from. It may add a reason, never take one away."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.core.attention import Attention
from backend.screening.folding import Folded
from backend.screening.learned.features import Window, columns, windows
from backend.screening.learned.meaning import KNOWN_TO_MEANING, Meaning
from backend.screening.learned.trained import Trained, from_bytes
from backend.screening.model import Reason

_SHORTEST = 3  # words; fewer say too little
SAYS = {
    "suicide": "think about dying or ending their life",
    "self_harm": "hurt themselves",
    "abuse": "are hurt or afraid at home or of someone",
    "sexual_harm": "are touched, forced or pressed for pictures",
    "exploitation": "are made to do things for others",
    "eating": "have stopped eating or make themselves sick",
    "substances": "drink or take drugs to cope",
    "running_away": "have left home or are about to",
    "forced_marriage": "are made to marry or threatened for honour",
    "friend": "fear for a friend",
}
_Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Leaning:
    """Where one window leans. Nothing of this leaves the package."""

    window: Window
    kind: str
    language: str
    by: float
    by_words: float


def _sum(columns_of: NDArray[np.int64], steps: NDArray[np.int8], unit: _Numbers, start: _Numbers) -> _Numbers:
    whole = steps[columns_of].sum(axis=0, dtype=np.int32)
    summed: _Numbers = whole * unit / np.float32(np.sqrt(len(columns_of))) + start
    return summed


def _apart(values: _Numbers, asks: NDArray[np.bool_]) -> float:
    """Return how far the answers that ask for somebody stand above those that ask for nobody."""
    return float(np.logaddexp.reduce(values[asks]) - np.logaddexp.reduce(values[~asks]))


class SecondOpinion:
    """One trained file, ready to read messages."""

    def __init__(self, trained: Trained, meaning: Meaning) -> None:
        self._trained, self._meaning = trained, meaning
        self._asks = np.array([not answer.startswith("none") for answer in trained.answers])
        self._of_meaning = trained.of_meaning.exact()
        self._worth_a_look = trained.needed | trained.needed_of_words

    def _by_words(self, window: Window) -> tuple[_Numbers, str]:
        known, at = self._trained, columns(window.words)
        values = _sum(at, known.of_words.steps, known.of_words.unit, known.start_words)
        spoken = _sum(at, known.of_languages.steps, known.of_languages.unit, known.start_languages)
        return values, known.languages[int(spoken.argmax())]

    def _by_meaning(self, texts: Sequence[str]) -> _Numbers:
        values: _Numbers = self._meaning.vectors(texts) @ self._of_meaning + self._trained.start_meaning
        return values

    def leanings(self, folded: Folded) -> list[Leaning]:
        """Return where the windows of a message lean, as far as they are worth a look."""
        leanings: list[Leaning] = []
        known: list[tuple[Window, str, _Numbers]] = []
        for window in windows(folded):
            if len(window.words) < _SHORTEST:
                continue
            values, language = self._by_words(window)
            if _apart(values, self._asks) < self._worth_a_look[language]:
                continue
            if language in KNOWN_TO_MEANING:
                known.append((window, language, values))
            else:
                leanings.append(self._leaning(window, language, values))
        if known:
            meant = self._by_meaning([window.text for window, _, _ in known])
            leanings += [self._leaning(*entry, more) for entry, more in zip(known, meant, strict=True)]
        return leanings

    def _leaning(
        self, window: Window, language: str, values: _Numbers, meant: _Numbers | None = None
    ) -> Leaning:
        by = by_words = _apart(values, self._asks)
        if meant is not None:
            by += _apart(meant, self._asks)
            values = values + meant
        asking = np.where(self._asks, values, -np.inf)
        return Leaning(window, self._trained.answers[int(asking.argmax())], language, by, by_words)

    def _is_clear(self, leaning: Leaning) -> bool:
        of_kind = f"{leaning.language}.{leaning.kind}"
        needed, of_words = self._trained.needed, self._trained.needed_of_words
        return leaning.by >= needed.get(of_kind, needed[leaning.language]) and (
            leaning.by_words >= of_words.get(of_kind, -math.inf)
        )

    def reasons(self, folded: Folded) -> list[Reason]:
        """Return the clearest reason for each kind whose words are like those learned from; often none."""
        clearest: dict[str, Leaning] = {}
        for leaning in self.leanings(folded):
            known = clearest.get(leaning.kind)
            if self._is_clear(leaning) and (known is None or leaning.by > known.by):
                clearest[leaning.kind] = leaning
        return [_reason(leaning) for leaning in clearest.values()]


def open_opinion(content: bytes) -> SecondOpinion:
    """Return the second opinion that a trained file holds. Raises when the file or the embedding is not as it was."""
    return SecondOpinion(from_bytes(content), Meaning())


def _reason(leaning: Leaning) -> Reason:
    says = f"the words are like those of young people who {SAYS[leaning.kind]}"
    window = leaning.window
    return Reason(f"learned.{leaning.kind}", leaning.kind, says, window.start, window.end, Attention.TODAY)
