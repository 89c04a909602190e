"""Which wording is said, and what is said before English words; without Rasa, so that it can be tested anywhere."""

from collections.abc import Collection, Sequence
from typing import Any

# Said once in a conversation, in its language, before the first words that exist in English only.
IN_ENGLISH = "utter_in_english"
GAP = "\n\n"  # A blank line parts one message from the next.


def least_recently_said(variations: Sequence[dict[str, Any]], said: Sequence[str]) -> dict[str, Any]:
    """Return the first variation never said, or else the one whose last time is longest ago; `said` is oldest first."""
    last_said_at = {text: place for place, text in enumerate(said)}
    return min(variations, key=lambda variation: last_said_at.get(variation.get("text", ""), -1))


def announced(text: str, notices: Sequence[str], said: Sequence[str]) -> str:
    """Return words that exist in English only, the first time after a notice in the conversation's language."""
    if not notices or any(one.startswith(notice) for one in said for notice in notices):
        return text
    return f"{notices[len(said) % len(notices)]}{GAP}{text}"


def unannounced(text: str, notices: Collection[str]) -> str:
    """Return the words without the notice before them."""
    first, _, rest = text.partition(GAP)
    return rest if first in notices else text
