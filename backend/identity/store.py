"""Collections `young_people`, `devices` and `staff`."""

from datetime import datetime
from typing import Any

from backend.core.mongo import Document, Mongo
from backend.identity.model import AgeBand, Role, StaffMember, YoungPerson


class IdentityStore:
    """Reads and writes the people who hold tokens."""

    def __init__(self, mongo: Mongo) -> None:
        self._people, self._devices, self._staff = mongo.db.young_people, mongo.db.devices, mongo.db.staff

    async def create_indexes(self) -> None:
        """Create what uniqueness and look-ups rest on."""
        await self._staff.create_index("username", unique=True)
        await self._devices.create_index("young_person_id")

    async def add_young_person(self, person: YoungPerson, created_at: datetime) -> None:
        """Store a new account."""
        await self._people.insert_one(
            {
                "_id": person.id,
                "key_id": person.key_id,
                "age_band": person.age_band.value,
                "language": person.language,
                "nickname": person.sealed_nickname,
                "created_at": created_at,
            }
        )

    async def young_person(self, person_id: str) -> YoungPerson | None:
        """Return an account, or None."""
        found = await self._people.find_one({"_id": person_id})
        if found is None:
            return None
        return YoungPerson(
            id=found["_id"],
            key_id=found["key_id"],
            age_band=AgeBand(found["age_band"]),
            language=found["language"],
            sealed_nickname=found["nickname"],
        )

    async def add_device(
        self, device_id: str, person_id: str, secret_hash: str, created_at: datetime
    ) -> None:
        """Store a device by the hash of its secret."""
        await self._devices.insert_one(
            {
                "_id": device_id,
                "young_person_id": person_id,
                "secret_hash": secret_hash,
                "created_at": created_at,
            }
        )

    async def device(self, device_id: str) -> tuple[str, str] | None:
        """Return (young person's id, hash of the secret), or None."""
        found = await self._devices.find_one({"_id": device_id})
        return (found["young_person_id"], found["secret_hash"]) if found else None

    async def put_staff(self, member: StaffMember, password_hash: str) -> None:
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

    async def staff_login(self, username: str) -> tuple[StaffMember, str] | None:
        """Return the member of staff and their password hash, or None."""
        found = await self._staff.find_one({"username": username})
        return (_member(found), found["password_hash"]) if found else None

    async def staff(self) -> list[StaffMember]:
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
