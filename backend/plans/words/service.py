"""Offering words, and what the owner does with them."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.mongo import DuplicateKeyError, Mongo, Tx
from backend.core.problem import Conflict, NotFound
from backend.plans.model import Owners, Team
from backend.plans.refusals import as_problems
from backend.plans.service import PlanService
from backend.plans.words.model import Decision, OfferedWords
from backend.plans.words.store import WordsStore
from safety_plans.errors import StaleRevision
from safety_plans.plan import Step
from safety_plans.revisions import Revision, accept
from safety_plans.suggestions import Suggestion

MOST_WAITING = 50


@dataclass(frozen=True)
class OpenedWords:
    """Offered words with their text."""

    words: OfferedWords
    text: str


class WordsService:
    """Nothing here changes a plan but the owner's own acceptance."""

    def __init__(
        self,
        mongo: Mongo,
        store: WordsStore,
        plans: PlanService,
        team: Team,
        audit: Audit,
        owners: Owners,
        crypto: FieldCrypto,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._plans, self._team = mongo, store, plans, team
        self._audit, self._owners, self._crypto, self._clock = audit, owners, crypto, clock

    async def offer(self, escalation_id: str, staff_id: str, step: int, text: str) -> OfferedWords:
        """Store words for a step, while the request is open. Raises NotFound, Conflict, or Unprocessable for step 6."""
        first_name = await self._team.first_name(staff_id)
        with as_problems("step"):
            Suggestion(Step(step), text, first_name)
        owner_id, still_open = await self._team.owner_of(escalation_id)
        if not still_open:
            raise Conflict("It is closed.")
        if await self._store.waiting_count(owner_id) >= MOST_WAITING:
            raise Conflict("Many words wait already. Let them be read first.")
        owner, now = await self._owners(owner_id), self._clock.now()
        sealed = await self._crypto.seal(owner.key_id, text)
        await self._audit.record(staff_id, "plan_words_offered", escalation_id, about=owner_id)
        words = OfferedWords(uuid4().hex, owner_id, escalation_id, staff_id, first_name, step, sealed, now)
        await self._store.add(words)
        return words

    async def waiting(self, owner_id: str) -> list[OpenedWords]:
        """Return the words that wait for the owner's decision."""
        found = await self._store.of_owner(owner_id, Decision.WAITING)
        return [OpenedWords(words, await self._crypto.open(words.sealed)) for words in found]

    async def all(self, owner_id: str) -> list[dict[str, Any]]:
        """Return all that was ever offered, JSON-able and opened."""
        return [
            {
                "step": words.step,
                "text": await self._crypto.open(words.sealed),
                "by": words.first_name,
                "at": words.at.isoformat(),
                "decision": words.decision.value,
            }
            for words in await self._store.of_owner(owner_id)
        ]

    async def accept(self, owner_id: str, words_id: str, entry_id: str, expected: int) -> Revision:
        """Take words in, last in their step; again: the same revision. Raises NotFound, Conflict, Stale."""
        while True:
            words = await self._owned(owner_id, words_id)
            if words.decision is Decision.ACCEPTED and words.number is not None:
                return await self._plans.numbered(owner_id, words.number)
            if words.decision is not Decision.WAITING:
                raise Conflict("You said no to these words.")
            revision = await self._following(words, entry_id, expected)
            if await self._stored(words, revision):
                return revision

    async def _following(self, words: OfferedWords, entry_id: str, expected: int) -> Revision:
        suggestion = Suggestion(Step(words.step), await self._crypto.open(words.sealed), words.first_name)
        head, now = await self._plans.head(words.owner_id), self._clock.now()
        try:
            with as_problems("entry_id"):
                return accept(
                    head.newest, suggestion, entry_id=entry_id, expected=expected, at=now, after=head.after
                )
        except StaleRevision as error:
            raise await self._plans.stale(words.owner_id, error) from None

    async def _stored(self, words: OfferedWords, revision: Revision) -> bool:
        async def work(tx: Tx) -> bool:
            decided = await self._store.decide(words.id, Decision.ACCEPTED, revision.at, revision.number, tx)
            return decided and await self._plans.append(words.owner_id, revision, None, tx)

        try:
            return await self._mongo.transaction(work)
        except DuplicateKeyError:
            return False

    async def decline(self, owner_id: str, words_id: str) -> None:
        """Say no. Again changes nothing. Raises NotFound, or Conflict for words that were taken in."""
        words = await self._owned(owner_id, words_id)
        if await self._store.decide(words.id, Decision.DECLINED, self._clock.now()):
            return
        if (await self._owned(owner_id, words_id)).decision is Decision.ACCEPTED:
            raise Conflict("These words are in your plan already. You can take them out there.")

    async def _owned(self, owner_id: str, words_id: str) -> OfferedWords:
        found = await self._store.get(owner_id, words_id)
        if found is None:
            raise NotFound
        return found
