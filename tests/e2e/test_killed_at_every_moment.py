"""A part dies at each moment of an escalation's life, in a fixed order, while people disclose and staff answer."""

from collections.abc import Iterable

import pytest

from benchmarks.soaking.moments import Kill, Moment
from benchmarks.soaking.providers import BAD_DAY
from benchmarks.soaking.soak import EACH_MOMENT_ONCE, Result, Soak, run

pytestmark = pytest.mark.e2e


def nothing_lost(result: Result, kills: Iterable[Kill]) -> None:
    assert result.killed == list(kills)
    assert result.informs["disclosures"] > len(result.killed)
    assert result.informs["closed"] > 0
    assert not any(result.bad.values()), result.bad


async def test_nothing_is_lost_doubled_or_sent_for_what_is_closed() -> None:
    assert {moment for moment, _ in EACH_MOMENT_ONCE} == set(Moment)

    nothing_lost(await run(Soak(every_s=1.2)), EACH_MOMENT_ONCE)


async def test_primaries_of_three_members_are_killed_and_nothing_is_lost() -> None:
    kills = [(Moment.OPENED, "database"), (Moment.CLOSED, "database")]

    nothing_lost(await run(Soak(kills, members=3, election_timeout_ms=2000)), kills)


async def test_providers_on_a_bad_day_still_reach_somebody() -> None:
    kills = [(Moment.SENT, "worker"), (Moment.RECEIPT, "api")]

    result = await run(Soak(kills, ways=BAD_DAY))

    nothing_lost(result, kills)
    assert result.informs["pages sent again after a kill or a refusal"] > 0
