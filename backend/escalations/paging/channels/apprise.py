"""Everything else, through Apprise: one address for a member, or one for the whole service."""

import asyncio

from backend.escalations.paging.channels import Addressed, ChannelError, ChannelTools, Handed
from backend.escalations.paging.letters import Letter
from backend.escalations.paging.settings import secret_in


class AppriseChannel(Addressed):
    """An empty address means the one of the service. Apprise waits, so it runs in a thread."""

    async def deliver(self, address: str, letter: Letter) -> Handed | None:
        """Hand the letter to Apprise. Raises ChannelError."""
        if not await asyncio.to_thread(_notify, address or _of_the_service(self.tools), letter):
            raise ChannelError("not taken")
        return None


def _of_the_service(tools: ChannelTools) -> str:
    return secret_in(tools.settings.apprise_url_file) or ""


def _notify(address: str, letter: Letter) -> bool:
    from apprise import Apprise, NotifyType  # noqa: PLC0415 - slow to load, and most services never need it

    target = Apprise()
    if not target.add(address):
        return False
    kind = NotifyType.WARNING if letter.urgent else NotifyType.INFO
    return bool(target.notify(title=letter.subject, body=letter.text, notify_type=kind))


def create(tools: ChannelTools) -> AppriseChannel:
    """Return the channel: it needs no settings where members have addresses of their own."""
    return AppriseChannel(tools, "apprise")
