"""Looking at the rota and changing it, so that tests read as prose."""

from datetime import UTC, datetime
from typing import Any

from tests.conftest import World
from tests.factories import StaffClient

EVENINGS = {
    "name": "Evenings", "members": ["staff-Maya", "staff-Sam"], "turn_days": 1, "from_time": "17:00",
    "to_time": "08:00",
}  # fmt: skip


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc,arg-type]  # Year, month, day, hour, minute.


def text(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def move_to(world: World, at: datetime) -> None:
    world.clock.move(seconds=(at - world.clock.now()).total_seconds())


async def send(who: StaffClient, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
    """Call the rota as somebody, and return the JSON of the answer."""
    response = await who.http.request(method, f"/v1/staff/{path}", json=body, headers=who.headers)
    assert response.status == status, await response.text()
    return await response.json()


async def rota(who: StaffClient, weeks_ahead: int = 0) -> Any:
    return await send(who, "GET", f"rota?weeks_ahead={weeks_ahead}")


async def add_layer(who: StaffClient, *, status: int = 201, **changes: Any) -> Any:
    return await send(who, "POST", "rota/layers", EVENINGS | changes, status=status)


async def on_call_at(world: World, at: datetime) -> list[str]:
    """Move the clock there and return the first names of who is on call."""
    move_to(world, at)
    return sorted(who.first_name for who in await world.services.escalations.on_call())
