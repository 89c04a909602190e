"""Fetching a feed from an address into a file: a list, or the pages of an Open Referral UK API, one service a line."""

import json
from pathlib import Path
from typing import Any

import httpx

from backend.core.problem import Problem

TIMEOUT_S = 30.0
MOST_BYTES = 1_000_000_000
MOST_PAGES = 20_000
ON_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}


class FeedUnreachable(Problem):
    """The address does not answer with a feed."""

    status, key, title = 502, "feed-unreachable", "The feed was not fetched, and nothing was taken in"


def is_address(text: str) -> bool:
    """Tell an address from the name of a file."""
    return text.startswith(("http://", "https://"))


async def fetch(address: str, into: Path) -> None:
    """Write the feed of an address to a file. Raises FeedUnreachable."""
    url = httpx.URL(address)
    if url.scheme != "https" and url.host not in ON_THIS_MACHINE:
        raise FeedUnreachable("The address has to begin with https://")
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
            await _download(client, url, into)
            if _is_page(into):
                await _pages(client, url, into)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FeedUnreachable(f"{url.host} did not answer with a feed.") from error


async def _download(client: httpx.AsyncClient, url: httpx.URL, into: Path) -> None:
    size = 0
    async with client.stream("GET", url) as response:
        response.raise_for_status()
        with into.open("wb") as file:
            async for chunk in response.aiter_bytes():
                size += len(chunk)
                if size > MOST_BYTES:
                    raise FeedUnreachable("The feed is larger than a gigabyte.")
                file.write(chunk)


def _is_page(path: Path) -> bool:
    """Tell whether it is a page of an API, of which there may be more. Pages are small."""
    if path.stat().st_size > 50_000_000:
        return False
    try:
        document = json.loads(path.read_bytes())
    except ValueError:
        return False
    return isinstance(document, dict) and "contents" in document and "total_pages" in document


async def _pages(client: httpx.AsyncClient, url: httpx.URL, into: Path) -> None:
    number, last = 1, False
    with into.open("w", encoding="utf-8") as file:
        while not last and number <= MOST_PAGES:
            page = await _json(client, url.copy_merge_params({"page": str(number)}))
            contents = page.get("contents")
            for item in contents if isinstance(contents, list) else []:
                file.write(json.dumps(await _whole(client, url, item)) + "\n")
            pages = page.get("total_pages")
            last = bool(page.get("last_page")) or not isinstance(pages, int) or number >= pages
            number += 1


async def _whole(client: httpx.AsyncClient, url: httpx.URL, item: Any) -> Any:
    """Return a service with everything that belongs to it: lists leave that out."""
    if not isinstance(item, dict) or "schedules" in item or not isinstance(item.get("id"), str):
        return item
    one = url.copy_with(path=f"{url.path.rstrip('/')}/{item['id']}", query=None)
    try:
        return await _json(client, one)
    except FeedUnreachable:
        return item


async def _json(client: httpx.AsyncClient, url: httpx.URL) -> dict[str, Any]:
    response = await client.get(url)
    response.raise_for_status()
    try:
        document = response.json()
    except ValueError as error:
        raise FeedUnreachable(f"{url.host} did not answer with JSON.") from error
    if not isinstance(document, dict):
        raise FeedUnreachable(f"{url.host} did not answer with a page.")
    return document
