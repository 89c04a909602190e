"""Guessing is slowed, and the owner is not kept out."""

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from backend.core.attempts import Attempts
from backend.core.limits import Limiter
from backend.core.problem import NotFound, TooManyRequests, Unauthenticated

HERE, ELSEWHERE = "203.0.113.1", "203.0.113.2"


def request(address: str = HERE) -> web.Request:
    return make_mocked_request("POST", "/", headers={"X-Forwarded-For": address})


@pytest.fixture
def attempts() -> Attempts:
    return Attempts(Limiter(trusted_proxies=1))


def miss(attempts: Attempts, who: str = "maya", address: str = HERE) -> None:
    with pytest.raises(Unauthenticated), attempts.guarding(request(address), "staff", who, Unauthenticated):
        raise Unauthenticated


def test_after_three_misses_the_next_attempt_waits(attempts: Attempts) -> None:
    for _ in range(3):
        miss(attempts)
    guard = attempts.guarding(request(), "staff", "Maya", Unauthenticated)
    with pytest.raises(TooManyRequests) as told, guard:
        pytest.fail("was let in to try")
    assert 1 <= told.value.extra["retry_after_s"] <= 10


def test_somebody_who_guesses_elsewhere_does_not_keep_the_owner_out(attempts: Attempts) -> None:
    for _ in range(3):
        miss(attempts, address=ELSEWHERE)
    with attempts.guarding(request(HERE), "staff", "maya", Unauthenticated):
        pass


def test_many_accounts_from_one_address_are_slowed_too(attempts: Attempts) -> None:
    for number in range(60):
        miss(attempts, f"guess-{number}")
    with pytest.raises(TooManyRequests), attempts.guarding(request(), "staff", "other", Unauthenticated):
        pass


def test_what_succeeds_or_breaks_otherwise_is_no_guess(attempts: Attempts) -> None:
    for _ in range(5):
        with attempts.guarding(request(), "staff", "maya", Unauthenticated):
            pass
        with pytest.raises(NotFound), attempts.guarding(request(), "staff", "maya", Unauthenticated):
            raise NotFound


def test_switched_off_nothing_waits() -> None:
    attempts = Attempts(Limiter(on=False), on=False)
    for _ in range(20):
        miss(attempts)
