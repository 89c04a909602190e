"""HTTP for the privacy notice: public, so that it can be read before anything is written."""

from pydantic import BaseModel, Field

from backend.core.routes import Call, Route
from backend.identity.policies import PUBLIC
from backend.rights.notice import Notice, notice


class NoticeQuery(BaseModel):
    """Which language the words are wanted in; English where there is none."""

    language: str = Field("en", pattern=r"^[a-z]{2,3}$")


async def privacy_notice(call: Call) -> Notice:
    """Return who can see what, at three lengths, with the review status of the words."""
    return notice(call.query.language)


ROUTES = [
    Route(
        "GET", "/v1/privacy-notice", privacy_notice, PUBLIC, "Who can see what, at three lengths",
        query=NoticeQuery, answer=Notice,
    ),
]  # fmt: skip
