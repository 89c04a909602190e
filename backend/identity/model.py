"""The people who can hold a token."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backend.core.crypto import Sealed


class Role(StrEnum):
    """What a principal is allowed as. Roles are not ranks: each route names the ones it accepts."""

    YOUNG_PERSON = "young_person"
    ON_CALL = "on_call"
    SUPERVISOR = "supervisor"
    CONTENT_EDITOR = "content_editor"
    ADMIN = "admin"


STAFF_ROLES = frozenset({Role.ON_CALL, Role.SUPERVISOR, Role.CONTENT_EDITOR, Role.ADMIN})


class AgeBand(StrEnum):
    """All that is asked about age."""

    ELEVEN_TO_TWELVE = "11-12"
    THIRTEEN_TO_FIFTEEN = "13-15"
    SIXTEEN_TO_EIGHTEEN = "16-18"


@dataclass(frozen=True)
class Principal:
    """The caller, as their token says: a young person on one device, or staff in a session, who proved themselves."""

    id: str
    role: Role
    device_id: str | None = None
    signed_in_at: datetime | None = None
    session_id: str | None = None


@dataclass(frozen=True)
class YoungPerson:
    """An account without a name: `key_id` names the data key that everything of theirs is sealed with."""

    id: str
    key_id: Sealed
    age_band: AgeBand
    language: str
    sealed_nickname: Sealed | None


@dataclass(frozen=True)
class StaffMember:
    """Somebody who can be paged or sign in. `channels` are tried in order."""

    id: str
    username: str
    first_name: str
    role: Role
    channels: tuple[str, ...]
    fallback_contact: bool
