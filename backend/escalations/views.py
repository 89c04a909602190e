"""The JSON shapes of escalations for staff."""

from pydantic import BaseModel

from backend.core.attention import Attention
from backend.core.crypto import FieldCrypto
from backend.core.fields import Instant
from backend.escalations.hand_overs.model import OfferState
from backend.escalations.model import ActedBy, Escalation, Outcome, Receipt, ReceiptKind, Source, State
from backend.escalations.notices import opened

NOTICES_SHOWN = 10


class ActedByView(BaseModel):
    """Who did it, and when."""

    id: str
    first_name: str
    at: Instant


class ReasonView(BaseModel):
    """Why a person is needed, in plain words."""

    rule: str
    kind: str
    says: str


class OfferView(BaseModel):
    """To whom the holder offers it. `to` are ids; once it has lapsed anybody may accept. `note` is for staff only."""

    state: OfferState
    by: str
    by_first_name: str
    to: list[str]
    to_names: str
    offered_at: Instant
    until: Instant
    at_shift_end: bool
    unanswered: bool
    note: str | None


class YoungPersonView(BaseModel):
    """All that is known before the conversation is opened."""

    nickname: str | None
    age_band: str
    language: str


class EscalationView(BaseModel):
    """One escalation with the exact words that led to it.

    `waiting_since`: since when the young person waits for words of whoever has taken over; null once they have them.
    """

    id: str
    conversation_id: str
    attention: Attention
    source: Source
    state: State
    opened_at: Instant
    last_disclosure_at: Instant
    words: list[str]
    reasons: list[ReasonView]
    acknowledged_by: ActedByView | None
    taken_over_by: ActedByView | None
    closed_by: ActedByView | None
    closed_at: Instant | None
    waiting_since: Instant | None
    outcome: Outcome | None
    version: int
    young_person: YoungPersonView
    drill: bool
    offer: OfferView | None


class HopView(BaseModel):
    """One line of the chronology."""

    at: Instant
    kind: ReceiptKind
    says: str
    by: str | None


async def escalation_view(escalation: Escalation, crypto: FieldCrypto) -> EscalationView:
    """Return an escalation with its words and nickname opened; without them when they were erased."""
    person = escalation.person
    nickname = await crypto.open_if_kept(person.sealed_nickname)
    notice = await opened(crypto, escalation.sealed_notices[-NOTICES_SHOWN:])
    return EscalationView(
        **{name: getattr(escalation, name) for name in _PLAIN_FIELDS},
        words=list(notice.words),
        reasons=[ReasonView(**vars(reason)) for reason in notice.reasons],
        drill=person.drill is not None,
        offer=await _offer(escalation, crypto),
        acknowledged_by=_acted(escalation.acknowledged_by),
        taken_over_by=_acted(escalation.taken_over_by),
        closed_by=_acted(escalation.closed_by),
        closed_at=escalation.closed_by.at if escalation.closed_by else None,
        waiting_since=escalation.waiting_since if escalation.state is State.TAKEN_OVER else None,
        young_person=YoungPersonView(nickname=nickname, age_band=person.age_band, language=person.language),
    )


_PLAIN_FIELDS = (
    "id", "conversation_id", "attention", "source", "state", "opened_at",
    "last_disclosure_at", "outcome", "version",
)  # fmt: skip


async def _offer(escalation: Escalation, crypto: FieldCrypto) -> OfferView | None:
    """Return the offer that stands, or the one by which the holder got it: its note tells them what they need."""
    offer, holder = escalation.offer, escalation.holder
    last = escalation.offers[-1] if escalation.offers else None
    if offer is None and last and holder and last.accepted_by == holder.id:
        offer = last
    if offer is None:
        return None
    shown = {name: getattr(offer, name) for name in OfferView.model_fields if name not in {"note", "to"}}
    return OfferView(**shown, to=list(offer.to), note=await crypto.open_if_kept(offer.sealed_note))


def _acted(by: ActedBy | None) -> ActedByView | None:
    return ActedByView(**vars(by)) if by else None


def hop_view(receipt: Receipt) -> HopView:
    """Return a receipt as a line of the chronology."""
    says = _SAYS[receipt.kind].format(
        by=receipt.by or "", to=receipt.to or "", channel=receipt.channel or "", step=receipt.step or ""
    )
    return HopView(at=receipt.at, kind=receipt.kind, says=says, by=receipt.by)


_SAYS = {
    ReceiptKind.OPENED: "This was opened.",
    ReceiptKind.DISCLOSED_AGAIN: "Another message needed a person.",
    ReceiptKind.STEP_STARTED: "Round {step} of alerts began.",
    ReceiptKind.STEP_SKIPPED: "Step {step} had nobody to page: it was skipped at once.",
    ReceiptKind.ROTA_EMPTY: "Nobody was on the rota; the back-up contacts were chosen.",
    ReceiptKind.PAGE_SENT: "{to} was paged by {channel}.",
    ReceiptKind.PAGE_FAILED: "The page to {to} by {channel} failed; it is tried again.",
    ReceiptKind.PAGE_DELAYED: "{channel} is too busy for the page to {to}; it is tried again, and other ways too.",
    ReceiptKind.PAGE_DELIVERED: "The page reached the phone or mailbox of {to} by {channel}. That is not reading it.",
    ReceiptKind.PAGE_UNDELIVERED: "The page to {to} by {channel} did not arrive; other ways are tried.",
    ReceiptKind.PAGE_UNCONFIRMED: "No sign that the page to {to} by {channel} arrived; other ways are tried.",
    ReceiptKind.PAGE_SHOWN: "The page was shown on {to}'s open console.",
    ReceiptKind.ACKNOWLEDGED: "{by} acknowledged.",
    ReceiptKind.REMINDED: "{to} was reminded, because nothing has followed for some time.",
    ReceiptKind.UNANSWERED: "{by} has the chat. The young person has waited too long for words from {by}.",
    ReceiptKind.WENT_STALE: "Nobody took over or closed it in time: the acknowledgement counts no longer.",
    ReceiptKind.TAKEN_OVER: "{by} took over the chat.",
    ReceiptKind.FIRST_WORDS: "{by} wrote to the young person, for the first time since they have it.",
    ReceiptKind.HANDED_BACK: "{by} handed back.",
    ReceiptKind.HAND_OVER_OFFERED: "{by} offered it to {to}.",
    ReceiptKind.SHIFT_ENDED: "{by} is off shift. It was offered to {to}.",
    ReceiptKind.HAND_OVER_DECLINED: "{by} cannot take it.",
    ReceiptKind.HAND_OVER_WITHDRAWN: "{by} keeps it.",
    ReceiptKind.HAND_OVER_LAPSED: "The team is paged again, for somebody to accept it from {by}.",
    ReceiptKind.HAND_OVER_ACCEPTED: "{by} accepted it.",
    ReceiptKind.CLOSED: "{by} closed it.",
}
