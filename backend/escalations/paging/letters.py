"""What a page says. No content: an opaque reference, how soon, and where to look."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from backend.core.attention import Attention
from backend.escalations.paging.links import PageLinks
from backend.escalations.paging.model import NO_ESCALATION, Page

REFERENCE_LENGTH = 6
PAGE_SPOKEN = "This is Evenlight on call. Please look at the console."
DRILL_SPOKEN = "This is a drill of Evenlight on call. Please look at the console."
TEST_SPOKEN = "This is a test of how Evenlight reaches you. Nobody needs you."


@dataclass(frozen=True)
class Letter:
    """One message to a member of staff. `reply` is what an SMS may be answered with, `spoken` what a call says."""

    id: str
    subject: str
    text: str
    link: str
    reply: str | None = None
    urgent: bool = True
    tracked: bool = False  # a page, of which delivery receipts are stored
    spoken: str = PAGE_SPOKEN


class Letters:
    """Writes pages, codes and tests."""

    def __init__(self, links: PageLinks, public_url: str) -> None:
        self._links, self._public_url = links, public_url.rstrip("/")

    @property
    def host(self) -> str:
        """Return the name of this service in the network, for what must name a sender."""
        return urlsplit(self._public_url).hostname or "localhost"

    async def of_page(self, page: Page) -> Letter:
        """Return what a page says, with its link to acknowledge; without one when there is nothing to acknowledge."""
        soon = "now" if page.attention is Attention.NOW else "today"
        soon += " (this is a drill)" if page.drill else ""
        console = f"{self._public_url}/staff"
        if page.escalation_id == NO_ESCALATION:
            text = f"Evenlight on call: please look {soon}.\nConsole: {console}"
            return Letter(page.id, f"Evenlight on call: {soon}", text, console)
        reference = page.escalation_id[:REFERENCE_LENGTH]
        link = f"{self._public_url}/acknowledge#{await self._links.token(page.id)}"
        text = (
            f"Evenlight on call: please look {soon}. Page {reference}.\n"
            f"To say that you have it: {link}\nConsole: {console}"
        )
        reply = await self._links.reply_code(page.id)
        subject = f"Evenlight on call: {soon} ({reference})"
        urgent = page.attention is Attention.NOW
        spoken = DRILL_SPOKEN if page.drill else PAGE_SPOKEN
        return Letter(page.id, subject, text, link, reply, urgent=urgent, tracked=True, spoken=spoken)

    def of_code(self, code: str) -> Letter:
        """Return the code that shows that an address is right."""
        text = f"Your Evenlight code is {code}. It works for ten minutes. Nobody from us will ask you for it."
        spoken = f"Your Evenlight code is {', '.join(code)}."
        return Letter("code", "Your Evenlight code", text, f"{self._public_url}/staff", spoken=spoken)

    def of_test(self) -> Letter:
        """Return a test that somebody asked for."""
        console = f"{self._public_url}/staff"
        text = f"{TEST_SPOKEN}\nConsole: {console}"
        return Letter("test", "Evenlight: a test", text, console, urgent=False, spoken=TEST_SPOKEN)
