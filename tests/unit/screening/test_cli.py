"""`evenlight screen` on JSON lines."""

import io
import json

import pytest

from backend.screening.cli import main
from backend.screening.report import wilson

LINES = [
    {"text": "i want to die", "label": "risk", "kind": "suicide", "lang": "en", "source": "own"},
    {"text": "the kettle is on", "label": "risk", "kind": "suicide", "lang": "en", "source": "own"},
    {"text": "hello", "label": "none", "kind": "smalltalk", "lang": "en", "source": "own"},
    {"text": "hello again", "label": "ambiguous", "kind": "unclear"},
]


def run(monkeypatch: pytest.MonkeyPatch, lines: str, *argv: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    return main(list(argv))


def test_one_line_is_written_for_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "\n".join(json.dumps(line) for line in LINES)) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["attention"] for answer in answers] == ["today", None, None, None]
    assert answers[0]["kinds"] == ["suicide"]
    assert answers[0]["reasons"][0]["start"] == 0


def test_a_report_counts_and_lists_the_misses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "\n".join(json.dumps(line) for line in LINES), "--report") == 0
    out = capsys.readouterr().out
    assert "1 of 2" in out
    assert "0 of 1" in out
    assert "missed: 1\n  [en suicide own] the kettle is on" in out
    assert "ambiguous unclear" in out


def test_a_summary_leaves_the_messages_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "\n".join(json.dumps(line) for line in LINES), "--report", "--summary") == 0
    assert "kettle" not in capsys.readouterr().out


@pytest.mark.parametrize("line", ["not json", "[]", "{}", '{"text": 1}'])
def test_a_line_that_cannot_be_read_is_named(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, '{"text": "hello"}\n' + line) == 2
    assert "line 2" in capsys.readouterr().err


def test_wilson_intervals() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
