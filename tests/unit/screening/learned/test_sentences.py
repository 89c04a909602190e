"""The sentences the second opinion learns from: ours, general, under review, and never those it is measured with."""

import json
import re
from pathlib import Path

import pytest

from backend.screening.learned.sentences import (
    SENTENCES_PATH,
    SentencesError,
    heading,
    load_sentences,
    written_out,
)
from backend.screening.learned.train import A_LINE
from backend.screening.rules import languages

FILES = sorted(SENTENCES_PATH.glob("*/*.txt"))
DATA = Path(__file__).parents[3] / "data" / "screening"
MEASURED_WITH = [
    DATA / "en.jsonl",
    DATA / "en-heldout.jsonl",
    DATA / "en-unseen.jsonl",
    *sorted((DATA / "heldout").glob("*.jsonl")),
    *sorted((DATA / "fresh").glob("*.jsonl")),
    *sorted((DATA / "later").glob("*.jsonl")),
    *sorted((DATA / "unseen").glob("*.jsonl")),
]
METHODS = re.compile(
    r"\b(overdos\w*|razor\w*|blades?|nooses?|ropes?|paracetamol|bleach|tablets? to die|\d+ pills)\b"
)
RISK = [path for path in FILES if not path.stem.startswith("none")]


def plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def test_a_line_is_written_out_the_same_way_every_time() -> None:
    assert written_out("i [like|love] [tea|cake|maps]", 4) == written_out("i [like|love] [tea|cake|maps]", 4)
    assert set(written_out("[a|b] c", 9)) == {"a c", "b c"}
    assert written_out("plain words", 9) == ["plain words"]


@pytest.mark.parametrize("line", ["an [open slot", "a ] b", "a | b"])
def test_a_slot_that_is_not_closed_is_refused(line: str) -> None:
    with pytest.raises(SentencesError):
        written_out(line, 3)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_file_carries_its_review_status(path: Path) -> None:
    assert heading(path)["review"] == "draft; approved_by: null; approved_on: null"


def test_a_file_without_review_status_is_refused(tmp_path: Path) -> None:
    (tmp_path / "suicide.txt").write_text("# kind: suicide\nwords\n", encoding="utf-8")
    with pytest.raises(SentencesError):
        heading(tmp_path / "suicide.txt")


@pytest.mark.parametrize("language", languages())
def test_each_language_has_each_kind_and_talk_that_asks_for_nobody(language: str) -> None:
    kinds = {path.stem for path in FILES if path.parent.name == language}
    assert {"suicide", "self_harm", "abuse", "sexual_harm", "exploitation", "eating", "substances"} <= kinds
    assert {"running_away", "forced_marriage", "friend", "none_hard", "none_everyday"} <= kinds


def test_there_are_thousands_of_different_sentences() -> None:
    assert len({sentence.text for sentence in load_sentences(A_LINE)}) > 6000


@pytest.mark.parametrize("path", RISK, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_method_is_named(path: Path) -> None:
    assert METHODS.findall(path.read_text(encoding="utf-8").lower()) == []


@pytest.mark.parametrize("path", MEASURED_WITH, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_it_is_measured_with_was_learned(path: Path) -> None:
    learned = {plain(sentence.text) for sentence in load_sentences(A_LINE)}
    measured = {plain(json.loads(line)["text"]) for line in path.read_text(encoding="utf-8").splitlines()}
    assert measured & learned == set()
