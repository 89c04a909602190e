"""evenlight api: serve HTTP until told to stop."""

import sys

from aiohttp import web

from backend.app import create_app
from backend.chat.texts import unapproved_languages
from backend.core.logging import configure
from backend.settings import Settings
from backend.wiring import build_services

GRACE_S = 2.0


def main(_arguments: list[str]) -> int:
    """Serve; in production only with texts that somebody approved."""
    settings = Settings()
    drafts = unapproved_languages() if settings.production else []
    if drafts:
        print(
            f"The safety texts of {', '.join(drafts)} are drafts that nobody approved, so production does not start. "
            "Have them approved (backend/chat/texts), or run with EVENLIGHT_ENV=development.",
            file=sys.stderr,
        )
        return 1
    web.run_app(
        _application(settings),
        host=settings.host,
        port=settings.port,
        print=None,
        access_log=None,
        shutdown_timeout=GRACE_S,
    )
    return 0


async def _application(settings: Settings) -> web.Application:
    configure()
    return create_app(build_services(settings))
