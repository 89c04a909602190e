"""Guessing is slowed: wrong guesses at who one is are counted, and the next ones have to wait.

Counted for the pair of address and account, and for the address alone; never for the account alone, since then
anybody could keep the owner out. Nothing that helps in a crisis asks for a sign-in.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from backend.core.limits import Limiter, until_reset_s
from backend.core.problem import Problem, TooManyRequests

# Each further window is a longer wait: after 3 misses some seconds, after 10 minutes, after 30 an hour.
OF_A_PAIR = parse_many("3/10second;10/5minute;30/hour")
OF_AN_ADDRESS = parse_many("60/minute;600/hour")


class Attempts:
    """Counts failures in this process's memory."""

    def __init__(self, limiter: Limiter, *, on: bool = True) -> None:
        self._limiter, self._on = limiter, on
        self._windows = FixedWindowRateLimiter(MemoryStorage())

    @contextmanager
    def guarding(self, request: web.Request, kind: str, who: str, failure: type[Problem]) -> Iterator[None]:
        """Count it where the block raises `failure`. Raises TooManyRequests where it has to wait first."""
        buckets = self._buckets(request, kind, who)
        for rate, *bucket in buckets if self._on else ():
            if not self._windows.test(rate, *bucket):
                raise TooManyRequests(retry_after_s=until_reset_s(self._windows, rate, *bucket))
        try:
            yield
        except failure:
            for rate, *bucket in buckets:
                self._windows.hit(rate, *bucket)
            raise

    def _buckets(
        self, request: web.Request, kind: str, who: str
    ) -> list[tuple[RateLimitItem, str, str, str]]:
        address = self._limiter.address(request)
        pair = [(rate, kind, address, who.casefold()) for rate in OF_A_PAIR]
        return pair + [(rate, kind, address, "") for rate in OF_AN_ADDRESS]


ATTEMPTS = web.AppKey("attempts", Attempts)
