"""What was lost, doubled or sent too late: counted in the database, at the providers, and in the order of commits."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from bson import Timestamp

from benchmarks.soaking.crowd import RECEIPTS, Crowd
from benchmarks.soaking.moments import is_lease
from benchmarks.soaking.parts import until
from benchmarks.soaking.providers import escalation_of, is_queued
from benchmarks.soaking.stand import Stand

SETTLE_S = 90.0


@dataclass
class History:
    """Every change of pages and escalations in the order in which they were committed."""

    leases: Counter[str] = field(default_factory=Counter)
    closed: set[str] = field(default_factory=set)
    too_late: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, change: dict[str, Any]) -> None:
        """Note what this change means for pages of what is closed."""
        document = change.get("fullDocument") or {}
        id_ = str(change["documentKey"]["_id"])
        if change["ns"]["coll"] == "escalations":
            if document.get("state") == "closed":
                self.closed.add(id_)
            return
        leased = is_lease(change)
        self.leases[id_] += leased
        if escalation_of(id_) in self.closed and (leased or change["operationType"] == "insert"):
            self.too_late["leased" if leased else "queued"].append(id_)


async def now_of(stand: Stand) -> Timestamp:
    """Return the database's place in time, from which a history can be read later."""
    answer = await stand.services.mongo.client.admin.command("hello")
    found: Timestamp = answer["$clusterTime"]["clusterTime"]
    return found


async def judge(stand: Stand, crowd: Crowd, since: Timestamp) -> tuple[dict[str, int], dict[str, int]]:
    """Return the counts that have to be 0, and counts that only inform."""
    db = stand.services.mongo.db
    expected = {phone.conversation_id for phone in crowd.phones}

    async def all_paged() -> bool:
        return not expected - await _paged(stand)

    await until(all_paged, "somebody was never paged for", SETTLE_S)
    # Before the history is read: what is sent meanwhile was leased meanwhile.
    queued = [one.page_id for one in stand.providers.requests if is_queued(one.page_id)]
    requests = Counter(queued)
    history = await _history(stand, since)
    escalations = Counter([one["conversation_id"] async for one in db.escalations.find({})])
    messages = Counter([one["conversation_id"] async for one in db.messages.find({"author": "young_person"})])
    bad = {
        "messages lost": len(expected - messages.keys()),
        "messages stored twice": sum(count > 1 for count in messages.values()),
        "phones refused for good": sum(len(phone.refused) for phone in crowd.phones),
        "escalations lost": len(expected - escalations.keys()),
        "escalations stored twice": sum(count > 1 for count in escalations.values()),
        "never paged": len(expected - await _paged(stand)),
        "acts missing or doubled": await _wrong_acts(db, crowd),
        "pages queued after closing": len(history.too_late["queued"]),
        "pages leased after closing": len(history.too_late["leased"]),
        "sent more often than leased": sum(count > history.leases[id_] for id_, count in requests.items()),
    }
    informs = {
        "disclosures": len(expected),
        "closed": len(history.closed),
        "slowest first page, seconds": await _slowest_s(db, stand),
        "page requests to providers": requests.total(),
        "pages by the last known rota, and notices before a shift": len(stand.providers.requests)
        - len(queued),
        "pages sent again after a kill or a refusal": sum(count - 1 for count in requests.values()),
        "retries by phones": sum(phone.retries for phone in crowd.phones),
    } | await _around_closing(db, stand)
    return bad, informs


async def _paged(stand: Stand) -> set[str]:
    """Return the conversations of which a provider took a page: an open console alone reaches no pocket."""
    mine = {"_id": {"$in": list(stand.providers.taken_at_s)}}
    return set(await stand.services.mongo.db.escalations.distinct("conversation_id", mine))


async def _slowest_s(db: Any, stand: Stand) -> int:
    opened: dict[str, float] = {
        one["_id"]: one["opened_at"].timestamp() async for one in db.escalations.find({})
    }
    taken = stand.providers.taken_at_s
    return round(max(taken[id_] - at_s for id_, at_s in opened.items() if id_ in taken))


async def _wrong_acts(db: Any, crowd: Crowd) -> int:
    wrong = 0
    for escalation_id, fate in crowd.fates.items():
        for act, kind in RECEIPTS.items():
            stored = await db.receipts.count_documents({"escalation_id": escalation_id, "kind": kind})
            wrong += stored != fate.count(act)
    return wrong


async def _around_closing(db: Any, stand: Stand) -> dict[str, int]:
    """Count the pages that a provider had before their escalation was closed, and got only then."""
    closed = {one["_id"]: one["closed_by"]["at"] async for one in db.escalations.find({"state": "closed"})}
    pairs = [
        (request, closed[escalation_of(request.page_id)].timestamp())
        for request in stand.providers.requests
        if escalation_of(request.page_id) in closed
    ]
    return {
        "at a provider while their escalation was closed": sum(
            one.at_s <= at_s < one.until_s for one, at_s in pairs
        ),
        "in flight to a provider just then": sum(at_s < one.at_s for one, at_s in pairs),
    }


async def _history(stand: Stand, since: Timestamp) -> History:
    """Read the changes again from the beginning, up to one that we make now."""
    db, history = stand.services.mongo.db, History()
    stages = [{"$match": {"ns.coll": {"$in": ["pages", "escalations", "soak_ends"]}}}]
    async with db.watch(stages, start_at_operation_time=since) as stream:
        await db.soak_ends.insert_one({})
        async for change in stream:
            if change["ns"]["coll"] == "soak_ends":
                break
            history.add(change)
    return history
