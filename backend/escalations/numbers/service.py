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
        """Return a Monday and a Sunday, of four weeks up to the running one unless named. Raises Unprocessable.

        Weeks are whole so that two periods do not differ by one day, whose count could be read off.
        """
        last = last or self._clock.now().astimezone(LONDON).date()
        sunday = last + timedelta(days=6 - last.weekday())
        first = first or sunday - timedelta(days=USUAL_DAYS - 1)
        if not timedelta() <= last - first < timedelta(days=MOST_DAYS):
            reason = f"is not before the last day, or more than {MOST_DAYS} days"
            raise Unprocessable(errors=[{"field": "from", "reason": reason}])
        return first - timedelta(days=first.weekday()), sunday

    async def between(self, first: date, last: date) -> Numbers:
        """Return the numbers from the beginning of one day to the end of another, or to now."""
        now = self._clock.now()
        starts_at, ends_at = _midnight(first), _midnight(last + timedelta(days=1))
        so_far = max(starts_at, min(ends_at, now))
        gaps_from = await self._gaps_from(starts_at, so_far)
        gaps = await self._rota.gaps(gaps_from, so_far) if gaps_from else []
        facts = await self._store.facts(starts_at, ends_at)
        return numbers(facts, starts_at, ends_at, gaps, gaps_from)

    async def _gaps_from(self, starts_at: datetime, so_far: datetime) -> datetime | None:
        """Return since when somebody should be on call: not before the first shift, or the first request."""
        known = [at for at in (await self._rota.first_at(), await self._store.first_opened_at()) if at]
        since = max(min(known), starts_at) if known else so_far
        return since if since < so_far else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
