"""Collections `pages` (the queue), `console_notices`, `page_secrets` and `heartbeats`."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from pymongo import ReturnDocument

from backend.core.attention import Attention
from backend.core.crypto import Sealed
from backend.core.mongo import Document, Mongo, Tx
from backend.escalations.paging.model import LEASE_S, Page, PageState


class PageStore:
    """The queue of pages: leased, sent at least once, never dropped."""

    def __init__(self, mongo: Mongo) -> None:
        self._pages = mongo.db.pages

    async def create_indexes(self) -> None:
        """Create the indexes that leasing and cancelling read."""
        await self._pages.create_index([("state", 1), ("due_at", 1)])
        await self._pages.create_index([("escalation_id", 1), ("state", 1)])

    async def queue(self, pages: Iterable[Page], tx: Tx) -> None:
        """Add pages in the state `due`."""
        documents = [_document(page) for page in pages]
        if documents:
            await self._pages.insert_many(documents, session=tx)

    async def lease(self, worker_id: str, now: datetime, busy: Sequence[str] = ()) -> Page | None:
        """Take the page that is due longest, for LEASE_S seconds; also one whose worker died with it.

        Pages of `busy` channels are left for later.
        """
        due = {"state": {"$in": [PageState.DUE.value, PageState.LEASED.value]}, "due_at": {"$lte": now}}
        found = await self._pages.find_one_and_update(
            due | ({"channel": {"$nin": list(busy)}} if busy else {}),
            {
                "$set": {
                    "state": PageState.LEASED.value,
                    "leased_by": worker_id,
                    "due_at": now + timedelta(seconds=LEASE_S),
                },
                "$inc": {"attempt": 1},
            },
            sort=[("due_at", 1)],
            return_document=ReturnDocument.AFTER,
        )
        return page_of(found) if found else None

    async def queue_missing(self, pages: Iterable[Page], tx: Tx) -> None:
        """Add pages that are not there yet."""
        for page in pages:
            fields = _document(page)
            found = {"_id": fields.pop("_id")}
            await self._pages.update_one(found, {"$setOnInsert": fields}, upsert=True, session=tx)

    async def settle(
        self, page: Page, at: datetime, receipt_due_at: datetime | None, tx: Tx | None = None
    ) -> bool:
        """Note that a page went out; False when it was cancelled or settled meanwhile."""
        sent = {"state": PageState.SENT.value, "settled_at": at}
        settled = await self._pages.update_one(
            {"_id": page.id, "state": PageState.LEASED.value},
            {"$set": sent | ({"receipt_due_at": receipt_due_at} if receipt_due_at else {})},
            session=tx,
        )
        return settled.modified_count == 1

    async def retry(self, page: Page, due_at: datetime, tx: Tx) -> bool:
        """Put a page that failed back into the queue; False when it was cancelled meanwhile."""
        put_back = await self._pages.update_one(
            {"_id": page.id, "state": PageState.LEASED.value},
            {"$set": {"state": PageState.DUE.value, "due_at": due_at, "failed_at": due_at}},
            session=tx,
        )
        return put_back.modified_count == 1

    async def cancel(self, escalation_id: str, at: datetime, tx: Tx) -> None:
        """Cancel what has not been sent, and end the links of what has: a person has it now."""
        await self._pages.update_many(
            {"escalation_id": escalation_id, "state": PageState.SENT.value, "link_ended_at": None},
            {"$set": {"link_ended_at": at}, "$unset": {"receipt_due_at": ""}},
            session=tx,
        )
        await self._pages.update_many(
            {"escalation_id": escalation_id, "state": {"$in": [PageState.DUE.value, PageState.LEASED.value]}},
            {"$set": {"state": PageState.CANCELLED.value, "settled_at": at}},
            session=tx,
        )

    async def erase(self, escalation_id: str) -> None:
        """Remove the pages of an escalation that is erased."""
        await self._pages.delete_many({"escalation_id": escalation_id})

    async def overdue_since(self, before: datetime) -> int:
        """Count pages that were due before an instant and are not sent."""
        return await self._pages.count_documents(
            {"state": {"$in": [PageState.DUE.value, PageState.LEASED.value]}, "due_at": {"$lte": before}}
        )


class NoticeStore:
    """Pages by the console channel, until an open console has shown them."""

    def __init__(self, mongo: Mongo) -> None:
        self._notices = mongo.db.console_notices

    async def create_indexes(self) -> None:
        """Create the index that a console reads, and let old notices go after a week."""
        await self._notices.create_index([("staff_id", 1), ("shown_at", 1)])
        await self._notices.create_index("at", expireAfterSeconds=7 * 24 * 3600)

    async def put(self, page: Page, at: datetime) -> None:
        """Store a notice under its idempotency key: the same page again changes nothing."""
        fields = {
            "escalation_id": page.escalation_id,
            "conversation_id": page.conversation_id,
            "staff_id": page.staff_id,
            "attention": page.attention.value,
            "at": at,
            "shown_at": None,
        }
        await self._notices.update_one({"_id": page.id}, {"$setOnInsert": fields}, upsert=True)

    async def unshown(self, staff_id: str) -> list[Document]:
        """Return this person's notices that were not shown, oldest first."""
        query = {"staff_id": staff_id, "shown_at": None}
        return [found async for found in self._notices.find(query).sort("at", 1)]

    async def erase(self, escalation_id: str) -> None:
        """Remove the notices of an escalation that is erased."""
        await self._notices.delete_many({"escalation_id": escalation_id})

    async def mark_shown(self, page_id: str, at: datetime) -> bool:
        """Note that a notice was shown; False when it already was."""
        marked = await self._notices.update_one(
            {"_id": page_id, "shown_at": None}, {"$set": {"shown_at": at}}
        )
        return marked.modified_count == 1


