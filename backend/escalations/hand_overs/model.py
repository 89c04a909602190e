"""An offer to a colleague, and when somebody who holds an escalation has gone off shift. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.core.crypto import Sealed
from backend.escalations.rota.model import Shift

# Who keeps an escalation beyond their shift is asked again after this time.
ASK_AGAIN_AFTER = timedelta(hours=1)


class OfferState(StrEnum):
    """`lapsed`: nobody accepted in time, so the team is paged, and whoever is first may accept."""

    OFFERED = "offered"
    LAPSED = "lapsed"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


STANDING = (OfferState.OFFERED, OfferState.LAPSED)


@dataclass(frozen=True)
class Offer:
    """From the person who holds it. `to` are ids, and those who declined are no longer among them.

    `sealed_note` is sealed with the young person's key. `at_shift_end`, `unanswered`: nobody pressed a button, their
    shift ended, or they took over and let the young person wait for words.
    """

    by: str
    by_first_name: str
    to: tuple[str, ...]
    to_names: str
    offered_at: datetime
    until: datetime
    at_shift_end: bool
    sealed_note: Sealed | None = None
    state: OfferState = OfferState.OFFERED
    ended_at: datetime | None = None
    accepted_by: str | None = None
    unanswered: bool = False

    def stands_for(self, holder_id: str, held_since: datetime) -> bool:
        """Tell whether it can still be accepted: not once it has ended, or the escalation was held anew since."""
        return self.state in STANDING and self.by == holder_id and self.offered_at >= held_since

    def may_accept(self, staff_id: str) -> bool:
        """Tell whether this person may accept it."""
        return staff_id != self.by and (self.state is OfferState.LAPSED or staff_id in self.to)

    def without(self, staff_id: str) -> "Offer":
        """Return it after somebody declined."""
        return replace(self, to=tuple(one for one in self.to if one != staff_id))


def went_off(shifts: Iterable[Shift], staff_id: str, held_since: datetime, now: datetime) -> datetime | None:
    """Return when somebody who was on call while they held it went off shift; None for anybody else."""
    theirs = [shift for shift in shifts if shift.staff_id == staff_id and shift.ends_at > held_since]
    if not theirs or any(shift.starts_at <= now < shift.ends_at for shift in theirs):
        return None
    return max((shift.ends_at for shift in theirs if shift.ends_at <= now), default=None)


def held_since(offers: Sequence[Offer], held_at: datetime) -> datetime:
    """Return since when somebody holds it, or has said last that they keep it."""
    kept = [one.ended_at for one in offers if one.state is OfferState.WITHDRAWN and one.ended_at]
    return max([held_at, *kept])


def asked_already(offer: Offer | None, off_at: datetime, now: datetime) -> bool:
    """Tell whether somebody who went off shift was asked lately, and said that they keep it."""
    if offer is None or offer.ended_at is None or offer.offered_at < off_at:
        return False
    return offer.state is OfferState.WITHDRAWN and now - offer.ended_at < ASK_AGAIN_AFTER
