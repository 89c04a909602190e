"""Histograms for Prometheus: the worker observes each hop once, whichever worker it is."""

from datetime import timedelta

from prometheus_client import Histogram

from backend.core.clock import Clock
from backend.escalations.numbers.store import NumberStore

SETTLED_AFTER = timedelta(seconds=10)  # A receipt bears a time some seconds before its commit.
PAGED_S = (0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300)
SEEN_S = (15, 30, 60, 120, 300, 600, 1800, 3600, 14400)
TO_PAGE = Histogram("evenlight_time_to_page_seconds", "From a request to its first page", buckets=PAGED_S)
TO_ACKNOWLEDGE = Histogram(
    "evenlight_time_to_acknowledge_seconds", "From a request to its first acknowledgement", buckets=SEEN_S
)
TO_WORDS = Histogram(
    "evenlight_time_to_words_seconds", "From a request to a person's first words", buckets=SEEN_S
)


class Measuring:
    """Follows the receipts."""

    def __init__(self, store: NumberStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def run(self) -> None:
        """Observe every hop since the last time."""
        until = self._clock.now() - SETTLED_AFTER
        since = await self._store.measured_from(until)
        if since is None:
            return
        for fact in await self._store.facts_moved(since, until):
            for histogram, after_s in (
                (TO_PAGE, fact.paged_s),
                (TO_ACKNOWLEDGE, fact.acknowledged_s),
                (TO_WORDS, fact.words_s),
            ):
                if after_s is not None and since < fact.opened_at + timedelta(seconds=after_s) <= until:
                    histogram.observe(after_s)
