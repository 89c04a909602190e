"""A test page. Pure."""

from dataclasses import dataclass
from datetime import datetime

from backend.core.attention import Attention
from backend.escalations.model import Responder
from backend.escalations.paging.model import Page

# Instead of the id of an escalation: channels and the console tell a test page by it.
TEST_MARKER = "test-"


def is_test(escalation_id: str) -> bool:
    """Tell whether a page is a test page: there is no escalation behind it."""
    return escalation_id.startswith(TEST_MARKER)


@dataclass(frozen=True)
class SentTest:
    """A test page by one channel; `taken` is None until the provider has taken or refused it."""

    id: str
    staff_id: str
    channel: str
    sent_at: datetime
    taken: bool | None = None
    acknowledged_at: datetime | None = None

    def page(self, member: Responder) -> Page:
        """Return what is handed to the channel."""
        return Page(
            id=self.id,
            escalation_id=self.id,
            conversation_id=self.id,
            staff_id=member.id,
            first_name=member.first_name,
            channel=self.channel,
            attention=Attention.TODAY,
            step=0,
            fallback=False,
            due_at=self.sent_at,
        )
