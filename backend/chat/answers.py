"""The agreed shape of the bot's answer, and what is made of it. Anything else is no answer at all. Pure."""

from dataclasses import replace
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from backend.chat.model import Author, BotAnswer, Draft, Noticed, Show, Useful
from backend.core.attention import Attention
from backend.escalations.model import Reason

# What stands under words, and says nothing without them.
NEEDS_WORDS = frozenset({"own_words", "read", "you", "complaints"})


class Button(BaseModel):
    """A suggested answer; pressing it sends its title."""

    title: str = Field(min_length=1, max_length=80)


class Custom(BaseModel):
    """What the bot may ask the gateway to fill in, or to do."""

    model_config = ConfigDict(extra="forbid")

    show: Show | None = None
    step: int | None = Field(None, ge=1, le=7, strict=True)
    article: str | None = Field(None, max_length=60, pattern=r"^[a-z]+(-[a-z]+)*$")
    escalate: Literal["wants_person", "disclosure"] | None = None
    kind: str = Field("unknown", max_length=40, pattern=r"^[a-z_]+$")
    attention: Attention = Attention.TODAY
    note: Literal["useful", "peer_mentor"] | None = None
    answer: Useful | None = None

    @model_validator(mode="after")
    def _belong_together(self) -> Self:
        if (self.show == "plan") != (self.step is not None):
            raise ValueError("a step goes with a plan, and a plan with a step")
        if (self.show == "read") != (self.article is not None):
            raise ValueError("an article goes with reading, and reading with an article")
        if (self.note == "useful") != (self.answer is not None):
            raise ValueError("an answer goes with a question whether it was useful, and the other way round")
        return self


class Part(BaseModel):
    """One part of Rasa's answer."""

    text: str | None = Field(None, max_length=2000)
    buttons: list[Button] = []
    custom: Custom | None = None


def read_answer(raw: Any) -> BotAnswer:
    """Return the answer for Rasa's list of parts. Raises TypeError or ValueError for anything else.

    An answer that asks for a person may be without words: the service has fixed ones for that.
    """
    if not isinstance(raw, list):
        raise TypeError("not a list")
    try:
        parts = [Part.model_validate(part) for part in raw]
    except ValidationError as error:
        raise ValueError("not of the agreed shape") from error
    drafts = _with_blocks([draft for part in parts if (draft := _draft(part))])
    asked = [part.custom for part in parts if part.custom]
    escalate = _escalation(asked)
    if not drafts and not escalate.attention:
        raise ValueError("nothing to say")
    if any(draft.show in NEEDS_WORDS and not draft.text for draft in drafts):
        raise ValueError("nothing to put it under")
    useful = next((custom.answer for custom in asked if custom.answer), None)
    mentor = any(custom.note == "peer_mentor" for custom in asked)
    return BotAnswer(drafts, escalate, useful=useful, mentor=mentor)


def _with_blocks(drafts: list[Draft]) -> tuple[Draft, ...]:
    """Put a block that came without words under the words before it."""
    joined: list[Draft] = []
    for draft in drafts:
        if joined and not draft.text and not joined[-1].show:
            joined[-1] = replace(joined[-1], show=draft.show, step=draft.step, article=draft.article)
        else:
            joined.append(draft)
    return tuple(joined)


def _draft(part: Part) -> Draft | None:
    custom = part.custom or Custom()
    if not part.text and not custom.show:
        return None
    buttons = tuple(button.title for button in part.buttons)
    return Draft(Author.BOT, part.text or "", custom.show, custom.step, custom.article, buttons)


def _escalation(customs: list[Custom]) -> Noticed:
    asked = [custom for custom in customs if custom.escalate]
    if not asked:
        return Noticed(None)
    attention = (
        Attention.NOW if any(custom.attention is Attention.NOW for custom in asked) else Attention.TODAY
    )
    return Noticed(attention, tuple(_reason(custom) for custom in asked))


def _reason(custom: Custom) -> Reason:
    if custom.escalate == "wants_person":
        return Reason("bot-wants-person", "wants_person", "asked the bot for a person")
    return Reason(
        f"bot-{custom.kind}", custom.kind, "the bot understood this as something a person should see"
    )
