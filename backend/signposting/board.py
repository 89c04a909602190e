"""Who is awake at one instant: the whole directory in its order, and what of it fits a question."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice

from backend.core.clock import LONDON
from backend.signposting.asking import Question
from backend.signposting.hours import Availability, standing
from backend.signposting.model import Listing, Service, State
from backend.signposting.saying import FORM_SAYS, checked, label, says

STATE_ORDER = {State.OPEN: 0, State.UNKNOWN: 1, State.CLOSED: 2}
UNRANKED = 99
NEVER = datetime.max.replace(tzinfo=UTC)
LEAST_DAY_AND_NIGHT = 3
QUESTIONS_KEPT = 256
NOTHING_OPEN = "Nothing that fits is open now. These answer day and night."
NOTHING_FITS = "Nothing here fits. These answer day and night."


@dataclass(frozen=True)
class Entry:
    """A service and what is true of it."""

    service: Service
    when: Availability

    @property
    def never_closes(self) -> bool:
        """Tell whether somebody answers there day and night. A form is nobody."""
        return self.when.always_open and not self.service.form_only


class Board:
    """Every entry that the public may see, in the order in which it is shown. Holds from `since` until `until`.

    The order depends on nobody's question: open ones first, among those what can be used without being heard, then
    those whose hours are not known, then closed ones by how soon they open.
    """

    def __init__(self, services: Iterable[Service], now: datetime, before: "Board | None" = None) -> None:
        self.since = now
        day = now.astimezone(LONDON).date()
        midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), LONDON).astimezone(UTC)
        shown = [service for service in services if service.shown and service.public_channels]
        known = before.known(now) if before else {}
        hours = {service.hours_on(day) for service in shown}
        self._standing = {text: known.get(text) or standing(text, now) for text in hours}
        self.until = min([midnight, *(until for _, until in self._standing.values())])
        entries = [Entry(service, self._standing[service.hours_on(day)][0]) for service in shown]
        self._entries = tuple(sorted(entries, key=_order))
        self._day_and_night = tuple(entry for entry in self._entries if entry.never_closes)
        self.fitting = lru_cache(maxsize=QUESTIONS_KEPT)(self._fitting)

    def holds(self, now: datetime) -> bool:
        """Tell whether nothing has opened, closed or run out since it was made."""
        return self.since <= now < self.until

    def known(self, now: datetime) -> "dict[str | None, tuple[Availability, datetime]]":
        """Return what was found for each string of hours, where it still holds: only what has changed is read anew."""
        if now < self.since:
            return {}
        return {hours: found for hours, found in self._standing.items() if now < found[1]}

    def _fitting(self, question: Question, limit: int) -> "Fitting":
        fits = [entry for entry in self._entries if question.fits(entry.service)]
        listed = tuple(fits[:limit])
        return Fitting(listed, len(fits) - len(listed), tuple(self._instead(question, listed)))

    def _instead(self, question: Question, listed: tuple[Entry, ...]) -> Iterator[Entry]:
        there = {entry.service.id for entry in listed if entry.never_closes}
        others = (
            entry
            for entry in self._day_and_night
            if entry.service.id not in there and question.only_who.fits(entry.service)
        )
        return islice(others, max(0, LEAST_DAY_AND_NIGHT - len(there)))


@dataclass(frozen=True)
class Fitting:
    """What fits a question, how much more does; and what never closes, where too little of that is listed."""

    listed: tuple[Entry, ...]
    more: int
    instead: tuple[Entry, ...]

    @property
    def says(self) -> str | None:
        """Return the sentence for an answer in which nothing is open, or None."""
        if not self.listed:
            return NOTHING_FITS
        return None if self.listed[0].when.state is State.OPEN else NOTHING_OPEN


def listing(entry: Entry, now: datetime) -> Listing:
    """Return an entry as somebody sees it."""
    service, when = entry.service, entry.when
    return Listing(
        id=service.id,
        name=service.name,
        what_for=service.description,
        state=when.state,
        closes_at=when.closes_at,
        opens_at=when.opens_at,
        says=FORM_SAYS if when.always_open and service.form_only else says(when, now),
        channels=service.public_channels,
        label=label(service, now.astimezone(LONDON).date()),
        checked=checked(service),
    )


def _order(entry: Entry) -> tuple[int, datetime, bool, bool, int, str]:
    service, when = entry.service, entry.when
    return (
        STATE_ORDER[when.state],
        (when.opens_at or NEVER) if when.state is State.CLOSED else NEVER,
        service.form_only,
        not service.quiet,
        UNRANKED if service.crisis_rank is None else service.crisis_rank,
        service.name,
    )
