"""Everything of a revision that somebody wrote, as one sealed text."""

import json

from backend.core.crypto import FieldCrypto, Sealed
from backend.plans.model import Slot, StoredRevision
from safety_plans.codec import from_document, to_document
from safety_plans.revisions import Kind, Revision


async def seal(
    crypto: FieldCrypto, key_id: Sealed, owner_id: str, revision: Revision, client_revision_id: str | None
) -> StoredRevision:
    """Return a revision as it is stored."""
    content = {
        "plan": to_document(revision.plan),
        "reason": revision.reason,
        "suggested_by": revision.suggested_by,
        "steps_since": list(revision.steps_since),
    }
    return StoredRevision(
        owner_id=owner_id,
        number=revision.number,
        at=revision.at,
        slot=Slot.REVISION,
        kind=revision.kind.value,
        restored=revision.restored,
        client_revision_id=client_revision_id,
        sealed=await crypto.seal(key_id, json.dumps(content, ensure_ascii=False)),
    )


async def opened(crypto: FieldCrypto, stored: StoredRevision) -> Revision:
    """Return a stored revision with its content. Raises ValueError for a place that holds none."""
    if stored.sealed is None or stored.kind is None:
        raise ValueError("this place in the history holds no revision")
    content = json.loads(await crypto.open(stored.sealed))
    return Revision(
        number=stored.number,
        plan=from_document(content["plan"]),
        at=stored.at,
        kind=Kind(stored.kind),
        reason=content["reason"],
        suggested_by=content["suggested_by"],
        restored=stored.restored,
        steps_since=tuple(content["steps_since"]),
    )
