"""The review queue: what supervisors read and decide, and the counts. No decision changes a rule by itself."""

from dataclasses import dataclass

from backend.core.mongo import Tx
from backend.core.problem import Conflict, NotFound
from backend.core.staff import By
from backend.reviews.desk import Desk
from backend.reviews.model import Content, Decision, Mark, Tally
from backend.reviews.report import Count, counted


@dataclass(frozen=True)
class Review:
    """A mark as a supervisor reads it; `content` is None and `words` empty once they were erased."""

    mark: Mark
    content: Content | None
    words: tuple[str, ...]
    decision_note: str | None


class Reviews:
    """Use cases of the queue."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def listed(self, by: By, *, done: bool) -> list[Review]:
        """Return what waits, or what is decided, with the words; the reading of each is audited first."""
        marks = await self._desk.marks.listed(done=done)
        read = [(mark.id, mark.young_person_id) for mark in marks]
        if read:
            await self._desk.audit.record_each(by.id, "screening_review_read", read, role=by.role)
        return [await self._review(mark) for mark in marks]

    async def _review(self, mark: Mark) -> Review:
        try:
            words = (await self._desk.records.subject(mark.place)).words
        except NotFound:
            words = ()
        text = await self._desk.crypto.open_if_kept(mark.sealed)
        note = await self._desk.crypto.open_if_kept(mark.sealed_decision_note)
        return Review(mark, Content.from_text(text) if text else None, words, note)

    async def decide(self, mark_id: str, decision: Decision, note: str | None, by: By) -> Review:
        """Note a decision. Raises NotFound, or Conflict when somebody has decided before."""
        found = await self._desk.marks.get(mark_id)
        if found is None:
            raise NotFound
        sealed = await self._desk.crypto.seal(found.key_id, note) if note else None

        async def work(tx: Tx) -> Mark:
            decided = await self._desk.marks.decide(mark_id, decision, sealed, by, self._desk.clock.now(), tx)
            if decided is None:
                raise Conflict("Somebody has decided on this, or it was taken back.")
            about = decided.young_person_id
            await self._desk.audit.record(
                by.id, "screening_review_decided", mark_id, tx=tx, role=by.role, about=about
            )
            return decided

        decided = await self._desk.mongo.transaction(work)
        await self._desk.audit.record(
            by.id, "screening_review_read", mark_id, role=by.role, about=decided.young_person_id
        )
        return await self._review(decided)

    async def report(self, by: By) -> list[Count]:
        """Return the counts, also of what was erased since. Counting opens what is counted, so it is audited."""
        await self._desk.audit.record(by.id, "screening_report_read", "screening_report", role=by.role)
        tallies = [
            (week, Tally.from_text(await self._desk.crypto.open(sealed)))
            for week, sealed in await self._desk.tallies.all()
        ]
        return counted(tallies)