AUDITOR = "auditor"


class SecretStore:
    """The one secret behind links and codes, sealed."""

    def __init__(self, mongo: Mongo) -> None:
        self._secrets = mongo.db.page_secrets

    async def get(self) -> Sealed | None:
        """Return the sealed secret, or None where there is none yet."""
        found = await self._secrets.find_one({"_id": "links"})
        return found["sealed"] if found else None

    async def put(self, sealed: Sealed) -> Sealed:
        """Keep a first secret; return the one that is kept, which another process may have put there before."""
        await self._secrets.update_one({"_id": "links"}, {"$setOnInsert": {"sealed": sealed}}, upsert=True)
        kept = await self.get()
        return kept or sealed


class HeartbeatStore:
    """When each worker was last alive, and when the auditor last looked."""

    def __init__(self, mongo: Mongo) -> None:
        self._heartbeats = mongo.db.heartbeats

    async def beat(self, worker_id: str, at: datetime) -> None:
        """Say that this worker is alive."""
        await self._heartbeats.update_one({"_id": worker_id}, {"$set": {"at": at}}, upsert=True)

    async def latest(self) -> datetime | None:
        """Return when any worker was last alive."""
        found = await self._heartbeats.find_one({"_id": {"$ne": AUDITOR}}, sort=[("at", -1)])
        return found["at"] if found else None

    async def auditor_beat(self, at: datetime) -> None:
        """Say that every promise was looked at."""
        await self.beat(AUDITOR, at)

    async def auditor_at(self) -> datetime | None:
        """Return when an auditor last looked, in whichever process."""
        found = await self._heartbeats.find_one({"_id": AUDITOR})
        return found["at"] if found else None


def _document(page: Page) -> Document:
    fields: Document = dict(vars(page))
    return (
        {"_id": fields.pop("id"), "state": PageState.DUE.value} | fields | {"attention": page.attention.value}
    )


def page_of(found: Document) -> Page:
    """Return a stored page."""
    names = Page.__dataclass_fields__.keys() - {"id", "attention"}
    fields = {name: found[name] for name in names if name in found}
    return Page(id=found["_id"], attention=Attention(found["attention"]), **fields)
