"""Field types shared by request and answer shapes."""

import unicodedata
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, PlainSerializer

MAX_TEXT_CODE_POINTS = 2000
ALLOWED_CONTROLS = frozenset("\n\r\t")


def _normalised(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError("contains half of a character pair") from error
    return unicodedata.normalize("NFC", value)


def _without_controls(value: str) -> str:
    if any(unicodedata.category(char) == "Cc" and char not in ALLOWED_CONTROLS for char in value):
        raise ValueError("contains control characters")
    return value


def _message_length(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    if len(value) > MAX_TEXT_CODE_POINTS:
        raise ValueError(f"is longer than {MAX_TEXT_CODE_POINTS} characters")
    return value


def _utc_text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _text_only(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("is not an RFC 3339 text")  # noqa: TRY004 - pydantic turns only ValueError into an answer
    return value


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("is outside the calendar") from error


PlainText = Annotated[str, BeforeValidator(_normalised), AfterValidator(_without_controls)]
MessageText = Annotated[PlainText, AfterValidator(_message_length)]
Instant = Annotated[datetime, PlainSerializer(_utc_text, return_type=str, when_used="json")]


# An instant that is sent to us: RFC 3339 with its offset, held in UTC.
InstantIn = Annotated[AwareDatetime, BeforeValidator(_text_only), AfterValidator(_in_utc)]


class Empty(BaseModel):
    """A request without fields."""


class ClientMessage(BaseModel):
    """The id that the sender chose, so that sending again changes nothing."""

    client_message_id: UUID
