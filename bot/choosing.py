"""The choice between wordings, without Rasa, so that it can be tested anywhere."""

from collections.abc import Sequence
from typing import Any


def least_recently_said(variations: Sequence[dict[str, Any]], said: Sequence[str]) -> dict[str, Any]:
    """Return the first variation never said, or else the one whose last time is longest ago; `said` is oldest first."""
    last_said_at = {text: place for place, text in enumerate(said)}
    return min(variations, key=lambda variation: last_said_at.get(variation.get("text", ""), -1))
