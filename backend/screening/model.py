"""What screening answers: how soon a person should look, and the words that prompted it."""

from dataclasses import dataclass
from enum import StrEnum

from backend.core.attention import Attention


class Kind(StrEnum):
    """What a rule listens for."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    SEXUAL_HARM = "sexual_harm"
    EXPLOITATION = "exploitation"
    EATING = "eating"
    SUBSTANCES = "substances"
    RUNNING_AWAY = "running_away"
    FORCED_MARRIAGE = "forced_marriage"
    FRIEND = "friend"
    IMMEDIATE = "immediate"


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that matched; `start` and `end` are code points in the text as it was written."""

    rule: str
    kind: str
    says: str
    start: int
    end: int
    attention: Attention


@dataclass(frozen=True, slots=True)
class Screening:
    """The result of reading one message. `attention` is None when no phrase was noticed, never "safe"."""

    attention: Attention | None
    reasons: tuple[Reason, ...]
    version: str

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds noticed, each once, in the order they appear in the message."""
        return tuple(dict.fromkeys(reason.kind for reason in self.reasons))
