"""Collections `shifts`, `rota_layers` and `rota_overrides`."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from backend.core.mongo import Document, Mongo, Tx
from backend.escalations.rota.layers import BankHolidays, Layer, Weekday
from backend.escalations.rota.model import Shift
from backend.escalations.rota.overrides import Override
from backend.escalations.rota.planned import LayerTerm, Plan

# Stored for "still holds", so that an index answers what holds at an instant.
OPEN_END = datetime(9999, 1, 1, tzinfo=UTC)


class RotaStore:
    """Reads and writes the rota."""

    def __init__(self, mongo: Mongo) -> None:
        self._shifts, self._layers = mongo.db.shifts, mongo.db.rota_layers
        self._overrides = mongo.db.rota_overrides

    async def create_indexes(self) -> None:
        """Create the indexes that "who is on call now" reads."""
        for collection in (self._shifts, self._overrides):
            await collection.create_index([("ends_at", 1), ("starts_at", 1)])
        await self._layers.create_index([("valid_until", 1), ("valid_from", 1)])
        # One term of a layer holds at a time, also when two people change it at once.
        holds = {"valid_until": OPEN_END}
        await self._layers.create_index("layer_id", unique=True, partialFilterExpression=holds)

    async def between(self, starts_at: datetime, ends_at: datetime, tx: Tx | None = None) -> list[Shift]:
        """Return who is on call when, as far as it touches [starts_at, ends_at], by start. Three small reads."""
        return (await self.plan(starts_at, ends_at, tx)).between(starts_at, ends_at)

    async def plan(self, starts_at: datetime, ends_at: datetime, tx: Tx | None = None) -> Plan:
        """Return what the rota of [starts_at, ends_at] is made of."""
        touching = {"ends_at": {"$gt": starts_at}, "starts_at": {"$lte": ends_at}}
        holding = {"valid_until": {"$gt": starts_at}, "valid_from": {"$lte": ends_at}}
        shifts = self._shifts.find(touching, session=tx).sort("starts_at", 1)
        layers = self._layers.find(holding, session=tx).sort("valid_from", 1)
        overrides = self._overrides.find(touching, session=tx).sort([("made_at", 1), ("_id", 1)])
        return Plan(
            [_shift(found) async for found in shifts],
            [_term(found) async for found in layers],
            [_override(found) async for found in overrides],
        )

    async def first_at(self) -> datetime | None:
        """Return when the earliest shift began; None where there is none."""
        starts = [
            found["starts_at"]
            for collection in (self._shifts, self._overrides)
            async for found in collection.find({}, {"starts_at": 1}).sort("starts_at", 1).limit(1)
        ]
        terms = [_term(found) async for found in self._layers.find({})]
        return min([*starts, *(term.begins_at for term in terms)], default=None)

    async def add(self, shift: Shift, tx: Tx | None = None) -> bool:
        """Store a shift; the same id again changes nothing, and returns False."""
        fields = {"staff_id": shift.staff_id, "starts_at": shift.starts_at, "ends_at": shift.ends_at}
        stored = await self._shifts.update_one(
            {"_id": shift.id}, {"$setOnInsert": fields}, upsert=True, session=tx
        )
        return stored.upserted_id is not None

    async def end_shift(self, shift_id: str, now: datetime, tx: Tx) -> bool:
        """Take away what is left of a shift; False where nothing is."""
        return await _end(self._shifts, shift_id, now, tx)

    async def add_override(self, override: Override, made_at: datetime, tx: Tx) -> None:
        """Store an override."""
        fields = {name: value for name, value in vars(override).items() if name != "id"}
        await self._overrides.insert_one({"_id": override.id, "made_at": made_at, **fields}, session=tx)

    async def end_override(self, override_id: str, now: datetime, tx: Tx) -> bool:
        """Take away what is left of an override; False where nothing is."""
        return await _end(self._overrides, override_id, now, tx)

    async def layer(self, layer_id: str, tx: Tx | None = None) -> Layer | None:
        """Return a layer as it is now, or None."""
        found = await self._layers.find_one({"layer_id": layer_id, "valid_until": OPEN_END}, session=tx)
        return _term(found).layer if found else None

    async def begin_layer(self, layer: Layer, at: datetime, tx: Tx | None = None) -> None:
        """Let a layer hold from an instant on, as it is given."""
        term = {"_id": uuid4().hex, "valid_from": at, "valid_until": OPEN_END}
        await self._layers.insert_one(term | _layer_fields(layer), session=tx)

    async def end_layer(self, layer_id: str, at: datetime, tx: Tx) -> bool:
        """Let a layer hold no longer; False where there is none."""
        holds = {"layer_id": layer_id, "valid_until": OPEN_END}
        ended = await self._layers.update_one(holds, {"$set": {"valid_until": at}}, session=tx)
        return ended.modified_count == 1


async def _end(collection: Any, id_: str, now: datetime, tx: Tx) -> bool:
    """Remove what has not begun, and cut short what has: who was on call stays known."""
    removed = await collection.delete_one({"_id": id_, "starts_at": {"$gte": now}}, session=tx)
    if removed.deleted_count:
        return True
    running = {"_id": id_, "ends_at": {"$gt": now}}
    cut = await collection.update_one(running, {"$set": {"ends_at": now}}, session=tx)
    return bool(cut.modified_count)


def _shift(found: Document) -> Shift:
    return Shift(found["_id"], found["staff_id"], found["starts_at"], found["ends_at"])


def _override(found: Document) -> Override:
    names = Override.__dataclass_fields__.keys() - {"id"}
    return Override(id=found["_id"], **{name: found[name] for name in names})


def _layer_fields(layer: Layer) -> Document:
    return {
        "layer_id": layer.id,
        "name": layer.name,
        "members": list(layer.members),
        "starts_on": layer.starts_on.isoformat(),
        "turn_days": layer.turn_days,
        "from_time": layer.from_time.isoformat("minutes"),
        "to_time": layer.to_time.isoformat("minutes"),
        "weekdays": sorted(int(day) for day in layer.weekdays),
        "bank_holidays": layer.bank_holidays.value,
    }


def _term(found: Document) -> LayerTerm:
    layer = Layer(
        id=found["layer_id"],
        name=found["name"],
        members=tuple(found["members"]),
        starts_on=date.fromisoformat(found["starts_on"]),
        turn_days=found["turn_days"],
        from_time=time.fromisoformat(found["from_time"]),
        to_time=time.fromisoformat(found["to_time"]),
        weekdays=frozenset(Weekday(day) for day in found["weekdays"]),
        bank_holidays=BankHolidays(found["bank_holidays"]),
    )
    until = found["valid_until"]
    return LayerTerm(layer, found["valid_from"], None if until == OPEN_END else until)
