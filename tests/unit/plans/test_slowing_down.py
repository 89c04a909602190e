"""A link slows down as its code is guessed at."""

from datetime import timedelta

from backend.plans.sharing.model import LONGEST_WAIT, MOST_WRONG_CODES, wait_after


def test_anybody_may_mistype_twice_and_then_each_wait_is_longer() -> None:
    waits = [wait_after(wrong) for wrong in range(1, MOST_WRONG_CODES)]
    assert waits[:4] == [timedelta(0), timedelta(0), timedelta(minutes=1), timedelta(minutes=2)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert sum(waits, timedelta(0)) > timedelta(hours=2)
