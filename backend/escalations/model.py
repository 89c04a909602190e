"""An escalation and what can happen to it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from backend.core.attention import Attention
from backend.core.crypto import Sealed
from backend.escalations.hand_overs.model import Offer, held_since


class State(StrEnum):
    """Where an escalation stands. Only a person moves it past `open`."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    TAKEN_OVER = "taken_over"
    CLOSED = "closed"


# A drill pages by the console alone, so that no phone rings for it, or by every channel.
Drill = Literal["console", "all"]


class Source(StrEnum):
    """What opened it."""

    SCREENING = "screening"
    BOT = "bot"
    YOUNG_PERSON = "young_person"


class Outcome(StrEnum):
    """What was done, as staff record it at closing."""

    SPOKE = "spoke_with_young_person"
    PASSED_ON = "passed_to_service"
    EMERGENCY = "emergency_services"
    NO_CONTACT = "no_contact"
    OTHER = "other"
    DRILL = "drill"


class ReceiptKind(StrEnum):
    """A time-stamped fact about one hop."""

    OPENED = "opened"
    DISCLOSED_AGAIN = "disclosed_again"
    STEP_STARTED = "step_started"
    STEP_SKIPPED = "step_skipped"
    ROTA_EMPTY = "rota_empty"
    PAGE_SENT = "page_sent"
    PAGE_FAILED = "page_failed"
    PAGE_DELAYED = "page_delayed"
    PAGE_DELIVERED = "page_delivered"
    PAGE_UNDELIVERED = "page_undelivered"
    PAGE_UNCONFIRMED = "page_unconfirmed"
    PAGE_SHOWN = "page_shown"
    ACKNOWLEDGED = "acknowledged"
    REMINDED = "reminded"
    WENT_STALE = "went_stale"
    UNANSWERED = "unanswered"
    TAKEN_OVER = "taken_over"
    FIRST_WORDS = "first_words"
    HANDED_BACK = "handed_back"
    HAND_OVER_OFFERED = "hand_over_offered"
    SHIFT_ENDED = "shift_ended"
    HAND_OVER_DECLINED = "hand_over_declined"
    HAND_OVER_WITHDRAWN = "hand_over_withdrawn"
    HAND_OVER_LAPSED = "hand_over_lapsed"
    HAND_OVER_ACCEPTED = "hand_over_accepted"
    CLOSED = "closed"


@dataclass(frozen=True)
class Reason:
    """Why a person is needed: a rule's id, its kind, and plain words for staff."""

    rule: str
    kind: str
    says: str


@dataclass(frozen=True)
class PersonSummary:
    """What staff see of a young person before they open the conversation. `drill`: there is no such person."""

    age_band: str
    language: str
    sealed_nickname: Sealed | None
    drill: Drill | None = None


@dataclass(frozen=True)
class PersonNeeded:
    """A request for a person, as the chat hands it over. `sealed_notice` says why (notices.Notice)."""

    conversation_id: str
    young_person_id: str
    key_id: Sealed
    message_id: str
    at: datetime
    attention: Attention
    source: Source
    sealed_notice: Sealed
    person: PersonSummary


@dataclass(frozen=True)
class Responder:
    """Somebody who can be paged, as escalations need to know them."""

    id: str
    first_name: str
    role: str
    channels: tuple[str, ...]
    fallback_contact: bool


@dataclass(frozen=True)
class ActedBy:
    """Who did it, and when."""

    id: str
    first_name: str
    at: datetime


@dataclass(frozen=True)
class Step:
    """One step of an escalation policy: who is paged, how long until the next step, and by which channels.

    No channels: each member's own.
    """

    targets: tuple[str, ...]
    wait_s: int
    channels: tuple[str, ...] = ()

    def ways_to(self, member: Responder) -> tuple[str, ...]:
        """Return the channels for a member, in the member's order; their own where they have none of the step's."""
        chosen = tuple(name for name in member.channels if name in self.channels)
        return chosen or member.channels or ("console",)


@dataclass(frozen=True)
class Escalation:
    """A request for a person. `steps` is the policy as it was when the escalation opened.

    `waiting_since`: whoever has taken over owes words since then, because they came in or were written to. None: they
    wrote last.
    """

    id: str
    conversation_id: str
    young_person_id: str
    key_id: Sealed
    state: State
    attention: Attention
    source: Source
    opened_at: datetime
    last_disclosure_at: datetime
    last_queued_at: datetime
    sealed_notices: tuple[Sealed, ...]
    person: PersonSummary
    steps: tuple[Step, ...]
    stale_after_s: int
    step: int
    round: int
    next_step_at: datetime | None
    acknowledged_by: ActedBy | None
    taken_over_by: ActedBy | None
    closed_by: ActedBy | None
    outcome: Outcome | None
    version: int
    offers: tuple[Offer, ...] = ()
    waiting_since: datetime | None = None
    reminded_at: datetime | None = None

    @property
    def holder(self) -> ActedBy | None:
        """Return who has it: acknowledged or taken over; None while it is open, and once it is closed."""
        if self.state is State.TAKEN_OVER:
            return self.taken_over_by
        return self.acknowledged_by if self.state is State.ACKNOWLEDGED else None

    @property
    def offer(self) -> Offer | None:
        """Return the holder's offer to a colleague that can still be accepted, or None."""
        last, holder = self.offers[-1] if self.offers else None, self.holder
        return last if last and holder and last.stands_for(holder.id, holder.at) else None

    @property
    def silent_since(self) -> datetime | None:
        """Return since when its holder lets nothing follow, or has said that they keep it; None: nothing is owed."""
        if self.holder is None:
            return None
        since = self.waiting_since if self.state is State.TAKEN_OVER else self.holder.at
        return held_since(self.offers, since) if since else None


@dataclass(frozen=True)
class Receipt:
    """One fact. `by` is a first name where a person acted; `fallback`: the rota had nobody for this page."""

    kind: ReceiptKind
    at: datetime
    escalation_id: str
    conversation_id: str
    by: str | None = None
    by_role: str | None = None
    channel: str | None = None
    step: int | None = None
    to: str | None = None
    fallback: bool | None = None
