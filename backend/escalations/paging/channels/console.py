"""The console channel: a line on the worker's output, and a notice in the on-call console (sound and title)."""

from backend.core.logging import log
from backend.escalations.paging.channels import ChannelTools
from backend.escalations.paging.model import Page


class ConsoleChannel:
    """Needs no account anywhere, so it is always there."""

    name = "console"

    def __init__(self, tools: ChannelTools) -> None:
        self._tools = tools

    async def send(self, page: Page) -> None:
        """Print the line first: it comes out also when the store is down."""
        log.warning("page", page_id=page.id, staff_id=page.staff_id, attention=page.attention.value)
        await self._tools.notices.put(page, self._tools.clock.now())


def create(tools: ChannelTools) -> ConsoleChannel:
    """Return the channel."""
    return ConsoleChannel(tools)
