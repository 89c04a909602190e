"""Addresses outside this service: where alarms go, and the dead man's switch. They carry no content."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from backend.core.logging import log

TIMEOUT_S = 5.0
TITLE = "Evenlight alarm"


class Outside:
    """Posts from the process that calls it, past the worker and the store; never raises. Addresses are secrets."""

    def __init__(self, alarm_file: Path | None, heartbeat_file: Path | None) -> None:
        self._alarm_file, self._heartbeat_file = alarm_file, heartbeat_file

    async def tell(self, document: dict[str, str]) -> int:
        """Send this to every alarm address: as JSON over HTTP, or as one line by Apprise. Return how many took it."""
        return await self._each(self._alarm_file, lambda url: _told(url, document))

    async def beat(self) -> int:
        """Say "all is well" to every heartbeat address; whoever is behind it rings when this stays away."""
        return await self._each(self._heartbeat_file, _beat)

    async def _each(self, file: Path | None, send: Callable[[str], Awaitable[None]]) -> int:
        results = await asyncio.gather(*(send(url) for url in _addresses(file)), return_exceptions=True)
        failed = [result for result in results if isinstance(result, BaseException)]
        for error in failed:
            log.error("outside_failed", error=type(error).__name__)
        return len(results) - len(failed)


def _addresses(file: Path | None) -> list[str]:
    """Read anew each time: an address may be changed while the service runs."""
    if file is None:
        return []
    try:
        return file.read_text(encoding="utf-8").split()
    except OSError as error:
        log.error("outside_unreadable", error=type(error).__name__)
        return []


async def _told(url: str, document: dict[str, str]) -> None:
    if urlsplit(url).scheme in {"http", "https"}:
        async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
            (await client.post(url, json=document)).raise_for_status()
        return
    from apprise import Apprise  # noqa: PLC0415 - half a second that only those pay who use it

    line = f"{document['promise']}: {document['state']}. {document['detail']}"
    by = Apprise()
    async with asyncio.timeout(TIMEOUT_S):
        if not (by.add(url) and await by.async_notify(body=line, title=TITLE)):
            raise ConnectionError


async def _beat(url: str) -> None:
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
        (await client.get(url)).raise_for_status()
