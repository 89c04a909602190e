"""What is known of pages that went out, in the collection `pages`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from backend.core.mongo import Mongo, Tx
from backend.escalations.paging.model import SMS, Page, PageState
from backend.escalations.paging.store import page_of

NOT_SENT = [PageState.DUE.value, PageState.LEASED.value]
# A provider may have a page, and a member may answer it, before we have heard that it was taken.
OUT = {"$ne": PageState.CANCELLED.value}


class DeliveryStore:
    """Each fact is set once: a receipt that comes twice changes nothing."""

    def __init__(self, mongo: Mongo) -> None:
        self._pages = mongo.db.pages

    async def create_indexes(self) -> None:
        """Create the indexes that late receipts and answers by SMS are found by."""
        await self._pages.create_index("receipt_due_at", sparse=True)
        await self._pages.create_index([("staff_id", 1), ("due_at", -1)])
        await self._pages.create_index([("channel", 1), ("settled_at", 1)])

    async def delivered(self, page_id: str, at: datetime, tx: Tx) -> Page | None:
        """Note that a page arrived; None where that is known, or there is no such page."""
        change = {"$set": {"delivered_at": at}, "$unset": {"receipt_due_at": ""}}
        found = await self._pages.find_one_and_update(
            {"_id": page_id, "delivered_at": None}, change, session=tx
        )
        return page_of(found) if found else None

    async def undelivered(self, page_id: str, at: datetime, tx: Tx) -> Page | None:
        """Note that a page did not arrive; None where that is known, where it did arrive, or there is none."""
        change = {"$set": {"undelivered_at": at}, "$unset": {"receipt_due_at": ""}}
        news = {"_id": page_id, "delivered_at": None, "undelivered_at": None}
        found = await self._pages.find_one_and_update(news, change, session=tx)
        return page_of(found) if found else None

    async def unconfirmed(self, now: datetime) -> list[str]:
        """Return the ids of pages whose delivery should have been heard of by now."""
        found = self._pages.find({"receipt_due_at": {"$lte": now}}, {"_id": 1}).limit(50)
        return [one["_id"] async for one in found]

    async def claim_unheard(
        self, now: datetime, *, since: datetime, until: datetime, again_after_s: Sequence[int]
    ) -> str | None:
        """Return an SMS of which nothing was heard, and put it off by the next of `again_after_s`; None: none is due.

        It went out between `since` and `until`, and nobody has acknowledged yet.
        """
        unheard = {"delivered_at": None, "undelivered_at": None, "link_ended_at": None}
        out = {"channel": SMS, "state": PageState.SENT.value, "settled_at": {"$gte": since, "$lte": until}}
        due = {"$or": [{"asked_again_at": None}, {"asked_again_at": {"$lte": now}}]}
        found = await self._pages.find_one(out | unheard | due, {"asked": 1}, sort=[("settled_at", 1)])
        if found is None:
            return None
        asked = found.get("asked", 0)
        wait_s = again_after_s[min(asked, len(again_after_s) - 1)]
        claimed = await self._pages.update_one(
            {"_id": found["_id"], "asked": asked or None} | unheard,
            {"$set": {"asked_again_at": now + timedelta(seconds=wait_s), "asked": asked + 1}},
        )
        return str(found["_id"]) if claimed.modified_count else None

    async def stop_waiting(self, page_id: str, tx: Tx) -> Page | None:
        """Wait no longer for a receipt; None where it came meanwhile."""
        found = await self._pages.find_one_and_update(
            {"_id": page_id, "receipt_due_at": {"$exists": True}},
            {"$unset": {"receipt_due_at": ""}},
            session=tx,
        )
        return page_of(found) if found else None

    async def ended(self, page: Page, tx: Tx) -> bool:
        """Tell whether somebody has answered since this page was queued: it needs no other way."""
        answered = [{"state": PageState.CANCELLED.value}, {"link_ended_at": {"$ne": None}}]
        found = await self._pages.find_one({"_id": page.id, "$or": answered}, {"_id": 1}, session=tx)
        return found is not None

    async def unreached(self, page: Page, tx: Tx) -> bool:
        """Tell whether every way to this member was tried in this step and failed; the console reaches no pocket."""
        of_member = {
            "escalation_id": page.escalation_id,
            "staff_id": page.staff_id,
            "step": page.step,
            "channel": {"$ne": "console"},
        }
        hopeful = [
            {"state": {"$in": NOT_SENT}, "failed_at": None},
            {"state": PageState.SENT.value, "undelivered_at": None},
        ]
        return await self._pages.find_one(of_member | {"$or": hopeful}, session=tx) is None

    async def answerable(self, page_id: str, since: datetime) -> Page | None:
        """Return a page that can still be answered: queued after `since`, and nobody has it since."""
        found = await self._pages.find_one(
            {"_id": page_id, "due_at": {"$gte": since}, "link_ended_at": None, "state": OUT}
        )
        return page_of(found) if found else None

    async def answerable_by(self, staff_id: str, since: datetime) -> list[Page]:
        """Return a member's pages that can still be answered, newest first."""
        query = {"staff_id": staff_id, "due_at": {"$gte": since}, "link_ended_at": None, "state": OUT}
        return [page_of(found) async for found in self._pages.find(query).sort("due_at", -1).limit(200)]
