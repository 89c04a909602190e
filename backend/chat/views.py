"""The JSON shapes of the chat, and how they are made from what was read."""

from typing import Any, Literal

from pydantic import BaseModel

from backend.chat.model import Author, Conversation, Message, Show
from backend.chat.plan_steps import PLAN, Filled, PlanSteps, as_owner, as_staff
from backend.chat.service import Read
from backend.chat.status import StatusLine
from backend.chat.texts import language_of
from backend.chat.to_read import ToRead
from backend.chat.written_in import written_in
from backend.core.attention import Attention
from backend.core.crypto import FieldCrypto
from backend.core.fields import ClientMessage, Instant, MessageText
from backend.core.languages import ENGLISH
from backend.escalations.notices import opened
from backend.escalations.truth import Standing
from backend.escalations.views import ReasonView
from backend.signposting.service import Line, Listing, SignpostingService, State

PAGES: dict[Show, str] = {"start_plan": PLAN, "you": "/you", "complaints": "/complaints"}
# The draft is in their voice, and they have not said it.
OWN_WORDS_TO_STAFF = "A draft of words to tell somebody was shown."


class SendMessage(ClientMessage):
    """A message of 1 to 2,000 code points after Unicode NFC."""

    text: MessageText


class ButtonView(BaseModel):
    """A suggested answer; pressing it sends its title."""

    title: str


class ShowView(BaseModel):
    """Something to show under a message, filled in at the moment of reading.

    A step of a plan has its number; for its owner also its heading, their own entries, and where to change them.
    A page to read has its title, the language of that, and its address.
    """

    kind: Show
    services: list[Listing] = []
    lines: list[Line] = []
    step: int | None = None
    title: str | None = None
    language: str | None = None
    entries: list[dict[str, Any]] = []
    link: str | None = None


class MessageView(BaseModel):
    """One message. `author` says whether a person wrote it; `language` is that of the service's own words."""

    id: str
    seq: int
    author: Author
    author_name: str | None
    author_role: str | None
    text: str
    language: str | None = None
    created_at: Instant
    client_message_id: str | None
    show: ShowView | None
    buttons: list[ButtonView]


class StaffMessageView(MessageView):
    """A message as staff see it, with what was noticed."""

    attention: Attention | None
    reasons: list[ReasonView]


class StatusView(BaseModel):
    """The true state of the escalation; `sentence` is ready to show."""

    state: Standing
    sentence: str
    language: str
    since: Instant | None
    escalation_id: str | None
    lines: list[Line]


class AnswerView(BaseModel):
    """The answer to a message: it is stored when this is read."""

    message: MessageView
    replies: list[MessageView]
    status: StatusView


class ConversationView(BaseModel):
    """The conversation as it is now."""

    id: str
    created_at: Instant
    mode: Literal["bot", "person"]
    messages: list[MessageView]
    status: StatusView
    language: str
    opening: list[str]


class ChangeView(BaseModel):
    """What a stream sends: new messages, and the whole status each time."""

    mode: Literal["bot", "person"]
    messages: list[MessageView]
    status: StatusView


class Views:
    """Makes the shapes; asks signposting who is awake, and others for what a message shows of theirs."""

    def __init__(
        self, signposting: SignpostingService, plan_steps: PlanSteps, to_read: ToRead, crypto: FieldCrypto
    ) -> None:
        self._signposting, self._plan_steps, self._to_read = signposting, plan_steps, to_read
        self._crypto = crypto

    async def messages(self, read: list[Read], conversation: Conversation | None = None) -> list[MessageView]:
        """Return messages as their young person sees them; steps of the plan only with their own `conversation`."""
        fill: Filled = as_staff
        if conversation and any(item.message.show == "plan" for item in read):
            language = conversation.language
            fill = as_owner(await self._plan_steps(conversation.owner_id, language), language)
        spoken = conversation.language if conversation else ENGLISH
        return [MessageView(**await self._fields(item, fill, spoken)) for item in read]

    async def staff_messages(self, read: list[Read]) -> list[StaffMessageView]:
        """Return messages as staff see them."""
        return [await self._staff_message(item) for item in read]

    async def _staff_message(self, read: Read) -> StaffMessageView:
        sealed = read.message.sealed_notice
        notice = await opened(self._crypto, [sealed] if sealed else [])
        fields = await self._fields(read, as_staff, ENGLISH)
        if read.message.show == "own_words":
            fields |= {"text": OWN_WORDS_TO_STAFF, "language": ENGLISH}
        return StaffMessageView(
            **fields,
            attention=read.message.attention,
            reasons=[ReasonView(**vars(reason)) for reason in notice.reasons],
        )

    def status(self, line: StatusLine) -> StatusView:
        """Return the status with the numbers of people who are awake, where they belong."""
        return StatusView(
            state=line.standing,
            sentence=line.sentence,
            language=line.language,
            since=line.since,
            escalation_id=line.escalation_id,
            lines=list(self._signposting.lines()) if line.with_lines else [],
        )

    async def _fields(self, read: Read, fill: Filled, spoken: str) -> dict[str, Any]:
        message = read.message
        fields: dict[str, Any] = {
            "id": message.id,
            "seq": message.seq,
            "author": message.author,
            "author_name": message.author_name,
            "author_role": message.author_role,
            "text": read.text,
            "created_at": message.created_at,
            "client_message_id": message.client_message_id,
            "buttons": [ButtonView(title=title) for title in message.buttons],
        }
        if message.step is not None:
            fields |= fill(message.step, message.seq)
        fields["language"] = _language(message.author, fields["text"])
        if message.step is not None:
            return fields
        return fields | {"show": await self._show(message, spoken) if message.show else None}

    async def _show(self, message: Message, spoken: str) -> ShowView | None:
        show = message.show
        if show is None or show == "own_words":
            return ShowView(kind=show) if show else None
        if show in PAGES:
            return ShowView(kind=show, link=PAGES[show])
        if show == "read":
            page = await self._to_read(message.article or "", spoken)
            return ShowView(kind=show, **vars(page)) if page else None
        lines = list(self._signposting.lines())
        if show == "numbers":
            return ShowView(kind=show, lines=lines)
        found = await self._signposting.open_now(self._signposting.clock.now())
        awake = [service for service in found.services if service.state is State.OPEN]
        return ShowView(kind=show, services=[*awake, *found.day_and_night], lines=lines)


def _language(author: Author, text: str) -> str | None:
    """Return what the service's own words are in, and the bot's. People write in what they like."""
    return language_of(text) or (written_in(text) if author is Author.BOT else None)
