"""Reads a message again beside the last few before it, where together they may say more.

Nothing waits on this: where the earlier messages cannot be read, or not quickly, the message counts as read alone.
"""

import asyncio
from datetime import timedelta

from backend.chat.model import Noticed
from backend.chat.noticing import notice
from backend.chat.store import ChatStore
from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.logging import log
from backend.screening import EARLIER_MAX, depends_on_earlier

LOOK_BACK = timedelta(hours=24)
READ_AT_MOST_S = 0.5


class EarlierMessages:
    """The young person's last messages, as far as this one's meaning may depend on them."""

    def __init__(self, store: ChatStore, crypto: FieldCrypto, clock: Clock) -> None:
        self._store, self._crypto, self._clock = store, crypto, clock

    async def considered(self, conversation_id: str, text: str, alone: Noticed) -> Noticed:
        """Return what is noticed in `text` after the messages before it; `alone` is what it says by itself."""
        if alone.attention is Attention.NOW or not _may_say_more(text):
            return alone
        try:
            async with asyncio.timeout(READ_AT_MOST_S):
                earlier = await self._texts(conversation_id)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the message itself was screened
            log.warning("earlier_messages_not_read", error=type(error).__name__)
            return alone
        return notice(text, earlier)

    async def _texts(self, conversation_id: str) -> list[str]:
        since = self._clock.now() - LOOK_BACK
        messages = await self._store.last_said(conversation_id, since, EARLIER_MAX)
        return list(await asyncio.gather(*(self._crypto.open(message.sealed) for message in messages)))


def _may_say_more(text: str) -> bool:
    try:
        return depends_on_earlier(text)
    except Exception as error:  # noqa: BLE001 - a fault here must not lose what was noticed
        log.warning("cues_not_read", error=type(error).__name__)
        return False
