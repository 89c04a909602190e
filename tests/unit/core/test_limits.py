"""Who is counted as whom, and what is kept of it."""

from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from backend.core.limits import Limiter, Limits
from backend.core.problem import TooManyRequests

ONCE = Limits(account="1/minute", address=None)


def request(forwarded: str | None = None) -> web.Request:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return make_mocked_request("GET", "/", headers=headers)


def test_each_account_is_counted_apart_and_each_route() -> None:
    limiter = Limiter()
    assert limiter.wait_s(request(), "GET /a", ONCE, "kit") is None
    assert limiter.wait_s(request(), "GET /a", ONCE, "mo") is None
    assert limiter.wait_s(request(), "GET /b", ONCE, "kit") is None
    assert 1 <= (limiter.wait_s(request(), "GET /a", ONCE, "kit") or 0) <= 60


def test_a_limit_for_everyone_counts_all_together() -> None:
    limiter, limits = Limiter(), Limits(account=None, address=None, everyone="2/minute")
    waits = [limiter.wait_s(request(), "GET /a", limits, who) for who in ("kit", "mo", "sam")]
    assert waits[:2] == [None, None]
    assert waits[2]


@pytest.mark.parametrize(
    ("proxies", "one", "other", "same"),
    [
        (0, "203.0.113.1", "203.0.113.2", True),  # Nobody's word for where they come from is taken.
        (1, "203.0.113.1", "203.0.113.2", False),
        (1, "made-up, 203.0.113.1", "other, 203.0.113.1", True),  # Only what our proxy added counts.
        (2, "203.0.113.1, 10.0.0.1", "203.0.113.2, 10.0.0.1", False),
        (2, "203.0.113.1", "203.0.113.2", True),  # Fewer hops than proxies: came round them.
    ],
)
def test_an_address_is_what_our_outermost_proxy_saw(proxies: int, one: str, other: str, same: bool) -> None:
    limiter = Limiter(trusted_proxies=proxies)
    assert (limiter.address(request(one)) == limiter.address(request(other))) is same


def test_an_address_is_not_kept_as_it_is() -> None:
    one, other = Limiter(trusted_proxies=1), Limiter(trusted_proxies=1)
    assert "203.0.113.9" not in one.address(request("203.0.113.9"))
    assert one.address(request("203.0.113.9")) != other.address(request("203.0.113.9"))


def test_switched_off_nothing_is_counted() -> None:
    limiter = Limiter(on=False)
    assert [limiter.wait_s(request(), "GET /a", ONCE, "kit") for _ in range(5)] == [None] * 5


def test_streams_are_given_back_also_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.core.limits.STREAMS_PER_ACCOUNT", 1)
    limiter: Any = Limiter()
    with pytest.raises(RuntimeError), limiter.open_stream("kit"):
        raise RuntimeError
    with limiter.open_stream("kit"), pytest.raises(TooManyRequests), limiter.open_stream("kit"):
        pass
    assert not limiter._streams
