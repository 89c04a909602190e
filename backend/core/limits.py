"""How often something may be asked: by one account, from one address, and by all together.

A limit slows a flood. It never stops somebody who needs a person: a route may say which requests are urgent.
Counted in this process's memory (sliding window), so that it holds also when the store is down, and nothing about
who came from where is kept: addresses are hashed under a key that ends with the process.
"""

import hashlib
import math
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from aiohttp import web
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import RateLimiter, SlidingWindowCounterRateLimiter

from backend.core.problem import TooManyRequests

STREAMS_PER_ACCOUNT = 8
STREAMS_PER_PROCESS = 5_000


@dataclass(frozen=True)
class Limits:
    """Rates such as "30/minute"; None is no limit. A whole school may share one address."""

    account: str | None = "600/minute"
    address: str | None = "6000/minute"
    everyone: str | None = None


USUAL = Limits()


@cache
def _rate(text: str) -> RateLimitItem:
    return parse(text)


def until_reset_s(windows: RateLimiter, rate: RateLimitItem, *bucket: str) -> int:
    """Return the whole seconds until a bucket has room again, at least one."""
    return max(1, math.ceil(windows.get_window_stats(rate, *bucket).reset_time - time.time()))


class Limiter:
    """Counts requests and open streams. `trusted_proxies` is how many proxies of ours stand in front."""

    def __init__(self, *, on: bool = True, trusted_proxies: int = 0) -> None:
        self._on, self._trusted_proxies = on, trusted_proxies
        self._windows = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._streams: Counter[str] = Counter()
        self._key = secrets.token_bytes(16)

    def wait_s(self, request: web.Request, name: str, limits: Limits, account: str | None) -> int | None:
        """Count this request for the route `name`; return the seconds to wait where it is one too many."""
        if not self._on:
            return None
        buckets = [
            (limits.account if account else None, "account", account or ""),
            (limits.address, "address", self.address(request)),
            (limits.everyone, "everyone", ""),
        ]
        for rate, kind, who in buckets:
            if rate and not self._windows.hit(_rate(rate), kind, name, who):
                return until_reset_s(self._windows, _rate(rate), kind, name, who)
        return None

    def address(self, request: web.Request) -> str:
        """Return a hash of where the request comes from: what the outermost proxy of ours saw."""
        hops = request.headers.get("X-Forwarded-For", "").split(",") if self._trusted_proxies else []
        seen = (
            hops[-self._trusted_proxies].strip() if len(hops) >= self._trusted_proxies > 0 else request.remote
        )
        return hashlib.blake2b((seen or "").encode(), key=self._key, digest_size=12).hexdigest()

    @contextmanager
    def open_stream(self, account: str) -> Iterator[None]:
        """Hold one stream of an account open. Raises TooManyRequests where there are too many."""
        full = self._streams[account] >= STREAMS_PER_ACCOUNT or self._streams.total() >= STREAMS_PER_PROCESS
        if self._on and full:
            raise TooManyRequests(retry_after_s=5)
        self._streams[account] += 1
        try:
            yield
        finally:
            self._streams[account] -= 1
            self._streams += Counter()  # Forgets accounts at zero.


LIMITER = web.AppKey("limiter", Limiter)
ACCOUNT: web.RequestKey[str] = web.RequestKey("account", str)
