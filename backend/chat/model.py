"""Conversations, messages and what a turn is made of. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from backend.core.attention import Attention
from backend.core.crypto import Sealed
from backend.escalations.model import PersonSummary, Reason

# What is filled in under a message at the moment it is read. A plan's step is named by its number alone.
# "own_words": the message itself is a draft in the young person's voice, for them to change and to copy.
# "you" and "complaints" are the pages of those names.
Show = Literal["open_now", "numbers", "plan", "start_plan", "own_words", "read", "you", "complaints"]


Useful = Literal["yes", "some", "no"]


class Author(StrEnum):
    """Who speaks. `safety` is the service's fixed reply; everything but `staff` and `young_person` is automatic."""

    YOUNG_PERSON = "young_person"
    BOT = "bot"
    SAFETY = "safety"
    STAFF = "staff"


class ReplyState(StrEnum):
    """Whether the bot still owes an answer to a message."""

    NONE = "none"
    PENDING = "pending"
    DONE = "done"


@dataclass(frozen=True)
class Person:
    """What the chat needs to know of a young person when a conversation starts."""

    id: str
    key_id: Sealed
    language: str
    summary: PersonSummary


@dataclass(frozen=True)
class Conversation:
    """One conversation. `bot_sender` is the random name that the bot knows it by."""

    id: str
    owner_id: str
    key_id: Sealed
    language: str
    bot_sender: str
    person: PersonSummary
    created_at: datetime


@dataclass(frozen=True)
class Draft:
    """Something to say, before it has a place in the conversation. `show` names what is filled in when it is read.

    `step` is that of a plan, 1 to 7, where `show` is "plan"; `article` is the one to read, where it is "read".
    """

    author: Author
    text: str
    show: Show | None = None
    step: int | None = None
    article: str | None = None
    buttons: tuple[str, ...] = ()
    author_name: str | None = None
    author_role: str | None = None


@dataclass(frozen=True)
class Message:
    """One message: `sealed` is its text, `sealed_notice` why it needs a person, `seq` its place from 1."""

    id: str
    conversation_id: str
    seq: int
    author: Author
    sealed: Sealed
    created_at: datetime
    client_message_id: str | None = None
    in_reply_to: str | None = None
    show: Show | None = None
    step: int | None = None
    article: str | None = None
    buttons: tuple[str, ...] = ()
    author_name: str | None = None
    author_role: str | None = None
    attention: Attention | None = None
    sealed_notice: Sealed | None = None
    screening_version: str | None = None
    reply_state: ReplyState = ReplyState.NONE


@dataclass(frozen=True)
class Noticed:
    """What screening, or the young person's own button, says about a message. `words` are exact phrases."""

    attention: Attention | None
    reasons: tuple[Reason, ...] = ()
    words: tuple[str, ...] = ()
    version: str | None = None


@dataclass(frozen=True)
class BotAnswer:
    """What the bot said in one turn. `available` is False when it was slow, down or wrong.

    `useful`: how the young person answered "was this any use?". `mentor`: they would like to be a peer mentor.
    """

    drafts: tuple[Draft, ...] = ()
    escalate: Noticed = field(default_factory=lambda: Noticed(None))
    available: bool = True
    useful: Useful | None = None
    mentor: bool = False
