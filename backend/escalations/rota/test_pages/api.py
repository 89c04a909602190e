"""HTTP for test pages."""

from aiohttp import web
from pydantic import BaseModel

from backend.core.fields import Empty, Instant
from backend.core.limits import Limits
from backend.core.routes import Call, Route
from backend.escalations.rota.api import actor
from backend.escalations.rota.readiness import TEST_COUNTS
from backend.escalations.rota.test_pages.model import SentTest
from backend.escalations.rota.test_pages.service import TestPages
from backend.identity.policies import RESPONDER

TEST_PAGES = web.AppKey("test_pages", TestPages)
CONSOLE = "console"


class TestPageView(BaseModel):
    """A test page by one channel. `id` is only told for the console: what went elsewhere has to arrive there."""

    id: str | None
    channel: str
    sent_at: Instant
    taken: bool | None
    acknowledged_at: Instant | None


class TestPageStanding(BaseModel):
    """One's test pages of the last day; `counts_until` is when the last acknowledgement is too old."""

    tests: list[TestPageView]
    acknowledged_at: Instant | None
    counts_until: Instant | None


async def send(call: Call) -> TestPageStanding:
    """Send a test page by each of one's channels."""
    await call.request.app[TEST_PAGES].send(actor(call))
    return await standing(call)


async def acknowledge(call: Call) -> TestPageStanding:
    """Say that a test page arrived."""
    await call.request.app[TEST_PAGES].acknowledge(actor(call), call.path("test_page_id"))
    return await standing(call)


async def standing(call: Call) -> TestPageStanding:
    """Show how one stands."""
    found = await call.request.app[TEST_PAGES].standing(actor(call).id)
    last = max(found.acknowledged.values(), default=None)
    return TestPageStanding(
        tests=[_view(test) for test in found.tests],
        acknowledged_at=last,
        counts_until=last + TEST_COUNTS if last else None,
    )


def _view(test: SentTest) -> TestPageView:
    told = {name: getattr(test, name) for name in ("channel", "sent_at", "taken", "acknowledged_at")}
    return TestPageView(id=test.id if test.channel == CONSOLE else None, **told)


ROUTES = [
    Route(
        "GET", "/v1/staff/me/test-page", standing, RESPONDER, "My test pages", answer=TestPageStanding
    ),
    Route(
        "POST", "/v1/staff/me/test-page", send, RESPONDER, "Send a test page to myself by each channel",
        body=Empty, answer=TestPageStanding, status=201, limits=Limits(account="20/hour"),
    ),
    Route(
        "POST", "/v1/staff/me/test-page/{test_page_id}/acknowledge", acknowledge, RESPONDER,
        "Acknowledge a test page", body=Empty, answer=TestPageStanding, problems=(404,),
    ),
]  # fmt: skip
