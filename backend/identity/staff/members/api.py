"""HTTP for administrators: who is on the staff list."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from backend.core.fields import Empty, PlainText
from backend.core.routes import Call, Route
from backend.identity.model import Role
from backend.identity.policies import ADMIN, ADMIN_RECENT, caller
from backend.identity.staff.members.service import SHORTEST_PASSWORD, Change, Members
from backend.identity.staff.model import StaffLogin

MEMBERS = web.AppKey("staff_members", Members)

StaffRole = Literal["on_call", "supervisor", "content_editor", "admin"]
Username = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._@-]{0,99}$")]


def _one_line(value: str) -> str:
    stripped = value.strip()
    if not stripped or "\n" in stripped or "\r" in stripped:
        raise ValueError("is empty, or longer than a line")
    return stripped


FirstName = Annotated[PlainText, Field(max_length=60), AfterValidator(_one_line)]
NewPassword = Annotated[str, Field(min_length=SHORTEST_PASSWORD, max_length=200)]
# What the provider calls this person (an email address, as a rule); "" takes it away.
ProvidersName = Annotated[PlainText, Field(max_length=200)]


class StaffChange(BaseModel):
    """What is to be different about a member; what is left out stays. Most of it ends their sessions."""

    first_name: FirstName | None = None
    role: StaffRole | None = None
    fallback_contact: bool | None = None
    password: NewPassword | None = None
    single_sign_on: ProvidersName | None = None
    forget_second_factor: bool = False
    end_sessions: bool = False


class NewStaffMember(BaseModel):
    """A new member. They sign in with the password, or through the provider that calls them `single_sign_on`."""

    username: Username
    first_name: FirstName
    role: StaffRole = "on_call"
    fallback_contact: bool = False
    password: NewPassword | None = None
    single_sign_on: ProvidersName | None = None


class StaffListEntry(BaseModel):
    """A member as administrators see them."""

    id: str
    username: str
    first_name: str
    role: StaffRole
    fallback_contact: bool
    has_password: bool
    second_factor: bool
    single_sign_on: str | None
    single_sign_on_used: bool


class StaffList(BaseModel):
    """Everybody on the staff list."""

    members: list[StaffListEntry]


def _entry(login: StaffLogin) -> StaffListEntry:
    member = login.member
    return StaffListEntry(
        id=member.id,
        username=member.username,
        first_name=member.first_name,
        role=member.role.value,
        fallback_contact=member.fallback_contact,
        has_password=login.password_hash is not None,
        second_factor=login.totp_secret is not None,
        single_sign_on=login.single_sign_on,
        single_sign_on_used=login.linked,
    )


def _change(body: NewStaffMember | StaffChange) -> Change:
    role = Role(body.role) if body.role else None
    return Change(**body.model_dump(exclude={"username", "role"}), role=role)


async def list_members(call: Call) -> StaffList:
    """Return everybody on the staff list."""
    return StaffList(members=[_entry(login) for login in await call.request.app[MEMBERS].all()])


async def add_member(call: Call) -> StaffListEntry:
    """Add somebody to the staff list."""
    body: NewStaffMember = call.body
    return _entry(await call.request.app[MEMBERS].add(caller(call).id, body.username, _change(body)))


async def change_member(call: Call) -> StaffListEntry:
    """Change a member, and sign them out where that matters or is asked for."""
    body: StaffChange = call.body
    members = call.request.app[MEMBERS]
    return _entry(await members.change(caller(call).id, call.path("staff_id"), _change(body)))


async def remove_member(call: Call) -> Empty:
    """Take somebody off the staff list."""
    await call.request.app[MEMBERS].remove(caller(call).id, call.path("staff_id"))
    return Empty()


ROUTES = [
    Route("GET", "/v1/staff/members", list_members, ADMIN, "Who is on the staff list", answer=StaffList),
    Route(
        "POST", "/v1/staff/members", add_member, ADMIN_RECENT, "Add somebody to the staff list",
        body=NewStaffMember, answer=StaffListEntry, status=201, problems=(409,),
    ),
    Route(
        "PATCH", "/v1/staff/members/{staff_id}", change_member, ADMIN_RECENT, "Change a member of staff",
        body=StaffChange, answer=StaffListEntry, problems=(404, 409),
    ),
    Route(
        "DELETE", "/v1/staff/members/{staff_id}", remove_member, ADMIN_RECENT, "Take somebody off the list",
        answer=Empty, problems=(404, 409),
    ),
]  # fmt: skip
