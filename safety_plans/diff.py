"""What changed between two contents of a plan, by step and entry. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from safety_plans.plan import Entry, Located, Plan, Step


class ChangeKind(StrEnum):
    """What happened to an entry. One that was edited and moved has a change of each kind."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
    """One change. `step` is where the entry is now, or was where it was removed; `from_step` where it was before."""

    kind: ChangeKind
    step: Step
    entry_id: str
    before: Entry | None = None
    after: Entry | None = None
    from_step: Step | None = None


def diff(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Return the changes, by step, then removed, added, changed, moved. Empty if, and only if, the plans are equal."""
    was, now = before.by_id(), after.by_id()
    both = [id_ for id_ in now if id_ in was]
    gone = (Change(ChangeKind.REMOVED, was[id_].step, id_, was[id_].entry) for id_ in was if id_ not in now)
    came = (
        Change(ChangeKind.ADDED, now[id_].step, id_, None, now[id_].entry) for id_ in now if id_ not in was
    )
    edited = (id_ for id_ in both if was[id_].entry != now[id_].entry)
    changed = (_change(ChangeKind.CHANGED, was[id_], now[id_]) for id_ in edited)
    moved = (_change(ChangeKind.MOVED, was[id_], now[id_]) for id_ in _moved(before, after))
    return tuple(sorted([*gone, *came, *changed, *moved], key=lambda change: change.step))


def _change(kind: ChangeKind, was: Located, now: Located) -> Change:
    return Change(kind, now.step, now.entry.id, was.entry, now.entry, was.step)


def _moved(before: Plan, after: Plan) -> Iterator[str]:
    was, now = before.by_id(), after.by_id()
    for step in Step:
        yield from (
            entry.id for entry in after.entries(step) if entry.id in was and was[entry.id].step != step
        )
        old = [e.id for e in before.entries(step) if e.id in now and now[e.id].step == step]
        new = [e.id for e in after.entries(step) if e.id in was and was[e.id].step == step]
        matched = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        stayed = {id_ for block in matched for id_ in old[block.a : block.a + block.size]}
        yield from (id_ for id_ in new if id_ not in stayed)
