"""Collection `policies`: one document a version, only ever added."""

from backend.core.attention import Attention
from backend.core.mongo import Document, DuplicateKeyError, Mongo, Tx
from backend.core.problem import Conflict
from backend.escalations.policies.model import Policies
from backend.escalations.policy import Policy
from backend.escalations.store import step_document, step_of


class PolicyStore:
    """Reads the newest version and adds the next."""

    def __init__(self, mongo: Mongo) -> None:
        self._policies = mongo.db.policies

    async def newest(self, tx: Tx | None = None) -> Policies | None:
        """Return the newest version, or None where nobody ever wrote one."""
        found = await self._policies.find_one({}, sort=[("_id", -1)], session=tx)
        return _policies(found) if found else None

    async def add(self, policies: Policies, tx: Tx) -> None:
        """Store a version. Raises Conflict where somebody else wrote that version meanwhile."""
        document: Document = {"_id": policies.version, "at": policies.at, "by": policies.by}
        document |= {attention.value: _document(policy) for attention, policy in policies.of.items()}
        try:
            await self._policies.insert_one(document, session=tx)
        except DuplicateKeyError as error:
            raise Conflict from error


def _document(policy: Policy) -> Document:
    return {"steps": [step_document(step) for step in policy.steps], "stale_after_s": policy.stale_after_s}


def _policies(found: Document) -> Policies:
    of = {attention: _policy(found[attention.value]) for attention in Attention}
    return Policies(found["_id"], of, found["at"], found["by"])


def _policy(found: Document) -> Policy:
    return Policy(tuple(step_of(step) for step in found["steps"]), found["stale_after_s"])
