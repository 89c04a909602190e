"""When the second opinion is missing or broken, the rules answer alone and the status says so."""

from pathlib import Path

import pytest

from backend.screening import VERSION, engine, learned_status, screen
from backend.screening.folding import Folded
from backend.screening.learned import loading
from backend.screening.learned.loading import Opinion, SecondReader
from backend.screening.model import Reason

EMPTY = Folded("", [])


class Broken:
    def reasons(self, folded: Folded) -> list[Reason]:
        raise RuntimeError(folded.text)


def missing() -> Opinion:
    raise FileNotFoundError


def test_it_works_here() -> None:
    assert screen("hello there my friend").version == VERSION
    assert learned_status().ok


@pytest.mark.parametrize("opens", [missing, Broken])
def test_what_goes_wrong_is_told_and_raises_nothing(opens: type[Broken]) -> None:
    reader = SecondReader(opens)
    assert reader.reasons(EMPTY) == []
    assert not reader.status.ok
    assert "phrase list" in reader.status.detail


def test_a_missing_file_is_tried_once() -> None:
    tries = []

    def opens() -> Opinion:
        tries.append(1)
        raise FileNotFoundError

    reader = SecondReader(opens)
    for _ in range(3):
        reader.reasons(EMPTY)
    assert tries == [1]


def test_the_rules_answer_without_it_and_the_version_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SECOND_READER", SecondReader(missing))
    assert screen("i want to die").attention is not None
    assert screen("the kettle is on").version == VERSION + "-rules-only"
    assert not learned_status().ok


def test_a_damaged_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = tmp_path / "trained.bin"
    damaged.write_bytes(b"nothing of ours")
    monkeypatch.setattr(loading, "TRAINED_PATH", damaged)
    reader = SecondReader()
    reader.warm_up()
    assert not reader.status.ok
