"""Flows that take free text, without Rasa: what follows the bot's last words and the answer to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).resolve().parent / "flows.yml"
ANY = "any"
HESITANT = "hesitant "  # Before an intent: where the answer has a word that denies or doubts (bot/doubt.py).


@dataclass(frozen=True)
class Flows:
    """Which replies follow a reply, by the intent of the answer; no free-text step takes what leads out."""

    after: dict[str, dict[str, list[str]]]
    leads_out: frozenset[str]

    def following(self, said: Sequence[str], intent: str, *, hesitant: bool = False) -> list[str] | None:
        """Return the replies to an answer to the bot's last turn (`said`), or None where the rules decide."""
        names = [HESITANT + intent, intent] if hesitant else [intent]
        for reply in reversed(said):
            row = self.after.get(reply, {})
            if name := next((name for name in names if name in row), None):
                return row[name]
            if ANY in row and intent not in self.leads_out:
                return row[ANY]
        return None


def read(file: Path = FILE) -> Flows:
    """Return the flows that a file describes: an intent may share its row with others, parted by commas."""
    held = yaml.safe_load(file.read_text(encoding="utf-8"))
    after = {
        reply.strip(): {
            intent.strip(): [following] if isinstance(following, str) else following
            for intents, following in row.items()
            for intent in intents.split(",")
        }
        for replies, row in held["after"].items()
        for reply in replies.split(",")
    }
    return Flows(after, frozenset(held["leads_out"]))
