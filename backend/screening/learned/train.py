"""`evenlight train-screening`: learns the second opinion from our own sentences and writes it to one file.

Nothing but the files in `sentences/` is read. The same sentences give the same bytes on the same kind of machine.
"""

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from backend.screening.folding import Folded
from backend.screening.learned.features import COLUMNS, columns, windows
from backend.screening.learned.fitting import Dense, Fit, Indices, Sparse, fit
from backend.screening.learned.loading import TRAINED_PATH
from backend.screening.learned.meaning import KNOWN_TO_MEANING, Meaning
from backend.screening.learned.sentences import SENTENCES_PATH, Sentence, digest, load_sentences
from backend.screening.learned.trained import Trained, Weights, to_bytes
from backend.screening.rules import folder_of_characters

A_LINE = 6  # sentences from one line: many lines teach more than many turns of one
_ROUNDS = 120
_PENALTY_WORDS, _PENALTY_MEANING = 2e-5, 1e-3  # few numbers say much of the meaning: they are held down


def _needed(table: str) -> dict[str, float]:
    """Return the operating points, which people set after looking at the measured curves."""
    path = SENTENCES_PATH / "operating.toml"
    needed: dict[str, float] = tomllib.loads(path.read_text(encoding="utf-8"))[table]
    return {of: float(value) for of, value in sorted(needed.items())}


def _words(sentence: Sentence) -> tuple[str, ...]:
    folded: Folded = folder_of_characters().fold(sentence.text)
    return tuple(word for window in windows(folded) for word in window.words)


def _numbers(names: Sequence[str], known: Sequence[str]) -> Indices:
    return np.array([known.index(name) for name in names], dtype=np.int64)


def _of_meaning(
    sentences: Sequence[Sentence], words: list[tuple[str, ...]], kinds: Indices, count: int, rounds: int
) -> Fit:
    """Return what the sentences teach by their meaning, in the languages that the embedding knows."""
    known = [at for at, sentence in enumerate(sentences) if sentence.language in KNOWN_TO_MEANING]
    vectors = Meaning().vectors([" ".join(words[at]) for at in known])
    return fit(Dense(vectors), kinds[known], count, _PENALTY_MEANING, rounds)


def learn(sentences: Sequence[Sentence], rounds: int = _ROUNDS) -> Trained:
    """Return what `sentences` teach."""
    words = [_words(sentence) for sentence in sentences]
    answers = sorted({sentence.kind for sentence in sentences})
    languages = sorted({sentence.language for sentence in sentences})
    kinds = _numbers([sentence.kind for sentence in sentences], answers)
    spoken = _numbers([sentence.language for sentence in sentences], languages)
    sparse = Sparse([columns(found) for found in words], COLUMNS)
    of_words = fit(sparse, kinds, len(answers), _PENALTY_WORDS, rounds)
    of_languages = fit(sparse, spoken, len(languages), _PENALTY_WORDS, rounds // 3)
    of_meaning = _of_meaning(sentences, words, kinds, len(answers), rounds)
    return _trained(answers, languages, of_words, of_languages, of_meaning)


def _trained(
    answers: list[str],
    languages: list[str],
    of_words: Fit,
    of_languages: Fit,
    of_meaning: Fit,
) -> Trained:
    return Trained(
        answers=tuple(answers),
        languages=tuple(languages),
        needed=_needed("needed"),
        needed_of_words=_needed("needed_of_words"),
        sentences=digest(),
        of_words=Weights.of(of_words.weights),
        of_languages=Weights.of(of_languages.weights),
        of_meaning=Weights.of(of_meaning.weights),
        start_words=of_words.start,
        start_languages=of_languages.start,
        start_meaning=of_meaning.start,
    )


def main(argv: list[str] | None = None) -> int:
    """Train, and write the file. Returns 0."""
    parser = argparse.ArgumentParser(prog="evenlight train-screening", description=__doc__)
    parser.add_argument("--to", type=Path, default=TRAINED_PATH, help="where to write")
    options = parser.parse_args(argv)
    sentences = load_sentences(A_LINE)
    content = to_bytes(learn(sentences))
    options.to.write_bytes(content)
    size_kb, known_by = len(content) // 1024, hashlib.sha256(content).hexdigest()[:16]
    sys.stdout.write(f"{len(sentences)} sentences, {size_kb} KB, {known_by}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
