"""Fits a softmax to features: logistic regression for several answers, kept small by a penalty on its weights.

Full batches and fixed steps, on one core: the same features give the same weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
Indices = NDArray[np.int64]
_PACE, _MEMORY, _SPREAD = 0.03, 0.9, 0.99


class Features(Protocol):
    """Rows of features, as far as fitting needs them."""

    width: int

    def times(self, weights: Numbers) -> Numbers:
        """Return one row of sums a sentence."""

    def back(self, errors: Numbers) -> Numbers:
        """Return one row of sums a feature."""


class Dense:
    """Features that are all there for every sentence."""

    def __init__(self, rows: Numbers) -> None:
        self._rows, self.width = rows, rows.shape[1]

    def times(self, weights: Numbers) -> Numbers:
        """Return one row of sums a sentence."""
        return self._rows @ weights

    def back(self, errors: Numbers) -> Numbers:
        """Return one row of sums a feature."""
        return self._rows.T @ errors


class Sparse:
    """Features of which a sentence has few: those it has count alike, and together as much in any sentence."""

    def __init__(self, rows: Sequence[Indices], width: int) -> None:
        sizes = np.array([len(row) for row in rows])
        self.width, self._starts = width, np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self._at = np.concatenate(rows)
        self._worth = np.repeat(1 / np.sqrt(sizes), sizes).astype(np.float32)[:, None]
        order = np.argsort(self._at, kind="stable")
        self._from = np.repeat(np.arange(len(rows)), sizes)[order]
        self._worth_sorted = self._worth[order]
        self._used, self._first = np.unique(self._at[order], return_index=True)

    def times(self, weights: Numbers) -> Numbers:
        """Return one row of sums a sentence."""
        found: Numbers = np.add.reduceat(weights[self._at] * self._worth, self._starts, axis=0)
        return found

    def back(self, errors: Numbers) -> Numbers:
        """Return one row of sums a feature."""
        found = np.zeros((self.width, errors.shape[1]), np.float32)
        found[self._used] = np.add.reduceat(errors[self._from] * self._worth_sorted, self._first, axis=0)
        return found


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by feature and answer, and where each answer starts from."""

    weights: Numbers
    start: Numbers


def _shares(leanings: Numbers) -> Numbers:
    raised = np.exp(leanings - leanings.max(axis=1, keepdims=True))
    shares: Numbers = raised / raised.sum(axis=1, keepdims=True)
    return shares


def fit(features: Features, answers: Indices, count: int, penalty: float, rounds: int) -> Fit:
    """Return what tells `count` answers apart. `answers` holds the right one of each sentence."""
    right = np.eye(count, dtype=np.float32)[answers]
    parts = [np.zeros((features.width, count), np.float32), np.zeros(count, np.float32)]
    means, squares = [np.zeros_like(part) for part in parts], [np.zeros_like(part) for part in parts]
    for turn in range(1, rounds + 1):
        errors = ((_shares(features.times(parts[0]) + parts[1]) - right) / len(answers)).astype(np.float32)
        slopes = [features.back(errors) + penalty * parts[0], errors.sum(axis=0)]
        pace = _PACE * min(1.0, 2 * (rounds - turn + 1) / rounds)
        for part, slope, mean, square in zip(parts, slopes, means, squares, strict=True):
            mean[...] += (1 - _MEMORY) * (slope - mean)
            square[...] += (1 - _SPREAD) * (slope**2 - square)
            step = np.sqrt(square / (1 - _SPREAD**turn)) + 1e-9
            part[...] -= np.float32(pace) * (mean / (1 - _MEMORY**turn) / step).astype(np.float32)
    return Fit(parts[0], parts[1])
