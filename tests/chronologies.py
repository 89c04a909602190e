"""An evening at which Kit asked for a person, and what Maya and Ruth write down about it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse

from backend.identity.model import Role
from tests.canaries import CANARY, Planter
from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, YoungPersonClient, on_call, staff, young_person

TODAY = date(2026, 11, 23)
FACTS, OPINION, OWN_WORDS = "We spoke for ten minutes.", "They seemed relieved.", "I feel heard now."


class Evening:
    """Kit asked for a person; Maya has seen it and Ruth supervises."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.kit: YoungPersonClient
        self.maya: StaffClient
        self.ruth: StaffClient
        self.escalation_id = ""

    async def begin(self) -> "Evening":
        world = self.world
        self.maya = await staff(world.services, world.http, "Maya")
        self.ruth = await staff(world.services, world.http, "Ruth", Role.SUPERVISOR)
        await on_call(world.services, self.maya, world.clock.now(), hours=40)
        self.kit = await young_person(world.http, nickname="Kit")
        self.escalation_id = await self.asks()
        return self

    async def asks(self) -> str:
        """Let Kit ask for a person and Maya acknowledge; return the request's id."""
        await self.kit.say(DISCLOSURE)
        [escalation] = (await self.maya.list())["escalations"]
        await self.maya.act(escalation["id"], "acknowledge")
        return str(escalation["id"])

    async def post(self, path: str, body: dict[str, Any], who: StaffClient | None = None) -> ClientResponse:
        address = f"/v1/staff/escalations/{self.escalation_id}/chronology{path}"
        return await self.world.http.post(address, json=body, headers=(who or self.maya).headers)

    async def write(
        self, path: str, body: dict[str, Any], who: StaffClient | None = None
    ) -> list[dict[str, Any]]:
        """Write, and return the entries as they are then."""
        response = await self.post(path, body, who)
        assert response.status == 201, await response.text()
        return entries(await response.json())

    async def read(self, why: str = "request", who: StaffClient | None = None) -> dict[str, Any]:
        address = f"/v1/staff/escalations/{self.escalation_id}/chronology?why={why}"
        response = await self.world.http.get(address, headers=(who or self.maya).headers)
        assert response.status == 200, await response.text()
        body: dict[str, Any] = await response.json()
        return body

    async def left_open(self, who: StaffClient | None = None) -> list[dict[str, Any]]:
        response = await self.world.http.get("/v1/staff/follow-ups", headers=(who or self.maya).headers)
        found: list[dict[str, Any]] = (await response.json())["left_open"]
        return found


def entries(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [moment["entry"] for moment in body["moments"] if moment["entry"]]


def a_note(on: date = TODAY, at_time: str | None = None, **changes: Any) -> dict[str, Any]:
    account = {"facts": FACTS, "opinion": OPINION, "own_words": OWN_WORDS}
    happened = {"on": on.isoformat(), "at_time": at_time, "about": False}
    return {"entry_id": str(uuid4()), "happened": happened, "account": account} | changes


def left_with(owner: str = "staff-Maya", days: int = 2) -> dict[str, Any]:
    return {"what": "Ask how school went.", "owner_id": owner, "review_on": f"{TODAY + timedelta(days=days)}"}


async def wrong_in(response: ClientResponse) -> list[str]:
    """Return the fields that a refusal names."""
    assert response.status == 422, await response.text()
    return [error["field"] for error in (await response.json())["errors"]]


async def it_is_written_down(planter: Planter, token: str, escalation_id: str) -> None:
    """The request is closed, that is corrected, something else is noted, and what stayed open is looked at again."""
    one = "POST /v1/staff/escalations/{escalation_id}"
    of_it: dict[str, Any] = {"escalation_id": escalation_id}
    account = dict.fromkeys(("facts", "opinion", "own_words"), CANARY)
    follow_up = {"what": CANARY, "owner_id": "staff-Ada", "review_on": f"{TODAY + timedelta(days=30)}"}
    written = {"account": account, "follow_up": follow_up}
    told = {"concern": "yes", "done": CANARY, "told": [{"who": CANARY, "why": CANARY}], "knows": True}
    nobody = {"concern": "no", "done": CANARY, "told": [], "why_nobody": CANARY}
    closed = written | {"entry_id": uuid4(), "outcome": "other", "answers": told}
    await planter.send(f"{one}/close", token, closed, status=200, **of_it)
    closing_id = str(closed["entry_id"])
    correct, review = (f"{one}/chronology/{{entry_id}}/{end}" for end in ("corrections", "reviews"))
    for answers in (told, nobody):
        body = written | {"entry_id": uuid4(), "answers": answers, "why": CANARY}
        await planter.send(correct, token, body, entry_id=closing_id, **of_it)
        closing_id = str(body["entry_id"])
    await planter.send(review, token, written | {"entry_id": uuid4()}, entry_id=closing_id, **of_it)
    note = written | {"entry_id": uuid4(), "happened": {"on": "2026-11-20"}}
    await planter.send(f"{one}/chronology", token, note, **of_it)
