"""Collections `young_people` and `devices`."""

from datetime import datetime

from backend.core.mongo import Mongo
from backend.identity.model import AgeBand, YoungPerson


class AccountStore:
    """Reads and writes accounts of young people and their devices."""

    def __init__(self, mongo: Mongo) -> None:
        self._people, self._devices = mongo.db.young_people, mongo.db.devices

    async def create_indexes(self) -> None:
        """Create what look-ups rest on."""
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
