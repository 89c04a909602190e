"""Whether a text may be taken for "I am safe", a yes or "I was joking": told by its words, not by likelihood."""

from collections.abc import Collection, Iterable
from pathlib import Path

import yaml

from bot.vocabulary import folded, words

FILE = Path(__file__).resolve().parent / "doubt.yml"
# What a doubtful one is taken for in place of the intent. Right after "Are you safe right now?" both fetch a person.
TAKEN_FOR = {"safe_now": "unclear_safety", "affirm": "unsure", "take_back": "unclear_safety"}


class Doubt:
    """Words that deny or doubt, in all languages together; a text that was learned word for word is past doubt."""

    def __init__(self, plain: Collection[str] = (), file: Path = FILE) -> None:
        """Take what was learned, as `said_plainly` returns it, and the file with the words."""
        held = yaml.safe_load(file.read_text(encoding="utf-8"))
        self.plain = frozenset(plain)
        self.denies, self.doubts = (
            [folded(word) for group in held[part].values() for word in group] for part in ("denies", "doubts")
        )
        self.means_it = [said_plainly(one) for group in held["means_it"].values() for one in group]

    def about(self, intent: str, text: str) -> bool:
        """Tell whether the text is not plainly "I am safe", no plain yes, or does not take back what was said."""
        if said_plainly(text) in self.plain:
            return False
        if intent == "take_back":
            return any(one in said_plainly(text) for one in self.means_it)
        if intent == "affirm":
            return has_one(text, self.denies)
        return any(mark in text for mark in "?\u061f") or self.hesitates(text)

    def hesitates(self, text: str) -> bool:
        """Tell whether a text denies or doubts at all: "i think so" is a yes to most questions, not to all."""
        return has_one(text, self.denies + self.doubts)


def said_plainly(text: str) -> str:
    """Return the words of a text, one blank between them; apostrophes and hyphens do not matter."""
    for mark in "'\u2019":
        text = text.replace(mark, "")
    return " ".join(words(text.replace("-", " ")))


def has_one(text: str, listed: Iterable[str]) -> bool:
    """Tell whether a text has one of the words, or a word with one of the beginnings, which end in a star."""
    found = said_plainly(text).split()
    return any(
        any(word.startswith(one[:-1]) for word in found) if one.endswith("*") else one in found
        for one in listed
    )
