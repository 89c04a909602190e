"""Marks on what the screen did, and what becomes of them. Pure."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from backend.core.crypto import Sealed
from backend.core.problem import Conflict
from backend.core.staff import By


class Sort(StrEnum):
    """What a mark says."""

    MISSED = "should_have_been_noticed"
    NEEDLESS = "need_not_have_fetched_me"


class Kind(StrEnum):
    """What a message that was missed is about; the kinds that the screen listens for."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"
    SEXUAL_HARM = "sexual_harm"
    EXPLOITATION = "exploitation"
    EATING = "eating"
    SUBSTANCES = "substances"
    RUNNING_AWAY = "running_away"
    FORCED_MARRIAGE = "forced_marriage"
    FRIEND = "friend"


class Decision(StrEnum):
    """What a supervisor decided. None of them changes a rule: a person does that, with tests."""

    RULE_CHANGE_WANTED = "rule_change_wanted"
    NO_CHANGE = "no_change"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class Place:
    """What is marked: one message of an escalation's conversation, or, without a message, the escalation itself."""

    escalation_id: str
    message_id: str | None = None

    @property
    def sort(self) -> Sort:
        """Return what a mark here says."""
        return Sort.MISSED if self.message_id else Sort.NEEDLESS

    @property
    def subject(self) -> str:
        """Return the id of what is marked."""
        return self.message_id or self.escalation_id


@dataclass(frozen=True)
class Subject:
    """What is marked, as it is now. `words` is empty once they were erased; `version` the screen's that read it."""

    conversation_id: str
    young_person_id: str
    key_id: Sealed
    language: str
    noticed: bool  # the screen, or the bot, asked for a person because of it
    version: str | None
    words: tuple[str, ...]
    rules: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class Records(Protocol):
    """Where what is marked is found: conversations and escalations."""

    async def subject(self, place: Place) -> Subject:
        """Return it with its words opened. Raises NotFound."""
        ...

    async def first_name(self, staff_id: str) -> str:
        """Return the first name of a member of staff. Raises NotFound."""
        ...


def refuse_what_cannot_be(place: Place, subject: Subject) -> None:
    """Raise Conflict where the mark would not be true."""
    if place.sort is Sort.MISSED and subject.noticed:
        raise Conflict("This message was noticed.")
    if place.sort is Sort.NEEDLESS and not subject.noticed:
        raise Conflict("The young person asked for a person. The screen did not fetch you.")


@dataclass(frozen=True)
class Content:
    """What a mark holds that is sealed with the young person's key. `tally_id` links to what is counted."""

    tally_id: str
    rules: tuple[str, ...]
    kind: str | None = None
    note: str | None = None

    def to_text(self) -> str:
        """Return it as JSON, for sealing."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Content":
        """Return what `to_text` wrote."""
        fields = json.loads(text)
        return cls(**(fields | {"rules": tuple(fields["rules"])}))


@dataclass(frozen=True)
class Mark:
    """One mark. `sealed` is its Content; `revision` rises with each change."""

    id: str
    place: Place
    conversation_id: str
    young_person_id: str
    key_id: Sealed
    version: str | None
    sealed: Sealed
    marked_at: datetime
    marked_by: By
    revision: int = 1
    decision: Decision | None = None
    sealed_decision_note: Sealed | None = None
    decided_at: datetime | None = None
    decided_by: By | None = None

    def refuse_others(self, by: By) -> None:
        """Raise Conflict unless this is their own mark, and nobody has decided on it."""
        if self.marked_by.id != by.id:
            raise Conflict(f"{self.marked_by.first_name} has marked this.")
        if self.decision:
            raise Conflict("A supervisor has decided on this mark. It stays as it is.")


@dataclass(frozen=True)
class Tally:
    """What is counted of a mark. It leads back to nobody, so it stays when somebody is erased."""

    sort: Sort
    language: str
    version: str | None
    kinds: tuple[str, ...]
    rules: tuple[str, ...]

    def to_text(self) -> str:
        """Return it as JSON, for sealing with the service's own key."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> "Tally":
        """Return what `to_text` wrote."""
        fields = json.loads(text)
        lists = {name: tuple(fields[name]) for name in ("kinds", "rules")}
        return cls(**(fields | lists | {"sort": Sort(fields["sort"])}))


def tally_of(place: Place, subject: Subject, content: Content) -> Tally:
    """Return what is counted: of a missed message the kind that staff said, otherwise what the screen thought."""
    said = (content.kind,) if content.kind else ()
    kinds = said if place.sort is Sort.MISSED else subject.kinds
    return Tally(place.sort, subject.language, subject.version, kinds, content.rules)


def week_of(at: datetime) -> datetime:
    """Return the Monday, 00:00 UTC, of the week that an instant is in."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=midnight.weekday())
