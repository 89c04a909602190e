"""Reading one young person's chronology, adding to it, correcting it, and looking again at what was left open."""

from dataclasses import dataclass, replace
from datetime import datetime

from backend.core.audit import Audit
from backend.core.crypto import FieldCrypto
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Conflict, NotFound, Unprocessable
from backend.escalations.chronology.drafts import Draft
from backend.escalations.chronology.model import Chain, Content, Entry, Kind, chains, order, quiet_days
from backend.escalations.chronology.recording import Recording
from backend.escalations.chronology.store import EntryStore
from backend.escalations.model import Escalation, Responder
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore

PRINTED = "printed"


@dataclass(frozen=True)
class Written:
    """An entry with its words, and its former versions with theirs, oldest first."""

    chain: Chain
    contents: tuple[Content, ...]


@dataclass(frozen=True)
class Moment:
    """One line: a request for a person, or something written. `quiet_days` before it nothing is recorded."""

    what: Escalation | Written
    happened_at: datetime
    recorded_at: datetime
    quiet_days: int = 0


class Chronology:
    """One page for one young person, who is found by any of their requests for a person."""

    def __init__(
        self,
        mongo: Mongo,
        store: EntryStore,
        requests: EscalationStore,
        escalations: EscalationService,
        recording: Recording,
        audit: Audit,
        crypto: FieldCrypto,
    ) -> None:
        self._mongo, self._store, self._requests = mongo, store, requests
        self._escalations, self._recording = escalations, recording
        self._audit, self._crypto = audit, crypto

    async def read(self, escalation_id: str, reader_id: str, role: str, why: str) -> list[Moment]:
        """Return everything in the order in which it happened. Audited before it is read. Raises NotFound, Gone."""
        escalation = await self._escalations.get(escalation_id)
        action = "chronology_printed" if why == PRINTED else "chronology_opened"
        about = escalation.young_person_id
        await self._audit.record(reader_id, action, escalation.id, why, role=role, about=about)
        return await self._moments(about)

    async def write(self, escalation_id: str, by: Responder, draft: Draft) -> list[Moment]:
        """Add an entry, a correction or a review, and return everything. Sending the same again changes nothing.

        Raises NotFound, Conflict or Unprocessable.
        """
        escalation = await self._escalations.get(escalation_id)
        about = escalation.young_person_id
        if not await self._recording.known(draft, escalation, by):
            await self._add(escalation, by, draft)
        return await self._moments(about)

    async def _add(self, escalation: Escalation, by: Responder, draft: Draft) -> None:
        written = await self._store.of_person(escalation.young_person_id)
        earlier = _chain_of(written, draft.corrects or draft.reviews)
        if draft.corrects and earlier:
            draft = _correction(draft, earlier)
        open_before = earlier.follow_up if draft.corrects and earlier else None
        left_open = open_before is not None and open_before.settled_by is None
        entry = await self._recording.prepared(escalation, by, draft, left_open=left_open)

        async def work(tx: Tx) -> None:
            await self._recording.add(entry, tx)
            if entry.corrects and entry.follow_up and earlier:
                for version in earlier.versions:  # It takes the place of what was left open before.
                    await self._store.settle(version.id, entry.id, tx)
            await self._audit.record(
                by.id, _ACTIONS[_act(draft)], entry.id, tx=tx, role=by.role, about=entry.young_person_id
            )

        await self._mongo.transaction(work)

    async def _moments(self, person_id: str) -> list[Moment]:
        requests = await self._requests.of_person(person_id)
        moments = [Moment(one, one.opened_at, one.opened_at) for one in requests]
        for chain in chains(await self._store.of_person(person_id)):
            contents = [Content.from_text(await self._crypto.open(one.sealed)) for one in chain.versions]
            current = chain.current
            moments.append(Moment(Written(chain, tuple(contents)), current.happened_at, current.recorded_at))
        return _with_gaps(sorted(moments, key=lambda one: order(one.happened_at, one.recorded_at)))


def _with_gaps(moments: list[Moment]) -> list[Moment]:
    befores = [None, *moments]
    return [
        replace(one, quiet_days=quiet_days(before.happened_at, one.happened_at)) if before else one
        for before, one in zip(befores, moments, strict=False)
    ]


def _chain_of(written: list[Entry], entry_id: str | None) -> Chain | None:
    if entry_id is None:
        return None
    for chain in chains(written):
        if any(version.id == entry_id for version in chain.versions):
            return chain
    raise NotFound


def _correction(draft: Draft, earlier: Chain) -> Draft:
    current = earlier.current
    if current.id != draft.corrects:
        raise Conflict("Somebody has corrected it meanwhile.")
    if (draft.answers is None) is (current.kind is Kind.CLOSING):
        reason = "are needed" if draft.answers is None else "belong to the closing of a request"
        raise Unprocessable(errors=[{"field": "answers", "reason": reason}])
    return replace(draft, kind=current.kind, happened=draft.happened or current.happened)


def _act(draft: Draft) -> str:
    return "corrected" if draft.corrects else draft.kind.value


_ACTIONS = {
    "note": "chronology_written",
    "corrected": "chronology_corrected",
    "review": "follow_up_reviewed",
}
