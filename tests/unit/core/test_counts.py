"""No count that is shown, nor any difference of shown counts, tells 1 from 4: every table of a few rows is tried."""

from collections.abc import Callable
from itertools import product

import pytest

from backend.core.counts import Range, shown, shown_sum
from tests.told_apart import told_apart


@pytest.mark.parametrize("rows", [1, 2, 3, 4])
def test_a_row_is_not_what_is_left_of_the_sum(rows: int) -> None:
    tables = product(range(10), repeat=rows)
    assert told_apart(((*map(shown, counts), shown_sum(sum(counts))), counts) for counts in tables) == []


@pytest.mark.parametrize("say", [shown, shown_sum])
def test_who_was_acknowledged_is_not_what_is_left_of_the_requests(say: Callable[[int], Range]) -> None:
    rows = [(all_, missed) for all_ in range(25) for missed in range(all_ + 1)]
    shown_rows = ((say(all_), say(missed)) for all_, missed in rows)
    secrets = [(missed, all_ - missed) for all_, missed in rows]
    assert told_apart(zip(shown_rows, secrets, strict=True)) == []


def test_a_week_is_not_what_one_period_has_more_than_another() -> None:
    pairs = list(product(range(25), range(10)))
    seen = ((shown_sum(before), shown_sum(before + week)) for before, week in pairs if before)
    assert told_apart(zip(seen, [(week,) for before, week in pairs if before], strict=True)) == []


def test_five_are_told_from_four_and_nothing_at_all_only_in_a_sum() -> None:
    assert (shown(0), shown(4), shown(5), shown(14)) == (Range(0, 4), Range(0, 4), Range(5, 9), Range(10, 14))
    assert (shown_sum(0), shown_sum(1), shown_sum(5)) == (Range(0, 0), Range(1, 4), Range(5, 9))
