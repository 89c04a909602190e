"""Reads a request's body within its limit, whatever length the sender announces."""

import asyncio

from aiohttp import web

from backend.core.problem import RequestTimeout, TooLarge, UnsupportedMediaType

BODY_TIMEOUT_S = 20.0
SLOWEST_BYTES_PER_S = 50_000  # a large body gets more time, for a phone on a bad network


async def read_body(request: web.Request, media: tuple[str, ...], most_bytes: int) -> bytes:
    """Return the body. Raises UnsupportedMediaType, TooLarge or RequestTimeout."""
    if request.content_type not in media or "Content-Encoding" in request.headers:
        raise UnsupportedMediaType(f"Send {' or '.join(media)}.")
    try:
        async with asyncio.timeout(BODY_TIMEOUT_S + most_bytes / SLOWEST_BYTES_PER_S):
            return await _read(request, most_bytes)
    except TimeoutError as error:
        raise RequestTimeout from error


async def _read(request: web.Request, most_bytes: int) -> bytes:
    too_large = TooLarge(f"At most {most_bytes} bytes are accepted.")
    if (request.content_length or 0) > most_bytes:
        raise too_large
    chunks, length = [], 0
    async for chunk in request.content.iter_any():
        chunks.append(chunk)
        length += len(chunk)
        if length > most_bytes:
            raise too_large
    return b"".join(chunks)
