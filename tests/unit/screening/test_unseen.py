"""Gates over hints and their everyday look-alikes that were written before the second opinion learned by meaning.

80 disclosures said sideways and 80 rows of other talk with the same surface, in English. Nothing was trained on them
and no rule was written for them; docs/screening.md has their figures before and after. Do not tune to them.
"""

import json
from pathlib import Path

from backend.screening import Attention, engine, screen
from backend.screening.report import wilson

LINES = (Path(__file__).parents[2] / "data" / "screening" / "unseen" / "en.jsonl").read_text(encoding="utf-8")
ROWS = [json.loads(line) for line in LINES.splitlines()]
RISK = [row["text"] for row in ROWS if row["label"] == "risk"]
NONE = [row["text"] for row in ROWS if row["label"] == "none"]


def interval(texts: list[str]) -> tuple[float, float]:
    """Return the 95 % interval of the share noticed."""
    return wilson(sum(screen(text).attention is not None for text in texts), len(texts))


def test_recall_of_hints_does_not_fall() -> None:
    assert interval(RISK)[0] >= 0.19  # 23 of 80, as docs/screening.md says


def test_false_alarms_of_their_look_alikes_do_not_rise() -> None:
    assert interval(NONE)[1] <= 0.14


def test_what_likeness_adds_to_hints_asks_for_the_same_day_and_no_sooner() -> None:
    added = [text for text in RISK if not engine.by_rules(text) and screen(text).attention]
    assert len(added) >= 7
    assert {screen(text).attention for text in added} == {Attention.TODAY}


def test_every_row_is_labelled_and_unique() -> None:
    assert len({row["text"] for row in ROWS}) == len(ROWS) == 160
    for row in ROWS:
        assert row["label"] == ("risk" if "clear" in row else "none")
        assert row["source"] == "written-for-evenlight"
