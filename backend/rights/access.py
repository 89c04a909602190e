"""Who opened or changed somebody's record, in words that they can read."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from backend.core.audit import Audit, AuditEntry

GONE = "Somebody who has left the team"
SELF = "You"
SERVICE = "The service itself"
SERVICE_ID = "service"  # how the audit names what the service does by itself
ROLES = {
    "on_call": "on-call team",
    "supervisor": "supervisor",
    "content_editor": "content editor",
    "admin": "administrator",
}
SAYS = {
    "conversation_opened": "Opened your conversation",
    "words_shown": "Saw your request for a person, and the words that led to it, in the team's list",
    "message_written": "Wrote to you",
    "acknowledged": "Said that they had seen your request for a person",
    "taken_over": "Took over the chat",
    "hand_over_offered": "Asked a colleague to take over your request",
    "shift_ended": "Offered your request to the person on call next, because a shift had ended",
    "hand_over_declined": "Could not take over your request",
    "hand_over_withdrawn": "Kept your request themselves",
    "hand_over_lapsed": "Alerted the team, because nobody had taken over your request",
    "hand_over_accepted": "Took over your request from a colleague",
    "handed_back": "Left the chat, with your request still open",
    "closed": "Closed your request for a person",
    "chronology_opened": "Opened the page with everything that the team wrote down about you",
    "chronology_printed": "Printed the page with everything that the team wrote down about you",
    "chronology_written": "Wrote something down about you",
    "chronology_corrected": "Corrected something that was written down about you",
    "follow_ups_shown": "Saw in a list what the team still has to do for you",
    "follow_up_reviewed": "Looked again at something that was left open",
    "plan_shown_to_team": "Showed the plan to the on-call team",
    "plan_opened": "Opened the plan that you showed them",
    "plan_picture_opened": "Opened a picture in the plan that you showed them",
    "plan_words_offered": "Offered words for your plan",
    "screening_marked": "Noted for the team how the automatic word check did",
    "screening_mark_undone": "Took back a note on how the automatic word check did",
    "screening_marks_read": "Saw the team's notes on how the automatic word check did",
    "screening_review_read": "Read words of yours again, to check how the automatic word check did",
    "screening_review_decided": "Decided about a note on how the automatic word check did",
    "mentoring_interest_read": "Saw in a list that you would like to become a peer mentor, or that you took it back",
    "mentoring_interest_answered": "Answered you about becoming a peer mentor",
    "complaint_read": "Read your complaint or objection",
    "complaint_acknowledged": "Said that they had read your complaint or objection",
    "complaint_answered": "Answered your complaint or objection",
    "safeguarding_record_opened": "Opened the record that is kept by law",
    "erasure_requested": "Asked for your data to be erased",
    "erasure_withdrawn": "Took back the request to erase your data",
    "data_downloaded": "Downloaded your data",
    "erased": "Erased your data",
    "device_signed_out": "Signed a phone out",
    "device_ended": "Signed a phone out, because its sign-in was used twice",
    "account_corrected": "Changed your nickname, age group or language",
    "recovery_words_made": "Made recovery words",
    "recovery_words_used": "Signed in with recovery words",
}
SOME_STAFF = "staff"
EVERY_TEXT = (*SAYS.values(), *ROLES.values(), SOME_STAFF, GONE, SELF, SERVICE)


@dataclass(frozen=True)
class Actor:
    """A member of staff who does something: the audit holds their role as it was then."""

    id: str
    role: str


@dataclass(frozen=True)
class StaffName:
    """As much of a member of staff as a young person is shown."""

    first_name: str
    role: str


@dataclass(frozen=True)
class AccessEntry:
    """One line: `at` is an RFC 3339 text, as the audit holds it."""

    at: str
    who: str
    says: str


class RecordAccess:
    """Reads the audit for the person it is about."""

    name = "who_opened_my_record"

    def __init__(self, audit: Audit, staff: Callable[[], Awaitable[dict[str, StaffName]]]) -> None:
        self._audit, self._staff = audit, staff

    async def entries(self, person_id: str) -> list[AccessEntry]:
        """Return what anybody else did with the record, newest first."""
        return [entry for entry in await self._all(person_id) if entry.who != SELF]

    async def export(self, person_id: str) -> Any:
        """Return every entry about the person, newest first."""
        return [vars(entry) for entry in await self._all(person_id)] or None

    async def erase(self, person_id: str) -> None:
        """Do nothing: the audit is only ever added to. It holds a random number, no name and no words."""

    async def _all(self, person_id: str) -> list[AccessEntry]:
        staff = await self._staff()

        def who(entry: AuditEntry) -> str:
            if entry.actor in (person_id, SERVICE_ID):
                return SELF if entry.actor == person_id else SERVICE
            name = staff.get(entry.actor)
            role = entry.role or (name.role if name else "")
            return f"{name.first_name if name else GONE}, {ROLES.get(role, SOME_STAFF)}"

        return [
            AccessEntry(entry.at, who(entry), _says(entry.action))
            for entry in await self._audit.about(person_id)
        ]


def _says(action: str) -> str:
    return SAYS.get(action, action.replace("_", " ").capitalize())
