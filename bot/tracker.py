"""Where conversations are remembered: in memory only, and never more than a fixed amount of it."""

from collections import OrderedDict
from typing import Any

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

MAX_EVENTS = 200  # About 15 turns: more than any rule looks back.
MAX_CONVERSATIONS = 5_000  # Of at most about 100 kB each; the one untouched for longest is forgotten first.


class BoundedTrackerStore(InMemoryTrackerStore):
    """Rasa's in-memory store, which by itself forgets nothing until it stops."""

    def __init__(self, *args: Any, max_conversations: int = MAX_CONVERSATIONS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.store: OrderedDict[str, str] = OrderedDict()
        self.max_event_history = MAX_EVENTS
        self._max_conversations = max_conversations

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the conversation's latest events and forget the conversation untouched for longest."""
        await super().save(tracker)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > self._max_conversations:
            self.store.popitem(last=False)
