"""Collection `test_pages`."""

from datetime import datetime

from backend.core.mongo import Document, Mongo
from backend.escalations.rota.test_pages.model import SentTest

MOST_SHOWN = 20


class TestPageStore:
    """Reads and writes test pages."""

    def __init__(self, mongo: Mongo) -> None:
        self._tests = mongo.db.test_pages

    async def create_indexes(self) -> None:
        """Create the index that "when did they last acknowledge one" reads."""
        await self._tests.create_index([("staff_id", 1), ("sent_at", -1)])

    async def insert(self, test: SentTest) -> None:
        """Store a test page before it is sent, so that no answer to it can come too early."""
        await self._tests.insert_one({"_id": test.id, **_fields(test)})

    async def took(self, test_id: str, *, taken: bool) -> None:
        """Note whether the provider took it."""
        await self._tests.update_one({"_id": test_id}, {"$set": {"taken": taken}})

    async def acknowledge(
        self, test_id: str, staff_id: str, since: datetime, at: datetime
    ) -> SentTest | None:
        """Note that somebody acknowledged their own, sent after `since`; None where there is no such one."""
        theirs = {"_id": test_id, "staff_id": staff_id, "sent_at": {"$gte": since}}
        await self._tests.update_one(theirs | {"acknowledged_at": None}, {"$set": {"acknowledged_at": at}})
        found = await self._tests.find_one(theirs)
        return _test(found) if found else None

    async def of(self, staff_id: str, since: datetime) -> list[SentTest]:
        """Return somebody's test pages sent after `since`, newest first, at most MOST_SHOWN."""
        query = {"staff_id": staff_id, "sent_at": {"$gte": since}}
        found = self._tests.find(query).sort("sent_at", -1).limit(MOST_SHOWN)
        return [_test(one) async for one in found]

    async def acknowledged(self, staff_id: str, since: datetime) -> dict[str, datetime]:
        """Return when somebody last acknowledged one after `since`, by channel."""
        query = {"staff_id": staff_id, "acknowledged_at": {"$gte": since}}
        found = self._tests.find(query).sort("acknowledged_at", 1)
        return {one["channel"]: one["acknowledged_at"] async for one in found}


def _fields(test: SentTest) -> Document:
    return {name: value for name, value in vars(test).items() if name != "id"}


def _test(found: Document) -> SentTest:
    names = SentTest.__dataclass_fields__.keys() - {"id"}
    return SentTest(id=found["_id"], **{name: found[name] for name in names})
