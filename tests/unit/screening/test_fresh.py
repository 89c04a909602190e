"""Gates over two later sets of sentences, in eight languages.

`fresh` was written on 23 November 2026 by somebody who had seen neither the other sets nor the public one, before any
rule. The same person then wrote the `*_fresh.toml` rules: from then on it guards against regressions and flatters.
`later` was written after those rules and measured once; docs/screening.md has that figure, which is the honest one.
`clear` marks a disclosure said outright; the rest is said sideways. What was said outright and missed got rules of its
own after the measuring (`said_plainly.toml`): a disclosure that we know is missed is mended. Nothing else is tuned to.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from backend.screening import screen
from backend.screening.report import wilson
from backend.screening.rules import languages, load_rules

DATA = Path(__file__).parents[2] / "data" / "screening"
LIFE = ("suicide", "self_harm")
HARM = ("abuse", "sexual_harm")
REST = ("exploitation", "eating", "substances", "running_away", "forced_marriage", "friend")
HARD = ("figurative", "sadness", "mention", "negation", "past")
Row = dict[str, str | bool]


@cache
def rows(name: str, language: str) -> list[Row]:
    lines = (DATA / name / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def interval(found: list[Row]) -> tuple[float, float]:
    """Return the 95 % interval of the share noticed."""
    assert found
    return wilson(sum(screen(str(row["text"])).attention is not None for row in found), len(found))


def of_kinds(name: str, language: str, kinds: tuple[str, ...]) -> list[Row]:
    return [row for row in rows(name, language) if row["kind"] in kinds]


# Lowest allowed lower bound of recall: about two sentences under what was reached.
FLOORS = [
    ("en", LIFE, 0.72),
    ("en", HARM, 0.87),
    ("en", REST, 0.74),
    ("ur-roman", LIFE, 0.74),
    ("ur-roman", HARM, 0.63),
    ("ur-roman", REST, 0.65),
    ("pl", LIFE, 0.60),
    ("pl", HARM, 0.65),
    ("pl", REST, 0.56),
    ("bn-roman", LIFE, 0.67),
    ("bn-roman", HARM, 0.60),
    ("bn-roman", REST, 0.62),
    ("ro", LIFE, 0.68),
    ("ur", LIFE, 0.65),
    ("bn", LIFE, 0.60),
    ("pa", LIFE, 0.69),
]
# Highest allowed upper bound of false alarms: one more than was reached passes, two fail.
CEILINGS = [
    ("en", ("smalltalk",), 0.068),
    ("en", HARD, 0.107),
    ("ur-roman", ("smalltalk",), 0.36),
    ("ur-roman", HARD, 0.38),
    ("pl", ("smalltalk",), 0.32),
    ("pl", HARD, 0.24),
    ("ro", HARD, 0.27),
    ("bn-roman", HARD, 0.59),
    ("ur", HARD, 0.32),
    ("bn", HARD, 0.48),
    ("pa", HARD, 0.29),
]


@pytest.mark.parametrize(("language", "kinds", "floor"), FLOORS)
def test_recall_does_not_fall(language: str, kinds: tuple[str, ...], floor: float) -> None:
    assert interval(of_kinds("fresh", language, kinds))[0] >= floor


@pytest.mark.parametrize(("language", "kinds", "ceiling"), CEILINGS)
def test_false_alarms_do_not_rise(language: str, kinds: tuple[str, ...], ceiling: float) -> None:
    assert interval(of_kinds("fresh", language, kinds))[1] <= ceiling


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["fresh", "later"])
def test_every_clear_disclosure_is_noticed(name: str, language: str) -> None:
    clear = [str(row["text"]) for row in rows(name, language) if row.get("clear")]
    assert clear
    assert [text for text in clear if screen(text).attention is None] == []


def test_other_talk_that_no_rule_was_written_for_raises_no_alarm() -> None:
    found = [row for language in languages() for row in rows("later", language) if row["label"] == "none"]
    assert interval(found)[1] <= 0.13


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["fresh", "later"])
def test_every_row_is_labelled_and_unique_and_no_rule_example(name: str, language: str) -> None:
    texts = [str(row["text"]) for row in rows(name, language)]
    examples = {text for rule in load_rules(language).data for text in (*rule.hit, *rule.no_hit)}
    assert len(set(texts)) == len(texts)
    assert not examples & set(texts)
    for row in rows(name, language):
        assert row["label"] == ("none" if row["kind"] in (*HARD, "smalltalk") else "risk")
        assert ("clear" in row) == (row["label"] == "risk")
        assert row["lang"] == language
