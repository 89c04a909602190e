"""Collection `staff`."""

from typing import Any

from backend.core.mongo import Document, Mongo
from backend.identity.model import Role, StaffMember


class StaffStore:
    """Reads and writes the staff list."""

    def __init__(self, mongo: Mongo) -> None:
        self._staff = mongo.db.staff

    async def create_indexes(self) -> None:
        """Create what uniqueness rests on."""
        await self._staff.create_index("username", unique=True)

    async def put(self, member: StaffMember, password_hash: str) -> None:
        """Create or replace a member of staff by username; the id of an existing one stays."""
        fields: dict[str, Any] = {
            "first_name": member.first_name,
            "role": member.role.value,
            "channels": list(member.channels),
            "fallback_contact": member.fallback_contact,
            "password_hash": password_hash,
        }
        await self._staff.update_one(
            {"username": member.username}, {"$set": fields, "$setOnInsert": {"_id": member.id}}, upsert=True
        )

    async def login(self, username: str) -> tuple[StaffMember, str] | None:
        """Return the member of staff and their password hash, or None."""
        found = await self._staff.find_one({"username": username})
        return (_member(found), found["password_hash"]) if found else None

    async def members(self) -> list[StaffMember]:
        """Return everybody on the staff list."""
        return [_member(found) async for found in self._staff.find({}).sort("username", 1)]


def _member(found: Document) -> StaffMember:
    return StaffMember(
        id=found["_id"],
        username=found["username"],
        first_name=found["first_name"],
        role=Role(found["role"]),
        channels=tuple(found["channels"]),
        fallback_contact=found["fallback_contact"],
    )
