"""Gates over sentences in eight languages, written after the second opinion had been trained and never learned from.

Do not tune to them.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from backend.screening import screen
from backend.screening.report import wilson
from backend.screening.rules import languages

HELDOUT = Path(__file__).parents[2] / "data" / "screening" / "heldout"
LIFE = ("suicide", "self_harm")
HARM = ("abuse", "sexual_harm")
REST = ("exploitation", "eating", "substances", "running_away", "forced_marriage", "friend")
HARD = ("figurative", "sadness", "mention", "negation", "past")
Rows = tuple[tuple[str, str, str], ...]


@cache
def rows(language: str) -> Rows:
    lines = (HELDOUT / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple((row["text"], row["label"], row["kind"]) for row in map(json.loads, lines))


def share(language: str, label: str, kinds: tuple[str, ...]) -> tuple[float, float]:
    """Return the 95 % interval of the share noticed."""
    texts = [text for text, labelled, kind in rows(language) if labelled == label and kind in kinds]
    assert texts
    return wilson(sum(screen(text).attention is not None for text in texts), len(texts))


# One sentence fewer noticed than when they were measured passes, two fail.
FLOORS: list[tuple[str, tuple[str, ...], float]] = [
    ("bn-roman", LIFE, 0.49),
    ("bn-roman", HARM, 0.117),
    ("bn-roman", REST, 0.061),
    ("bn", LIFE, 0.358),
    ("bn", HARM, 0.207),
    ("bn", REST, 0.094),
    ("en", LIFE, 0.29),
    ("en", HARM, 0.551),
    ("en", REST, 0.44),
    ("pa", LIFE, 0.117),
    ("pa", HARM, 0.207),
    ("pa", REST, 0.094),
    ("pl", LIFE, 0.165),
    ("pl", HARM, 0.096),
    ("ro", LIFE, 0.305),
    ("ro", HARM, 0.096),
    ("ro", REST, 0.3),
    ("ur-roman", LIFE, 0.212),
    ("ur-roman", HARM, 0.096),
    ("ur-roman", REST, 0.0),
    ("ur", LIFE, 0.436),
    ("ur", HARM, 0.15),
    ("ur", REST, 0.094),
]
CEILINGS: list[tuple[str, tuple[str, ...], float]] = [
    ("bn-roman", ("smalltalk",), 0.405),
    ("bn-roman", HARD, 0.701),
    ("bn", ("smalltalk",), 0.625),
    ("bn", HARD, 0.906),
    ("en", ("smalltalk",), 0.284),
    ("en", HARD, 0.311),
    ("pa", ("smalltalk",), 0.625),
    ("pa", HARD, 0.906),
    ("pl", ("smalltalk",), 0.405),
    ("pl", HARD, 0.564),
    ("ro", ("smalltalk",), 0.405),
    ("ro", HARD, 0.564),
    ("ur-roman", ("smalltalk",), 0.405),
    ("ur-roman", HARD, 0.471),
    ("ur", ("smalltalk",), 0.625),
    ("ur", HARD, 0.793),
]


@pytest.mark.parametrize(("language", "kinds", "floor"), FLOORS)
def test_recall_does_not_fall(language: str, kinds: tuple[str, ...], floor: float) -> None:
    assert share(language, "risk", kinds)[0] >= floor


@pytest.mark.parametrize(("language", "kinds", "ceiling"), CEILINGS)
def test_false_alarms_do_not_rise(language: str, kinds: tuple[str, ...], ceiling: float) -> None:
    assert share(language, "none", kinds)[1] <= ceiling


@pytest.mark.parametrize("language", languages())
def test_every_language_has_disclosures_and_everyday_talk(language: str) -> None:
    kinds = {kind for _, _, kind in rows(language)}
    assert {
        "suicide",
        "self_harm",
        "abuse",
        "forced_marriage",
        "running_away",
        "smalltalk",
        "sadness",
    } <= kinds
