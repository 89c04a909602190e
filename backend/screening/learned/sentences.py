"""Reads the sentences the second opinion is trained from: one file for each language and kind."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

SENTENCES_PATH = Path(__file__).parent / "sentences"
_SLOT = re.compile(r"\[([^\]]*)\]")
_STEP = 2  # slots turn at different speeds, so that a few sentences hold many of the words


class SentencesError(ValueError):
    """A file of sentences lacks its heading or holds a slot that is not closed."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One written-out sentence. `template` is the same for all that came from one line."""

    text: str
    kind: str
    language: str
    template: int


def written_out(line: str, limit: int) -> list[str]:
    """Return up to `limit` sentences of a line in which `[a|b]` stands for either; the same ones every time."""
    parts = _SLOT.split(line)
    if any(mark in part for part in parts[::2] for mark in "[]|"):
        raise SentencesError(f"a slot is not closed: {line}")
    choices = [part.split("|") for part in parts[1::2]]
    count = 1
    for choice in choices:
        count = min(limit, count * len(choice))
    found: list[str] = []
    for number in range(count):
        text = parts[0]
        for place, choice in enumerate(choices):
            turn = number * (1 + _STEP * place) + number // len(choice) * place + place
            text += choice[turn % len(choice)] + parts[2 * place + 2]
        found.append(" ".join(text.split()))
    return list(dict.fromkeys(found))


def heading(path: Path) -> dict[str, str]:
    """Return what the first lines of a file say of it. Raises SentencesError when its review status is missing."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
    if not {"kind", "version", "review"} <= found.keys():
        raise SentencesError(f"{path.name} does not say its kind, version and review")
    return found


def load_sentences(limit: int) -> list[Sentence]:
    """Return all sentences, at most `limit` from one line, in a fixed order."""
    found: list[Sentence] = []
    template = 0
    for path in sorted(SENTENCES_PATH.glob("*/*.txt")):
        heading(path)
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            template += 1
            texts = written_out(line, limit)
            found += [Sentence(text, path.stem, path.parent.name, template) for text in texts]
    return found


def digest() -> str:
    """Return what the files together are known by; a trained file carries it."""
    whole = hashlib.sha256()
    for path in sorted(SENTENCES_PATH.rglob("*.*")):
        whole.update(path.relative_to(SENTENCES_PATH).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()[:16]
