"""The answer to a write over a revision that was not seen: what is there now, and both in one as a proposal."""

from typing import Any

from backend.core.problem import PreconditionFailed
from safety_plans.codec import revision_document, to_document
from safety_plans.errors import StaleRevision
from safety_plans.merge import Merged, merge
from safety_plans.plan import Plan
from safety_plans.revisions import Revision

Stale = PreconditionFailed


def stale(error: StaleRevision, base: Revision | None) -> Stale:
    """Return the problem. `base` is the revision that the writer started from, where it is still known."""
    newest = error.current
    proposal = _proposal(base.plan if base else Plan(), newest, error.offered)
    return Stale(
        "Nothing was saved. Merge what is here with what you have, and send that.",
        expected=error.expected,
        newest=revision_document(newest) if newest else None,
        base=revision_document(base) if base else None,
        merged={"plan": to_document(proposal.plan), "conflicts": _conflicts(proposal)},
    )


def _proposal(base: Plan, newest: Revision | None, offered: Plan) -> Merged:
    if newest is None:
        return Merged(offered, ())
    return merge(base, newest.plan, offered)


def _conflicts(merged: Merged) -> list[dict[str, Any]]:
    return [
        {"kind": conflict.kind.value, "entry_id": conflict.entry_id, "kept": list(conflict.kept)}
        for conflict in merged.conflicts
    ]
