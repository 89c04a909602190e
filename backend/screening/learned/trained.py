"""The trained file: what was learned, in few bytes, with a checksum; the same bytes from the same sentences."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backend.screening.learned import features

_MAGIC = b"evenlight-second-opinion\n"
_CHECKSUM_BYTES = 32
_SIZE_BYTES = 4
_STEPS = 127  # weights are stored as whole numbers from -127 to 127, each column with its own unit


class TrainedFileError(ValueError):
    """The trained file is damaged, or made for other code than this."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole numbers, one column an answer, and what one step of each column is worth."""

    steps: NDArray[np.int8]
    unit: NDArray[np.float32]

    @classmethod
    def of(cls, exact: NDArray[np.float32]) -> "Weights":
        """Round `exact` to steps."""
        unit = np.maximum(np.abs(exact).max(axis=0), 1e-6).astype(np.float32) / np.float32(_STEPS)
        return cls(np.rint(exact / unit).astype(np.int8), unit)

    def exact(self) -> NDArray[np.float32]:
        """Return the numbers that the steps stand for."""
        return self.steps.astype(np.float32) * self.unit


@dataclass(frozen=True, slots=True)
class Trained:
    """What was learned. `answers` are kinds; those that begin with "none" ask for nobody.

    `needed` is how clearly a window must lean before it counts, by language of the window ("en") or by language and
    kind ("en.suicide"); `needed_of_words` is how far its words alone must lean, for their meaning to be looked up.
    """

    answers: tuple[str, ...]
    languages: tuple[str, ...]
    needed: dict[str, float]
    needed_of_words: dict[str, float]
    sentences: str
    of_words: Weights
    of_languages: Weights
    of_meaning: Weights
    start_words: NDArray[np.float32]
    start_languages: NDArray[np.float32]
    start_meaning: NDArray[np.float32]


_WEIGHTS = ("of_words", "of_languages", "of_meaning")
_STARTS = ("start_words", "start_languages", "start_meaning")


def to_bytes(trained: Trained) -> bytes:
    """Return the bytes of a trained file."""
    arrays: dict[str, NDArray[np.int8] | NDArray[np.float32]] = {}
    for name in _WEIGHTS:
        weights = getattr(trained, name)
        arrays |= {f"{name}.steps": weights.steps, f"{name}.unit": weights.unit}
    arrays |= {name: getattr(trained, name) for name in _STARTS}
    heading = {
        "features": features.VERSION,
        "answers": trained.answers,
        "languages": trained.languages,
        "needed": trained.needed,
        "needed_of_words": trained.needed_of_words,
        "sentences": trained.sentences,
        "arrays": [[name, array.dtype.str, array.shape] for name, array in arrays.items()],
    }
    head = json.dumps(heading, sort_keys=True).encode()
    body = b"".join(np.ascontiguousarray(array).tobytes() for array in arrays.values())
    whole = _MAGIC + len(head).to_bytes(_SIZE_BYTES, "big") + head + body
    return whole + hashlib.sha256(whole).digest()


def from_bytes(content: bytes) -> Trained:
    """Read a trained file. Raises TrainedFileError when it is not whole or not for this code."""
    whole, checksum = content[:-_CHECKSUM_BYTES], content[-_CHECKSUM_BYTES:]
    if not whole.startswith(_MAGIC) or hashlib.sha256(whole).digest() != checksum:
        raise TrainedFileError("the checksum does not match")
    at = len(_MAGIC) + _SIZE_BYTES
    size = int.from_bytes(whole[len(_MAGIC) : at], "big")
    heading = json.loads(whole[at : at + size])
    if heading["features"] != features.VERSION:
        raise TrainedFileError("it was made for another version")
    at += size
    parts: dict[str, Any] = {}
    for name, kind, shape in heading["arrays"]:
        parts[name] = np.frombuffer(whole, np.dtype(kind), int(np.prod(shape)), at).reshape(shape)
        at += parts[name].nbytes
    weights: dict[str, Any] = {
        name: Weights(parts[f"{name}.steps"], parts[f"{name}.unit"]) for name in _WEIGHTS
    }
    starts = {name: parts[name] for name in _STARTS}
    plain: dict[str, Any] = {name: heading[name] for name in ("needed", "needed_of_words", "sentences")}
    plain |= {name: tuple(heading[name]) for name in ("answers", "languages")}
    return Trained(**plain, **weights, **starts)
