"""Server-sent events over a bearer token: the page reads them with fetch(), so that no token is in an address."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Any

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from backend.core.limits import ACCOUNT, LIMITER
from backend.core.logging import log

KEEP_ALIVE_S = 15.0
# The page comes back with a fresh token, so that a stream does not outlive the right to read it.
MAX_AGE_S = 10 * 60

Event = tuple[str, str, str | None]


class Unkept(EventSourceResponse):
    """A stream that nothing on the way keeps, nor the browser. The library allows keeping it, whatever it is given."""

    def __init__(self, **options: Any) -> None:
        """Take what the library's response takes."""
        super().__init__(**options)
        self.headers["Cache-Control"] = "no-store"


async def stream(request: web.Request, events: AsyncGenerator[Event, None]) -> web.StreamResponse:
    """Send (event, data, id) until the caller goes away, the stream is old, or the store fails.

    Raises TooManyRequests where this account has too many streams open.
    """
    with request.app[LIMITER].open_stream(request.get(ACCOUNT, "")):
        async with sse_response(request, response_cls=Unkept, ping_interval=KEEP_ALIVE_S) as response:
            with suppress(TimeoutError, ConnectionError):
                async with asyncio.timeout(MAX_AGE_S):
                    await _send_all(response, events)
        return response


async def _send_all(response: EventSourceResponse, events: AsyncGenerator[Event, None]) -> None:
    try:
        async with aclosing(events):
            async for event, data, event_id in events:
                if not response.is_connected():
                    return
                await response.send(data, event=event, id=event_id)
    except (ConnectionError, asyncio.CancelledError):
        raise
    except Exception as error:  # noqa: BLE001 - the headers are out: all that is left is to end the stream
        log.warning("stream_ended", error=type(error).__name__)
