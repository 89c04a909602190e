"""Use cases: counting whether the chat was any use, and interest in becoming a peer mentor."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.counts import Count
from backend.core.crypto import FieldCrypto
from backend.core.logging import log
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Conflict, NotFound
from backend.core.staff import By
from backend.taking_part.model import Interest, InterestState, People, Who
from backend.taking_part.store import CountStore, InterestStore
from backend.taking_part.useful import Answer, by_week, week_of, whole_weeks


@dataclass(frozen=True)
class Opened:
    """An interest with its answer opened. `who` is None once the account is gone, and not asked for by its owner."""

    interest: Interest
    answer: str | None
    who: Who | None = None


class Useful:
    """Counts answers to "was this any use?"."""

    def __init__(self, store: CountStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def count(self, answer: Answer) -> None:
        """Count one more in this week."""
        await self._store.add(week_of(self._clock.now()), answer)

    async def between(self, first: date, last: date) -> list[Count]:
        """Return the counts of the weeks from one day to another that are over."""
        weeks = whole_weeks(first, last, self._clock.now())
        return by_week(await self._store.between(weeks[0], weeks[-1]), weeks) if weeks else []


class Mentoring:
    """Interest in becoming a peer mentor: given, taken back, answered."""

    def __init__(
        self,
        mongo: Mongo,
        store: InterestStore,
        people: People,
        crypto: FieldCrypto,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._people = mongo, store, people
        self._crypto, self._audit, self._clock = crypto, audit, clock

    async def of(self, person_id: str) -> Opened | None:
        """Return a young person's own, or None."""
        found = await self._store.of(person_id)
        return await self._opened(found) if found else None

    async def register(self, person_id: str) -> None:
        """Note that they would like to hear more. Saying it again changes nothing."""
        now = self._clock.now()
        await self._store.register(Interest(uuid4().hex, person_id, InterestState.NEW, now))

    async def take_back(self, person_id: str) -> None:
        """Note that they do not any more; what it was answered goes. Safe to do again."""
        await self._store.withdraw(person_id, self._clock.now())

    async def listed(self, staff_id: str, role: str) -> list[Opened]:
        """Return all. Showing one is a reading of a record, so it is audited first."""
        found = await self._store.listed()
        read = [(interest.id, interest.young_person_id) for interest in found]
        if read:
            await self._audit.record_each(staff_id, "mentoring_interest_read", read, role=role)
        return [await self._shown(interest) for interest in found]

    async def answer(self, interest_id: str, text: str, staff_id: str, role: str) -> Opened:
        """Answer it, once. Raises NotFound, Conflict where it waits for no answer, or Gone after an erasure."""
        interest = await self._store.get(interest_id)
        who = await self._people.young_person(interest.young_person_id) if interest else None
        if interest is None or who is None:
            raise NotFound
        interest.refuse_an_answer()
        sealed = await self._crypto.seal(who.key_id, text)
        by = By(staff_id, await self._people.first_name(staff_id), role)

        async def work(tx: Tx) -> Interest:
            answered = await self._store.answer(interest_id, sealed, by, self._clock.now(), tx)
            if answered is None:
                raise Conflict("It has been answered or taken back meanwhile.")
            about = answered.young_person_id
            await self._audit.record(
                staff_id, "mentoring_interest_answered", interest_id, tx=tx, role=role, about=about
            )
            return answered

        return Opened(await self._mongo.transaction(work), text, who)

    async def _opened(self, interest: Interest) -> Opened:
        return Opened(interest, await self._crypto.open_if_kept(interest.sealed_answer))

    async def _shown(self, interest: Interest) -> Opened:
        answer = await self._crypto.open_if_kept(interest.sealed_answer)
        return Opened(interest, answer, await self._people.young_person(interest.young_person_id))


class Notes:
    """What the chat notes beside a conversation, when the bot asks for it. Nothing that was said goes with it."""

    def __init__(self, useful: Useful, mentoring: Mentoring) -> None:
        self._useful, self._mentoring = useful, mentoring

    async def useful(self, answer: str) -> None:
        """Count yes, some or no. Anything else is a mistake of ours, and no reason to disturb a conversation."""
        if answer in set(Answer):
            await self._useful.count(Answer(answer))
        else:
            log.error("note_unknown")

    async def wants_to_mentor(self, young_person_id: str) -> None:
        """Note that a young person would like to become a peer mentor."""
        await self._mentoring.register(young_person_id)
