"""Speaking to a provider over HTTP: what it refuses, and when it wants to be asked again, becomes a ChannelError."""

import ssl
from functools import cache
from typing import Any

import httpx

from backend.escalations.paging.channels import ChannelError

TIMEOUT_S = 6.0  # below the engine's limit for one page
TOO_MANY = (429, 503)
LONGEST_RETRY_S = 300.0


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


async def post(address: str, **request: Any) -> httpx.Response:
    """POST and return the answer. Raises ChannelError for anything that is no success."""
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False, verify=_tls()) as client:
            answer = await client.post(address, **request)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ChannelError(type(error).__name__) from error
    if not answer.is_success:
        raise ChannelError(f"status {answer.status_code}", retry_after_s=_retry_after_s(answer))
    return answer


async def post_for_json(address: str, **request: Any) -> dict[str, Any]:
    """POST and return the JSON object of the answer. Raises ChannelError."""
    answer = await post(address, **request)
    try:
        document = answer.json()
    except ValueError as error:
        raise ChannelError("no JSON") from error
    if not isinstance(document, dict):
        raise ChannelError("no JSON object")
    return document


def _retry_after_s(answer: httpx.Response) -> float | None:
    """Return how long a provider that is asked too often wants to be left alone; at most LONGEST_RETRY_S."""
    if answer.status_code not in TOO_MANY:
        return None
    given = answer.headers.get("Retry-After", "")
    return min(float(given), LONGEST_RETRY_S) if given.isascii() and given.isdigit() else 0.0
