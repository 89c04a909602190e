"""Two offline edits made one, without losing a word of either. Pure.

What either side wrote or changed since their common base is in the result. A removal counts only where the other
side left the entry as it was. The result does not depend on which side is named first, nor on any clock, so two
devices that merge the same contents get the same plan.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from itertools import chain
from typing import TypeVar

from safety_plans.merge_order import merged_order
from safety_plans.plan import Entry, Located, Plan, Step

Value = TypeVar("Value")

_WORDS = ("text", "gets_in_the_way", "detail")


class ConflictKind(StrEnum):
    """Where two devices disagreed."""

    BOTH_CHANGED = "both_changed"
    CHANGED_AND_REMOVED = "changed_and_removed"


@dataclass(frozen=True)
class Conflict:
    """An entry for the owner to look at. `kept` are the ids under which its versions are in the plan, in order."""

    kind: ConflictKind
    entry_id: str
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """The plan, and the conflicts by entry id. Second versions are marked: `Entry.other_version_of`."""

    plan: Plan
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class _Outcome:
    step: Step
    versions: tuple[Entry, ...]
    conflict: ConflictKind | None = None


def merge(base: Plan, one: Plan, other: Plan) -> Merged:
    """Return both edits of `base` in one plan, the same whichever of the two comes first."""
    outcomes = _outcomes(base.by_id(), one.by_id(), other.by_id())
    kept = {id_: outcome.versions[0] for id_, outcome in outcomes.items()}
    copies = _copies(outcomes, kept)
    new = {id_: (copy,) for id_, copy in copies.items() if copy.id not in kept}
    steps = []
    for step in Step:
        here = {id_ for id_, outcome in outcomes.items() if outcome.step == step}
        sides = (
            [entry.id for entry in side.entries(step) if entry.id in here] for side in (base, one, other)
        )
        ordered = ((kept[id_], *new.get(id_, ())) for id_ in merged_order(*sides))
        steps.append(tuple(chain.from_iterable(ordered)))
    return Merged(Plan(tuple(steps)), _conflicts(outcomes, copies))


def _outcomes(
    base: Mapping[str, Located], one: Mapping[str, Located], other: Mapping[str, Located]
) -> dict[str, _Outcome]:
    found = ((id_, _outcome(base.get(id_), one.get(id_), other.get(id_))) for id_ in sorted({*one, *other}))
    return {id_: outcome for id_, outcome in found if outcome}


def _outcome(base: Located | None, one: Located | None, other: Located | None) -> _Outcome | None:
    if one and other:
        step = _settled(base.step if base else None, one.step, other.step)
        versions = _versions(base.entry if base else None, one.entry, other.entry)
        return _Outcome(step, versions, ConflictKind.BOTH_CHANGED if len(versions) > 1 else None)
    left = one or other
    if left is None or (base and left.entry == base.entry):
        return None
    return _Outcome(left.step, (left.entry,), ConflictKind.CHANGED_AND_REMOVED if base else None)


def _versions(base: Entry | None, one: Entry, other: Entry) -> tuple[Entry, ...]:
    """Return one entry with the changes of both, or two where both changed the same words."""
    pictures = _pictures(base.pictures if base else (), one.pictures, other.pictures)
    mark = _settled(base.other_version_of if base else None, one.other_version_of, other.other_version_of)
    pair = [replace(side, pictures=pictures, other_version_of=mark) for side in (one, other)]
    for name in _WORDS:
        ours, theirs = getattr(one, name), getattr(other, name)
        was = getattr(base, name) if base else None
        if base and ours == was:
            pair[0] = replace(pair[0], **{name: theirs})
        elif base and theirs == was:
            pair[1] = replace(pair[1], **{name: ours})
    return tuple(sorted(set(pair), key=_canonical))


def _pictures(base: tuple[str, ...], one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    if other in {one, base}:
        return one
    if one == base:
        return other
    removed = {*base} - ({*one} & {*other})
    sides = ([picture for picture in side if picture not in removed] for side in (base, one, other))
    return tuple(merged_order(*sides))


def _settled(base: Value | None, one: Value, other: Value) -> Value:
    """Return what one side changed; where both did, the first in sorting: neither answer has words in it."""
    if one == base:
        return other
    if other == base:
        return one
    return min(one, other, key=str)


def _copies(outcomes: Mapping[str, _Outcome], kept: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return the second versions by the id of the first, each under an id of its own."""
    taken = dict(kept)
    copies = {}
    for id_, outcome in outcomes.items():
        for version in outcome.versions[1:]:
            copy = replace(version, id=_derived_id(version), other_version_of=id_)
            # An earlier merge of the same contents may have left the same copy: once is enough.
            while copy.id in taken and not _same_words(taken[copy.id], copy):
                copy = replace(copy, id=_derived_id(copy))
            copies[id_] = taken.setdefault(copy.id, copy)
    return copies


def _conflicts(outcomes: Mapping[str, _Outcome], copies: Mapping[str, Entry]) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(outcome.conflict, id_, (id_, copies[id_].id) if id_ in copies else (id_,))
        for id_, outcome in outcomes.items()
        if outcome.conflict
    )


def _same_words(one: Entry, other: Entry) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in _WORDS)


def _canonical(entry: Entry) -> str:
    return json.dumps(asdict(entry), sort_keys=True)


def _derived_id(entry: Entry) -> str:
    # Without its pictures: the first version has the same, and their order may come out otherwise in another merge.
    return sha256(_canonical(replace(entry, pictures=())).encode()).hexdigest()[:32]
