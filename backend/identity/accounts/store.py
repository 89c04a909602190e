"""Collections `young_people`, `devices` and `signed_out_phones`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from backend.core.mongo import Document, DuplicateKeyError, Mongo, Tx
from backend.identity.accounts.model import Account, Device, Recovery
from backend.identity.model import AgeBand, YoungPerson

MOST_DEVICES_LISTED = 100


class WordsTaken(Exception):
    """Another account is found by these two words: draw again."""


class AccountStore:
    """Reads and writes accounts of young people and their devices."""

    def __init__(self, mongo: Mongo) -> None:
        self._people, self._devices = mongo.db.young_people, mongo.db.devices
        self._signed_out = mongo.db.signed_out_phones

    async def create_indexes(self) -> None:
        """Create what look-ups rest on: two words find one account at most."""
        await self._devices.create_index("young_person_id")
        await self._signed_out.create_index("at")
        made = {"recovery.finding": {"$type": "string"}}
        await self._people.create_index("recovery.finding", unique=True, partialFilterExpression=made)

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

    async def account(self, person_id: str) -> Account | None:
        """Return an account, or None."""
        found = await self._people.find_one({"_id": person_id})
        if found is None:
            return None
        return Account(_person(found), found["created_at"], found.get("recovery", {}).get("made_at"))

    async def change(self, person: YoungPerson, tx: Tx) -> None:
        """Store nickname, age band and language as they are now."""
        fields = {
            "age_band": person.age_band.value,
            "language": person.language,
            "nickname": person.sealed_nickname,
        }
        await self._people.update_one({"_id": person.id}, {"$set": fields}, session=tx)

    async def set_recovery(
        self, person_id: str, finding: str, words_hash: str, made_at: datetime, tx: Tx
    ) -> None:
        """Store what recovery words are checked against, in place of older ones. Raises WordsTaken."""
        recovery = {"finding": finding, "words_hash": words_hash, "made_at": made_at}
        try:
            await self._people.update_one({"_id": person_id}, {"$set": {"recovery": recovery}}, session=tx)
        except DuplicateKeyError as error:
            raise WordsTaken from error

    async def recovery(self, finding: str) -> Recovery | None:
        """Return what these words would be checked against, or None."""
        found = await self._people.find_one({"recovery.finding": finding})
        return Recovery(found["_id"], found["recovery"]["words_hash"]) if found else None

    async def add_device(self, device: Device, tx: Tx | None = None) -> None:
        """Store a new device."""
        fields = {
            "_id": device.id,
            "young_person_id": device.young_person_id,
            "generation": device.generation,
            "created_at": device.created_at,
            "last_used_at": device.last_used_at,
        }
        await self._devices.insert_one(fields, session=tx)

    async def device(self, device_id: str) -> Device | None:
        """Return a device, or None."""
        found = await self._devices.find_one({"_id": device_id})
        return _device(found) if found else None

    async def owner_of(self, device_id: str) -> str | None:
        """Return the id of the young person whose device this is, or None for one that was signed out."""
        found = await self._devices.find_one({"_id": device_id}, {"young_person_id": 1})
        return found["young_person_id"] if found else None

    async def devices_of(self, person_id: str) -> list[Device]:
        """Return a young person's devices, the first one first."""
        found = self._devices.find({"young_person_id": person_id}).sort([("created_at", 1), ("_id", 1)])
        return [_device(one) async for one in found.limit(MOST_DEVICES_LISTED)]

    async def move_on(self, device: Device, generation: int, at: datetime) -> bool:
        """Set the newest generation and the time of use; False when the device is not as it was read."""
        unchanged = {"_id": device.id, "generation": device.generation}
        change = {"$set": {"generation": generation, "last_used_at": at}}
        return (await self._devices.update_one(unchanged, change)).matched_count == 1

    async def remove_device(self, device_id: str, person_id: str, tx: Tx) -> bool:
        """End a device and every token of it; False when this young person has no such device."""
        owned = {"_id": device_id, "young_person_id": person_id}
        return (await self._devices.delete_one(owned, session=tx)).deleted_count == 1

    async def remove_devices(self, person_id: str) -> None:
        """End every device of a young person."""
        await self._devices.delete_many({"young_person_id": person_id})

    async def note_signed_out(self, marks: Iterable[str], at: datetime, tx: Tx | None = None) -> None:
        """Keep that the devices of these marks were signed out."""
        for mark in marks:
            await self._signed_out.update_one({"_id": mark}, {"$set": {"at": at}}, upsert=True, session=tx)

    async def was_signed_out(self, mark: str) -> bool:
        """Tell whether the device of this mark was signed out."""
        return await self._signed_out.find_one({"_id": mark}) is not None

    async def remove_young_person(self, person_id: str) -> None:
        """Remove an account; its recovery words find nothing then."""
        await self._people.delete_one({"_id": person_id})

    async def idle_since(self, before: datetime) -> list[str]:
        """Return the ids of accounts that are older than an instant and that no device has used since."""
        used = {"from": "devices", "localField": "_id", "foreignField": "young_person_id", "as": "used"}
        used_since = {"$elemMatch": {"last_used_at": {"$gte": before}}}
        stages: list[Document] = [
            {"$match": {"created_at": {"$lt": before}}},
            {"$lookup": used},
            {"$match": {"used": {"$not": used_since}}},
            {"$project": {"_id": 1}},
        ]
        return [found["_id"] async for found in self._people.aggregate(stages)]


def _person(found: Document) -> YoungPerson:
    return YoungPerson(
        id=found["_id"],
        key_id=found["key_id"],
        age_band=AgeBand(found["age_band"]),
        language=found["language"],
        sealed_nickname=found["nickname"],
    )


def _device(found: dict[str, Any]) -> Device:
    return Device(
        id=found["_id"],
        young_person_id=found["young_person_id"],
        generation=found["generation"],
        created_at=found["created_at"],
        last_used_at=found["last_used_at"],
    )
