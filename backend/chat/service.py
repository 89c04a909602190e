"""Use cases of the chat: start, send, ask for a person, read. Screening comes before everything that can fail."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import uuid4

from backend.chat.bot import Bot
from backend.chat.bot_turns import BotTurns
from backend.chat.earlier import EarlierMessages
from backend.chat.model import Author, Conversation, Draft, Message, Noticed, Person, ReplyState
from backend.chat.noticing import notice
from backend.chat.status import TELL_OF_THE_ROTA, StatusLine, status_line
from backend.chat.store import ChatStore
from backend.chat.texts import texts
from backend.chat.turns import Turns
from backend.core.attention import Attention
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.mongo import is_store_down
from backend.core.problem import NotFound
from backend.escalations.emergency import Emergency
from backend.escalations.model import Reason, Source
from backend.escalations.service import EscalationService

People = Callable[[str], Awaitable[Person]]

WANTS_PERSON = Noticed(
    Attention.TODAY, (Reason("button-wants-person", "wants_person", 'pressed "I want a person"'),)
)
PERSON_REQUEST_TEXT = "I want a person"


@dataclass(frozen=True)
class Read:
    """A message with its text opened."""

    message: Message
    text: str


@dataclass(frozen=True)
class Answer:
    """What the sender of a message is told. `repeated`: this client message id was stored before."""

    conversation: Conversation
    message: Read
    replies: list[Read]
    status: StatusLine
    repeated: bool

    @property
    def asks_if_safe(self) -> bool:
        """Tell whether a fixed reply with its "I am safe" and "I am not safe" buttons was given just now."""
        safety = [reply.message for reply in self.replies if reply.message.author is Author.SAFETY]
        return not self.repeated and any(message.buttons for message in safety)


class ChatService:
    """The young person's side of the conversation."""

    def __init__(
        self,
        store: ChatStore,
        turns: Turns,
        escalations: EscalationService,
        emergency: Emergency,
        bot: Bot,
        bot_turns: BotTurns,
        people: People,
        crypto: FieldCrypto,
        clock: Clock,
    ) -> None:
        self._store, self._turns, self._escalations, self._emergency = store, turns, escalations, emergency
        self._bot, self._bot_turns, self._people = bot, bot_turns, people
        self._crypto, self._clock = crypto, clock
        self._earlier = EarlierMessages(store, crypto, clock)

    async def start(self, owner_id: str) -> Conversation:
        """Return the young person's conversation, made now if there is none, in the language they chose last."""
        found = await self.current(owner_id)
        if found is None:
            return await self._create(await self._people(owner_id))
        wanted = (await self._people(owner_id)).language
        return found if found.language == wanted else await self._store.use_language(found.id, wanted)

    async def start_drill(self, person: Person) -> Conversation:
        """Open the conversation of a drill: the person in it has no account and no phone."""
        return await self._create(person)

    async def current(self, owner_id: str) -> Conversation | None:
        """Return the young person's conversation, or None before the first."""
        return await self._store.conversation_of(owner_id)

    async def _create(self, person: Person) -> Conversation:
        return await self._store.put_conversation(
            Conversation(
                id=uuid4().hex,
                owner_id=person.id,
                key_id=person.key_id,
                language=person.language,
                bot_sender=secrets.token_urlsafe(16),
                person=person.summary,
                created_at=self._clock.now(),
            )
        )

    async def owned(self, owner_id: str, conversation_id: str) -> Conversation:
        """Return the conversation, or raise NotFound: also when it is somebody else's."""
        found = await self._store.conversation(conversation_id)
        if found is None or found.owner_id != owner_id:
            raise NotFound
        return found

    async def send(self, owner_id: str, conversation_id: str, client_message_id: str, text: str) -> Answer:
        """Take in a message. It and its escalation are durable when this returns."""
        noticed = notice(text)
        return await self._take(owner_id, conversation_id, client_message_id, text, noticed, Source.SCREENING)

    async def want_person(self, owner_id: str, conversation_id: str, client_message_id: str) -> Answer:
        """Take in "I want a person"."""
        text = PERSON_REQUEST_TEXT
        return await self._take(
            owner_id, conversation_id, client_message_id, text, WANTS_PERSON, Source.YOUNG_PERSON
        )

    async def _take(
        self, owner_id: str, conversation_id: str, client_id: str, text: str, noticed: Noticed, source: Source
    ) -> Answer:
        try:
            conversation = await self.owned(owner_id, conversation_id)
            before = await self._store.sent_before(conversation.id, client_id)
            if before is None and source is Source.SCREENING:
                noticed = await self._earlier.considered(conversation.id, text, noticed)
            incoming = await self._turns.incoming(conversation, client_id, text, noticed, source)
            message = before or await self._turns.take_in(conversation, incoming)
        except Exception as error:
            if noticed.attention and is_store_down(error):
                detail = "Somebody needs a person and their message could not be saved: the store is down."
                await self._emergency.page(noticed.attention, "store_down", detail)
            raise
        if message.reply_state is ReplyState.PENDING:
            await self._bot_turns.answer(conversation, message)
        answer = await self._answer(conversation, message, repeated=before is not None)
        if answer.asks_if_safe:
            self._bot.note_safety_question(conversation.bot_sender, texts(conversation.language).language)
        return answer

    async def _answer(self, conversation: Conversation, message: Message, *, repeated: bool) -> Answer:
        replies = await self._store.replies_to(message.id)
        return Answer(
            conversation=conversation,
            message=(await self.opened([message]))[0],
            replies=await self.opened(replies),
            status=await self.status(conversation),
            repeated=repeated,
        )

    async def status(self, conversation: Conversation) -> StatusLine:
        """Return the status line as it is now."""
        facts, now = await self._escalations.facts(conversation.id), self._clock.now()
        if facts.standing(now) not in TELL_OF_THE_ROTA:
            return status_line(facts, conversation.language, now)
        cover = await self._escalations.cover()
        return status_line(
            facts, conversation.language, now, on_call=cover.on_call, planned_from=cover.planned_from
        )

    async def with_person(self, conversation: Conversation) -> bool:
        """Tell whether a person has the chat now."""
        return await self._escalations.taken_over(conversation.id)

    async def read(self, conversation: Conversation, after: int = 0) -> list[Read]:
        """Return the messages whose place is after `after`."""
        return await self.opened(await self._store.messages(conversation.id, after))

    async def opened(self, messages: list[Message]) -> list[Read]:
        """Decrypt messages."""
        opened = await asyncio.gather(*(self._crypto.open(message.sealed) for message in messages))
        return [Read(message, text) for message, text in zip(messages, opened, strict=True)]

    async def for_staff(self, conversation_id: str) -> Conversation:
        """Return any conversation, for staff who hold one of its escalations."""
        found = await self._store.conversation(conversation_id)
        if found is None:
            raise NotFound
        return found

    async def staff_says(
        self, conversation: Conversation, escalation_id: str, staff_id: str, client_message_id: str, text: str
    ) -> Read:
        """Store a message from the member of staff who has taken over."""
        author = await self._escalations.responder(staff_id)
        draft = Draft(Author.STAFF, text, author_name=author.first_name, author_role=author.role)
        message = await self._turns.staff_message(
            conversation, client_message_id, draft, escalation_id, staff_id
        )
        return (await self.opened([message]))[0]
