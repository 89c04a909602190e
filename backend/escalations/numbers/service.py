"""The numbers of a period."""

from datetime import UTC, date, datetime, time, timedelta

from backend.core.clock import LONDON, Clock
from backend.core.problem import Unprocessable
from backend.escalations.numbers.model import Numbers, numbers
from backend.escalations.numbers.store import NumberStore
from backend.escalations.rota.service import RotaService

USUAL_DAYS = 28
MOST_DAYS = 366


class NumbersService:
    """Reads facts and counts them; days are London's."""

    def __init__(self, store: NumberStore, rota: RotaService, clock: Clock) -> None:
        self._store, self._rota, self._clock = store, rota, clock

    def period(self, first: date | None, last: date | None) -> tuple[date, date]:
        """Return the first and the last day: the last four weeks unless named. Raises Unprocessable."""
        today = self._clock.now().astimezone(LONDON).date()
        last = last or today
        first = first or last - timedelta(days=USUAL_DAYS - 1)
        if not timedelta() <= last - first < timedelta(days=MOST_DAYS):
            reason = f"is not before the last day, or more than {MOST_DAYS} days"
            raise Unprocessable(errors=[{"field": "from", "reason": reason}])
        return first, last

    async def between(self, first: date, last: date) -> Numbers:
        """Return the numbers from the beginning of one day to the end of another, or to now."""
        now = self._clock.now()
        starts_at, ends_at = _midnight(first), _midnight(last + timedelta(days=1))
        so_far = max(starts_at, min(ends_at, now))
        gaps = await self._rota.gaps(starts_at, so_far) if so_far > starts_at else []
        return numbers(await self._store.facts(starts_at, ends_at), starts_at, ends_at, gaps)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
