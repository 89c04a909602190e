"""Waking the people who are looking: change streams in, topics out. Nothing here carries content."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from backend.core.mongo import Mongo

STAFF_TOPIC = "staff"


class Hub:
    """Wakes subscribers of a topic inside this process; `notices` go to every console at once."""

    def __init__(self) -> None:
        self._wakers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._boxes: dict[asyncio.Queue[dict[str, Any]], asyncio.Event] = {}

    @contextmanager
    def subscription(self, topic: str) -> Iterator[asyncio.Event]:
        """Yield an event that is set whenever the topic is published."""
        waker = asyncio.Event()
        self._wakers[topic].add(waker)
        try:
            yield waker
        finally:
            self._wakers[topic].discard(waker)
            if not self._wakers[topic]:
                del self._wakers[topic]

    def publish(self, topic: str) -> None:
        """Wake those who wait for the topic."""
        for waker in self._wakers.get(topic, ()):
            waker.set()

    def publish_all(self) -> None:
        """Wake everybody: something may have been missed."""
        for topic in list(self._wakers):
            self.publish(topic)

    @contextmanager
    def notice_box(self, waker: asyncio.Event) -> Iterator[asyncio.Queue[dict[str, Any]]]:
        """Yield a queue that receives each notice sent while it is open; the waker is set for each."""
        box: asyncio.Queue[dict[str, Any]] = asyncio.Queue(maxsize=100)
        self._boxes[box] = waker
        try:
            yield box
        finally:
            del self._boxes[box]

    def send_notice(self, notice: dict[str, Any]) -> int:
        """Hand a content-free notice to every open console; return how many there are."""
        for box, waker in self._boxes.items():
            with suppress(asyncio.QueueFull):
                box.put_nowait(notice)
            waker.set()
        return len(self._boxes)


async def feed_hub(mongo: Mongo, hub: Hub, collections: list[str]) -> None:
    """Publish `conversation:<id>` and the staff topic for every change; runs until cancelled."""
    async for changed in mongo.changes(collections):
        conversation_id = changed.get("conversation_id")
        if conversation_id is None:
            hub.publish_all()
            continue
        hub.publish(f"conversation:{conversation_id}")
        hub.publish(STAFF_TOPIC)


async def ticks(waker: asyncio.Event, every_s: float, rest_s: float = 0) -> AsyncIterator[None]:
    """Yield at once, then whenever the waker is set, and at least every `every_s` seconds.

    After each, rest for `rest_s`: what happens meanwhile is looked at once.
    """
    while True:
        waker.clear()
        yield
        await asyncio.sleep(rest_s)
        with suppress(TimeoutError):
            await asyncio.wait_for(waker.wait(), every_s)
