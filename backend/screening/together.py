"""Cues that say something only together: one in this message, others in the messages before it."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from backend.core.attention import Attention
from backend.screening.model import Kind, Reason

WISH_TO_DIE = "wish_to_die"  # the cue that an earlier message itself was noticed for suicide


@dataclass(frozen=True, slots=True)
class Combination:
    """Cues that together ask for a person, whatever the language of each."""

    id: str
    kind: Kind
    attention: Attention
    says: str
    cues: frozenset[str]


def together(
    combinations: Sequence[Combination], here: Mapping[str, Reason], before: AbstractSet[str]
) -> Iterator[Reason]:
    """Yield the combinations that this message completes; each reason stands on the words of this message."""
    for combination in combinations:
        own = [here[cue] for cue in sorted(combination.cues & here.keys())]
        missing = combination.cues - here.keys()
        if not own or not missing or not missing <= before:
            continue
        words = min(own, key=lambda reason: reason.start)
        yield Reason(
            combination.id,
            str(combination.kind),
            combination.says,
            words.start,
            words.end,
            combination.attention,
        )
