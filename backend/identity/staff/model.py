"""What the staff list holds beside a member's name and role, and the problems of signing in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.core.crypto import Sealed
from backend.core.problem import Conflict, Forbidden, Problem
from backend.identity.model import StaffMember

DEMO_ID_PREFIX = "demo-"


@dataclass(frozen=True)
class StaffLogin:
    """How a member proves who they are. None where they have no such proof.

    A token that was issued before `sessions_from` is worth nothing. `single_sign_on` is what the provider calls
    them (an admin sets it); `linked` tells that a subject of the provider has been tied to them.
    """

    member: StaffMember
    password_hash: str | None = None
    totp_secret: Sealed | None = None
    sessions_from: datetime | None = None
    single_sign_on: str | None = None
    linked: bool = False

    @property
    def demo(self) -> bool:
        """Tell whether this member is made up and has a public password."""
        return self.member.id.startswith(DEMO_ID_PREFIX)


@dataclass(frozen=True)
class Session:
    """A signed-in member of staff, for `expires_in_s` seconds."""

    access_token: str
    expires_in_s: int
    member: StaffMember


class CodeNeeded(Problem):
    """The password is right, and this member has a second factor."""

    status, key, title = 401, "code-needed", "Type the code from your authenticator app as well"


class SecondFactorNeeded(Forbidden):
    """The password is right, but production lets nobody in with a password alone."""

    key, title = "second-factor-needed", "Set up a second factor first"


class EnrolmentEnded(Conflict):
    """Setting up a second factor was not started, or too long ago."""

    key, title = "enrolment-ended", "Start setting up the second factor again"


class UsernameTaken(Conflict):
    """Somebody else signs in with this name, or is known to the provider by it."""

    key, title = "username-taken", "Somebody on the staff list has this name already"


class LastAdmin(Conflict):
    """Without this member nobody could change the staff list."""

    key, title = "last-admin", "This is the last administrator"


def end_of_sessions(now: datetime) -> datetime:
    """Return the `sessions_from` that ends every session begun until `now`: tokens count whole seconds."""
    return now.replace(microsecond=0) + timedelta(seconds=1)
