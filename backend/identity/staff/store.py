"""Collection `staff`: the list, and how each member signs in; `former_staff`: the names of those who have left."""

from datetime import datetime
from typing import Any

from backend.core.mongo import Document, DuplicateKeyError, Mongo, Tx
from backend.identity.model import Role, StaffMember
from backend.identity.staff.model import DEMO_ID_PREFIX, StaffLogin, UsernameTaken

# A second end within the same second is later still, so that what began between the two ends with it.
ONE_SECOND_MS = 1000


class StaffStore:
    """Reads and writes the staff list."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo, self._staff, self._former = mongo, mongo.db.staff, mongo.db.former_staff

    async def create_indexes(self) -> None:
        """Create what uniqueness rests on."""
        await self._staff.create_index("username", unique=True)
        for name in ("single_sign_on", "subject"):
            known = {name: {"$type": "string"}}
            await self._staff.create_index(name, unique=True, partialFilterExpression=known)

    async def add(self, login: StaffLogin, tx: Tx | None = None) -> None:
        """Add a member. Raises UsernameTaken."""
        fields = _fields(login.member) | {
            "_id": login.member.id,
            "username": login.member.username,
            "password_hash": login.password_hash,
            "single_sign_on": login.single_sign_on,
        }
        try:
            await self._staff.insert_one(fields, session=tx)
        except DuplicateKeyError as error:
            raise UsernameTaken from error

    async def change(
        self, member: StaffMember, password_hash: str | None = None, tx: Tx | None = None
    ) -> None:
        """Write what a member is now, and a new password where there is one. The username stays."""
        fields = _fields(member) | ({"password_hash": password_hash} if password_hash else {})
        await self._staff.update_one({"_id": member.id}, {"$set": fields}, session=tx)

    async def set_channels(self, staff_id: str, channels: tuple[str, ...], tx: Tx | None = None) -> None:
        """Say by which channels a member is paged, in this order."""
        await self._staff.update_one({"_id": staff_id}, {"$set": {"channels": list(channels)}}, session=tx)

    async def end_sessions(self, staff_id: str, at: datetime, tx: Tx | None = None) -> None:
        """Make tokens issued before `at` worthless."""
        latest = {"$max": [at, {"$add": ["$sessions_from", ONE_SECOND_MS]}]}
        await self._staff.update_one({"_id": staff_id}, [{"$set": {"sessions_from": latest}}], session=tx)

    async def set_single_sign_on(self, staff_id: str, name: str | None, tx: Tx | None = None) -> None:
        """Say what the provider calls a member; whoever was tied to them is no longer. Raises UsernameTaken."""
        change = {"$set": {"single_sign_on": name}, "$unset": {"subject": ""}}
        try:
            await self._staff.update_one({"_id": staff_id}, change, session=tx)
        except DuplicateKeyError as error:
            raise UsernameTaken from error

    async def link(self, staff_id: str, subject: str) -> bool:
        """Tie a subject of the provider to a member, once. Returns False where another one is tied to them."""
        free = {"_id": staff_id, "subject": {"$in": [None, subject]}}
        tied = await self._staff.update_one(free, {"$set": {"subject": subject}})
        return bool(tied.matched_count)

    async def remove(self, member: StaffMember, at: datetime, tx: Tx | None = None) -> None:
        """Take a member off the list; who they were stays, because the audit names them by id."""
        left = {"first_name": member.first_name, "role": member.role.value, "left_at": at}
        await self._former.replace_one({"_id": member.id}, left, upsert=True, session=tx)
        await self._staff.delete_one({"_id": member.id}, session=tx)

    async def login(self, username: str) -> StaffLogin | None:
        """Return how this username signs in, or None."""
        return _login(await self._staff.find_one({"username": username}))

    async def login_of(self, staff_id: str, tx: Tx | None = None) -> StaffLogin | None:
        """Return how this member signs in, or None."""
        return _login(await self._staff.find_one({"_id": staff_id}, session=tx))

    async def linked_to(self, subject: str) -> StaffLogin | None:
        """Return the member that a subject of the provider is tied to, or None."""
        return _login(await self._staff.find_one({"subject": subject}))

    async def known_as(self, name: str) -> StaffLogin | None:
        """Return the member that an admin expects under this name of the provider's, or None."""
        return _login(await self._staff.find_one({"single_sign_on": name}))

    async def logins(self) -> list[StaffLogin]:
        """Return everybody on the staff list, with how they sign in."""
        found = self._staff.find({}).sort("username", 1)
        return [login async for document in found if (login := _login(document))]

    async def members(self) -> list[StaffMember]:
        """Return everybody on the staff list."""
        return [login.member for login in await self.logins()]

    async def former(self) -> dict[str, tuple[str, Role]]:
        """Return first name and role of everybody who has left, by id."""
        found = self._former.find({})
        return {one["_id"]: (one["first_name"], Role(one["role"])) async for one in found}

    async def has_demo(self) -> bool:
        """Tell whether somebody on the list is made up."""
        return await self._staff.find_one({"_id": {"$regex": f"^{DEMO_ID_PREFIX}"}}) is not None


def _fields(member: StaffMember) -> dict[str, Any]:
    return {
        "first_name": member.first_name,
        "role": member.role.value,
        "channels": list(member.channels),
        "fallback_contact": member.fallback_contact,
    }


def _login(found: Document | None) -> StaffLogin | None:
    if found is None:
        return None
    member = StaffMember(
        id=found["_id"],
        username=found["username"],
        first_name=found["first_name"],
        role=Role(found["role"]),
        channels=tuple(found["channels"]),
        fallback_contact=found["fallback_contact"],
    )
    return StaffLogin(
        member,
        password_hash=found.get("password_hash"),
        totp_secret=found.get("totp", {}).get("secret"),
        sessions_from=found.get("sessions_from"),
        single_sign_on=found.get("single_sign_on"),
        linked=bool(found.get("subject")),
    )
