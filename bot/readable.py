"""What the model is asked to read in place of what was written, and what is sent of its answer, without Rasa."""

import re
from typing import Any

# Said in place of a text at which the model would only guess: one without words, and one so long that every answer
# finds something in it. Screening has read them as they are.
NO_WORDS, LONG = "/nonsense", "/long_text"
MOST_CHARACTERS = 1_000


def readable(text: str) -> str:
    """Return a text that is safe to read: never a command that somebody typed."""
    text = text.strip().lstrip("/ \t\r\n")
    if not re.search(r"\w", text):
        return NO_WORDS
    return LONG if len(text) > MOST_CHARACTERS else text


def parted(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return an answer with each paragraph a part of its own. Rasa itself does so where no button follows."""
    found: list[dict[str, Any]] = []
    for part in parts:
        *before, last = (part.get("text") or "").split("\n\n")
        found += ({"recipient_id": part.get("recipient_id"), "text": text} for text in before)
        found.append({**part, "text": last} if before else part)
    return found
