"""The moments of an escalation's life, seen as they happen, and a part that is killed at each of them."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pymongo.errors import PyMongoError

from benchmarks.soaking.parts import Part

SEEN_WITHIN_S = 90.0


class Moment(StrEnum):
    """What has just happened. `sent`: a provider has the page, and our worker has not heard so."""

    OPENED = "opened"
    QUEUED = "first page queued"
    LEASED = "leased"
    SENT = "sent"
    RECEIPT = "receipt stored"
    ACKNOWLEDGED = "acknowledged"
    TAKEN_OVER = "taken over"
    STALE = "stale"
    HANDED_BACK = "handed back"
    OFFERED = "offered to a colleague"
    ACCEPTED = "accepted by the colleague"
    CLOSED = "closed"


BY_RECEIPT = {
    "opened": Moment.OPENED, "page_sent": Moment.RECEIPT, "acknowledged": Moment.ACKNOWLEDGED,
    "taken_over": Moment.TAKEN_OVER, "went_stale": Moment.STALE, "handed_back": Moment.HANDED_BACK,
    "hand_over_offered": Moment.OFFERED, "hand_over_accepted": Moment.ACCEPTED, "closed": Moment.CLOSED,
}  # fmt: skip

Kill = tuple[Moment, str]


@dataclass
class Killer:
    """Goes through a list of moments: waits for the next one, kills the part, and lets it come back."""

    parts: dict[str, Part] = field(default_factory=dict)
    done: list[Kill] = field(default_factory=list)
    _wanted: Moment | None = None
    _victims: list[Part] = field(default_factory=list)
    _hit: asyncio.Event = field(default_factory=asyncio.Event)

    def saw(self, moment: Moment) -> None:
        """Kill, if this is the moment that is waited for."""
        if moment is self._wanted:
            self._wanted = None
            for victim in self._victims:
                victim.kill()
            self._hit.set()

    async def kill_at_each(self, plan: Iterable[Kill]) -> None:
        """Go through the plan: moments, and which part dies at each ("everything": all at once)."""
        for moment, name in plan:
            self._victims = list(self.parts.values()) if name == "everything" else [self.parts[name]]
            self._hit.clear()
            self._wanted = moment
            async with asyncio.timeout(SEEN_WITHIN_S):
                await self._hit.wait()
            self.done.append((moment, name))
            for victim in reversed(
                self._victims
            ):  # The database first: a worker is back when it has written.
                await victim.come_back()


async def watch(db: Any, killer: Killer) -> None:
    """Tell the killer what happens, until cancelled. What happens while the database is away is not seen."""
    stages = [{"$match": {"ns.coll": {"$in": ["pages", "receipts"]}}}]
    while True:
        try:
            async with db.watch(stages) as stream:
                async for change in stream:
                    moment = _moment(change)
                    if moment:
                        killer.saw(moment)
        except PyMongoError:
            await asyncio.sleep(0.1)


def _moment(change: dict[str, Any]) -> Moment | None:
    inserted = change.get("fullDocument", {}) if change["operationType"] == "insert" else {}
    if change["ns"]["coll"] == "receipts":
        return BY_RECEIPT.get(inserted.get("kind", ""))
    if inserted:
        return Moment.QUEUED
    return Moment.LEASED if is_lease(change) else None


def is_lease(change: dict[str, Any]) -> bool:
    """Tell whether a change of a page is a worker taking it: nothing else counts attempts."""
    return "attempt" in change.get("updateDescription", {}).get("updatedFields", {})
