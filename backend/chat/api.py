"""HTTP for the young person's conversation."""

from collections.abc import AsyncGenerator

from aiohttp import web
from pydantic import BaseModel, Field

from backend.chat.model import Conversation
from backend.chat.noticing import notice
from backend.chat.service import Answer, ChatService
from backend.chat.texts import OfferedLanguage, offered, texts
from backend.chat.views import AnswerView, ChangeView, ConversationView, SendMessage, Views
from backend.core.fields import ClientMessage, Empty
from backend.core.keys import HUB
from backend.core.limits import Limits
from backend.core.live import ticks
from backend.core.problem import NotFound
from backend.core.routes import Call, Reply, Route
from backend.core.sse import Event, stream
from backend.core.worded import Review
from backend.identity.policies import PUBLIC, YOUNG_PERSON, caller

CHAT = web.AppKey("chat", ChatService)
VIEWS = web.AppKey("views", Views)

# The status also changes when nothing is written: "we have not been able to alert the team yet" comes with time.
LOOK_AGAIN_S = 5.0


class LanguageQuery(BaseModel):
    """Which language the words are wanted in; English where there is none."""

    language: str = Field("en", pattern=r"^[a-z]{2,3}$")


class AppTexts(BaseModel):
    """The first-run words, with their review status, and the languages that may be chosen."""

    language: str
    review: Review
    opening: list[str]
    status_lines: dict[str, str]
    languages: list[OfferedLanguage]


class AfterQuery(BaseModel):
    """The highest place that the page has already."""

    after: int = Field(0, ge=0, le=2**31)


async def app_texts(call: Call) -> AppTexts:
    """Return the words that come before the first message."""
    found = texts(call.query.language)
    return AppTexts(
        language=found.language,
        review=found.review,
        opening=found.opening_lines,
        status_lines=found.status,
        languages=offered(),
    )


async def start(call: Call) -> ConversationView:
    """Open the young person's conversation, or return it."""
    return await _conversation(call, await call.request.app[CHAT].start(caller(call).id))


async def current(call: Call) -> ConversationView:
    """Return the young person's conversation; 404 before it was started."""
    conversation = await call.request.app[CHAT].current(caller(call).id)
    if conversation is None:
        raise NotFound
    return await _conversation(call, conversation)


async def send(call: Call) -> Reply:
    """Take in a message. The answer comes after the commit."""
    body: SendMessage = call.body
    chat = call.request.app[CHAT]
    answer = await chat.send(
        caller(call).id, call.path("conversation_id"), str(body.client_message_id), body.text
    )
    return await _answer(call, answer)


async def want_person(call: Call) -> Reply:
    """Take in "I want a person"."""
    body: ClientMessage = call.body
    chat = call.request.app[CHAT]
    answer = await chat.want_person(
        caller(call).id, call.path("conversation_id"), str(body.client_message_id)
    )
    return await _answer(call, answer)


async def changes(call: Call) -> web.StreamResponse:
    """Stream new messages and the status; starts with everything after `after` and the status now."""
    conversation = await call.request.app[CHAT].owned(caller(call).id, call.path("conversation_id"))
    return await stream(call.request, _changes(call, conversation))


async def _changes(call: Call, conversation: Conversation) -> AsyncGenerator[Event, None]:
    query: AfterQuery = call.query
    app, seq, last = call.request.app, query.after, None
    with app[HUB].subscription(f"conversation:{conversation.id}") as waker:
        async for _ in ticks(waker, LOOK_AGAIN_S):
            await YOUNG_PERSON.authorise(call.request)  # A phone that was signed out reads no further.
            read = await app[CHAT].read(conversation, seq)
            change = ChangeView(
                mode="person" if await app[CHAT].with_person(conversation) else "bot",
                messages=await app[VIEWS].messages(read, conversation),
                status=app[VIEWS].status(await app[CHAT].status(conversation)),
            )
            if read or (change.status, change.mode) != last:
                seq, last = read[-1].message.seq if read else seq, (change.status, change.mode)
                yield "change", change.model_dump_json(), str(seq)


async def _conversation(call: Call, conversation: Conversation) -> ConversationView:
    chat, views = call.request.app[CHAT], call.request.app[VIEWS]
    return ConversationView(
        id=conversation.id,
        created_at=conversation.created_at,
        mode="person" if await chat.with_person(conversation) else "bot",
        messages=await views.messages(await chat.read(conversation), conversation),
        status=views.status(await chat.status(conversation)),
        language=texts(conversation.language).language,
        opening=texts(conversation.language).opening_lines,
    )


async def _answer(call: Call, answer: Answer) -> Reply:
    views = call.request.app[VIEWS]
    message, *replies = await views.messages([answer.message, *answer.replies], answer.conversation)
    document = AnswerView(message=message, replies=replies, status=views.status(answer.status))
    return Reply(document, 200 if answer.repeated else 201)


def _needs_person(call: Call) -> bool:
    """Tell a message that no limit may stop."""
    return notice(call.body.text).attention is not None


def _always(_: Call) -> bool:
    return True


OFTEN_ENOUGH = Limits(account="40/minute")

ROUTES = [
    Route(
        "GET", "/v1/app-texts", app_texts, PUBLIC, "The words before the first message",
        query=LanguageQuery, answer=AppTexts,
    ),
    Route(
        "POST", "/v1/conversations", start, YOUNG_PERSON, "Open my conversation",
        body=Empty, answer=ConversationView, status=201,
    ),
    Route(
        "GET", "/v1/conversations/current", current, YOUNG_PERSON, "My conversation",
        answer=ConversationView, problems=(404,),
    ),
    Route(
        "POST", "/v1/conversations/{conversation_id}/messages", send, YOUNG_PERSON, "Send a message",
        body=SendMessage, answer=AnswerView, status=201, also=(200,), problems=(404,),
        limits=OFTEN_ENOUGH, urgent=_needs_person,
    ),
    Route(
        "POST", "/v1/conversations/{conversation_id}/person-requests", want_person, YOUNG_PERSON,
        "Ask for a person", body=ClientMessage, answer=AnswerView, status=201, also=(200,), problems=(404,),
        urgent=_always,
    ),
    Route(
        "GET", "/v1/conversations/{conversation_id}/stream", changes, YOUNG_PERSON, "Live changes",
        query=AfterQuery, media="text/event-stream", problems=(404,),
    ),
]  # fmt: skip
