"""Training gives the same bytes each time, and the committed file is what the committed sentences give."""

from dataclasses import replace

import numpy as np
import pytest

from backend.screening.learned import features
from backend.screening.learned.fitting import Dense, Sparse, fit
from backend.screening.learned.loading import TRAINED_PATH
from backend.screening.learned.sentences import Sentence, digest
from backend.screening.learned.train import learn
from backend.screening.learned.trained import TrainedFileError, Weights, from_bytes, to_bytes

FEW = [
    Sentence("i do not want to be here any more", "suicide", "en", 1),
    Sentence("he hurts me at home", "abuse", "en", 2),
    Sentence("we had pizza after football", "none_everyday", "en", 3),
    Sentence("nie chce juz zyc", "suicide", "pl", 4),
    Sentence("jutro mam mecz", "none_everyday", "pl", 5),
]


def test_the_same_sentences_give_the_same_bytes() -> None:
    assert to_bytes(learn(FEW, rounds=6)) == to_bytes(learn(FEW, rounds=6))


def test_the_committed_file_was_trained_from_the_committed_sentences() -> None:
    assert from_bytes(TRAINED_PATH.read_bytes()).sentences == digest(), "run `make train-screening`"


def test_the_committed_file_is_small() -> None:
    assert TRAINED_PATH.stat().st_size < 3_000_000


def test_what_is_written_is_read_again() -> None:
    trained = learn(FEW, rounds=3)
    assert to_bytes(from_bytes(to_bytes(trained))) == to_bytes(trained)


@pytest.mark.parametrize("damage", [b"", b"x", b"evenlight-second-opinion\n" + b"\0" * 64])
def test_other_bytes_are_refused(damage: bytes) -> None:
    with pytest.raises(TrainedFileError):
        from_bytes(damage)


def test_one_flipped_bit_is_refused() -> None:
    content = bytearray(TRAINED_PATH.read_bytes())
    content[len(content) // 2] ^= 1
    with pytest.raises(TrainedFileError):
        from_bytes(bytes(content))


def test_a_file_for_other_features_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = to_bytes(learn(FEW, rounds=2))
    monkeypatch.setattr(features, "VERSION", features.VERSION + 1)
    with pytest.raises(TrainedFileError):
        from_bytes(content)


def test_few_and_many_features_say_the_same() -> None:
    rows = [np.array([0, 2]), np.array([1, 2]), np.array([0, 1])]
    full = np.zeros((3, 3), np.float32)
    for at, row in enumerate(rows):
        full[at, row] = np.sqrt(0.5)
    sparse, dense, weights = Sparse(rows, 3), Dense(full), np.arange(6, dtype=np.float32).reshape(3, 2)
    np.testing.assert_allclose(sparse.times(weights), dense.times(weights), rtol=1e-6)
    np.testing.assert_allclose(sparse.back(weights), dense.back(weights), rtol=1e-6)


def test_what_differs_is_told_apart() -> None:
    rows, answers = np.eye(3, dtype=np.float32), np.array([0, 1, 0])
    found = fit(Dense(rows), answers, 2, 0.001, 60)
    assert (rows @ found.weights + found.start).argmax(axis=1).tolist() == answers.tolist()


def test_rounding_to_steps_stays_within_half_a_step() -> None:
    exact = np.linspace(-3, 5, 40, dtype=np.float32).reshape(20, 2)
    weights = Weights.of(exact)
    assert np.abs(weights.exact() - exact).max() <= weights.unit.max() * 0.51
    assert replace(weights).steps.dtype == np.int8
