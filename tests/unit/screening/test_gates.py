"""Gates over sentences written for this project: what was heard stays heard, and quiet talk stays quiet.

`en-heldout.jsonl` was written before the wider rules, but by the person who then wrote them: it guards against
regressions and says nothing about messages nobody here wrote. `en-unseen.jsonl` was written after the rules
were finished and measured without changing them: it is small, and the honest one of the two. Do not tune to it.
"""

import json
from pathlib import Path

import pytest

from backend.screening import screen
from backend.screening.report import wilson

DATA = Path(__file__).parents[2] / "data" / "screening"
HARD = ("figurative", "mention", "negation", "past", "sadness")

# Lowest allowed lower bound of the 95 % interval of recall: one message fewer than measured passes, two fail.
RECALL = [
    ("en-heldout", ("suicide",), 0.735),
    ("en-heldout", ("self_harm",), 0.760),
    ("en-heldout", ("suicide", "self_harm"), 0.805),
    ("en-heldout", ("abuse",), 0.785),
    ("en-heldout", ("sexual_harm",), 0.710),
    ("en-heldout", ("eating", "substances", "exploitation"), 0.695),
    ("en-heldout", ("running_away", "forced_marriage", "friend"), 0.715),
    ("en-unseen", ("suicide", "self_harm"), 0.115),
    ("en-unseen", ("abuse", "sexual_harm"), 0.324),
]
# Highest allowed upper bound of the 95 % interval of false alarms: one more than measured passes, two fail.
FALSE_ALARMS = [
    ("en-heldout", ("smalltalk",), 0.150),
    ("en-heldout", ("figurative",), 0.341),
    ("en-heldout", ("mention",), 0.305),
    ("en-heldout", ("negation",), 0.550),
    ("en-heldout", HARD, 0.200),
    ("en-unseen", ("smalltalk",), 0.300),
    ("en-unseen", HARD, 0.392),
]


def _texts(name: str, label: str, kinds: tuple[str, ...]) -> list[str]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows if row["label"] == label and row["kind"] in kinds]


def _interval(texts: list[str]) -> tuple[float, float]:
    assert texts
    return wilson(sum(screen(text).attention is not None for text in texts), len(texts))


@pytest.mark.parametrize(("name", "kinds", "floor"), RECALL)
def test_recall_does_not_fall(name: str, kinds: tuple[str, ...], floor: float) -> None:
    assert _interval(_texts(name, "risk", kinds))[0] >= floor


@pytest.mark.parametrize(("name", "kinds", "ceiling"), FALSE_ALARMS)
def test_false_alarms_do_not_rise(name: str, kinds: tuple[str, ...], ceiling: float) -> None:
    assert _interval(_texts(name, "none", kinds))[1] <= ceiling


@pytest.mark.parametrize("name", ["en", "en-heldout", "en-unseen"])
def test_every_row_is_labelled_and_unique(name: str) -> None:
    rows = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == {"text", "label", "kind", "lang", "source"}
        assert row["label"] in ("risk", "none")
        assert row["source"] == "written-for-evenlight"


def test_no_sentence_is_in_two_sets() -> None:
    sets = []
    for name in ("en", "en-heldout", "en-unseen"):
        lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        sets.append({json.loads(line)["text"] for line in lines})
    assert not (sets[0] & sets[1] | sets[0] & sets[2] | sets[1] & sets[2])
