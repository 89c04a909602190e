"""Makes people, rotas and conversations, so that tests read as prose."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from backend.escalations.rota.model import Shift
from backend.identity.model import Role, StaffMember
from backend.wiring import Services

PASSWORD = "a-password-for-tests"
DISCLOSURE = "i dont want to be alive anymore"
SMALL_TALK = "my maths homework took ages"


@dataclass
class YoungPersonClient:
    """A young person's phone."""

    http: TestClient[Any, Any]
    device: dict[str, Any]
    token: str
    conversation_id: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def renew(self) -> None:
        """Get a fresh token, as the app does when a quarter of an hour has gone by."""
        body = {"refresh_token": self.device["refresh_token"]}
        answer = await (await self.http.post("/v1/tokens", json=body)).json()
        self.device["refresh_token"], self.token = answer["refresh_token"], answer["access_token"]

    async def open(self) -> dict[str, Any]:
        response = await self.http.post("/v1/conversations", json={}, headers=self.headers)
        assert response.status == 201, await response.text()
        body: dict[str, Any] = await response.json()
        self.conversation_id = body["id"]
        return body

    async def post(self, text: Any, client_message_id: str | None = None) -> ClientResponse:
        body = {"client_message_id": client_message_id or str(uuid4()), "text": text}
        path = f"/v1/conversations/{self.conversation_id}/messages"
        return await self.http.post(path, json=body, headers=self.headers)

    async def say(self, text: str, client_message_id: str | None = None) -> dict[str, Any]:
        response = await self.post(text, client_message_id)
        assert response.status in (200, 201), await response.text()
        body: dict[str, Any] = await response.json()
        return body

    async def want_person(self) -> dict[str, Any]:
        path = f"/v1/conversations/{self.conversation_id}/person-requests"
        body = {"client_message_id": str(uuid4())}
        response = await self.http.post(path, json=body, headers=self.headers)
        assert response.status == 201, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer

    async def look(self) -> dict[str, Any]:
        response = await self.http.get("/v1/conversations/current", headers=self.headers)
        assert response.status == 200, await response.text()
        body: dict[str, Any] = await response.json()
        return body

    async def status(self) -> str:
        return str((await self.look())["status"]["state"])


@dataclass
class StaffClient:
    """A member of staff at the console."""

    http: TestClient[Any, Any]
    id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def list(self, state: str = "open") -> dict[str, Any]:
        response = await self.http.get(f"/v1/staff/escalations?state={state}", headers=self.headers)
        assert response.status == 200, await response.text()
        body: dict[str, Any] = await response.json()
        return body

    async def act(self, escalation_id: str, action: str, **body: Any) -> ClientResponse:
        path = f"/v1/staff/escalations/{escalation_id}/{action}"
        return await self.http.post(path, json=body, headers=self.headers)

    async def close(self, escalation_id: str, outcome: str = "other", **changes: Any) -> ClientResponse:
        return await self.act(escalation_id, "close", outcome=outcome, **closing(**changes))

    async def open(self, escalation_id: str) -> dict[str, Any]:
        response = await self.http.get(f"/v1/staff/escalations/{escalation_id}", headers=self.headers)
        assert response.status == 200, await response.text()
        body: dict[str, Any] = await response.json()
        return body

    async def say(self, escalation_id: str, text: str) -> ClientResponse:
        return await self.act(escalation_id, "messages", client_message_id=str(uuid4()), text=text)


def closing(facts: str = "We talked.", **changes: Any) -> dict[str, Any]:
    """Return what is recorded at closing where nothing stays open, as the console sends it."""
    answers = {
        "concern": "no",
        "done": "Nobody else has to act.",
        "told": [],
        "why_nobody": "There was nothing to tell.",
    }
    written = {"entry_id": str(uuid4()), "account": {"facts": facts}, "answers": answers, "follow_up": None}
    return written | changes


async def young_person(http: TestClient[Any, Any], **answers: Any) -> YoungPersonClient:
    """Start on a new phone and open the conversation."""
    wanted = {"age_band": "13-15", "language": "en"} | answers
    device = await (await http.post("/v1/devices", json=wanted)).json()
    phone = YoungPersonClient(http, device, device["access_token"])
    await phone.open()
    return phone


async def recovery_words(phone: YoungPersonClient) -> str:
    """Make recovery words as a young person does, and return them as they would type them."""
    response = await phone.http.post("/v1/recovery-words", json={}, headers=phone.headers)
    assert response.status == 201, await response.text()
    return " ".join((await response.json())["words"])


async def staff(
    services: Services,
    http: TestClient[Any, Any],
    name: str,
    role: Role = Role.ON_CALL,
    *,
    fallback: bool = False,
    channels: tuple[str, ...] = ("console",),
) -> StaffClient:
    """Create a member of staff and sign them in."""
    member = StaffMember(f"staff-{name}", name.lower(), name, role, channels, fallback)
    await services.staff.put(member, PASSWORD)
    body = {"username": name.lower(), "password": PASSWORD}
    token = await (await http.post("/v1/staff/tokens", json=body)).json()
    return StaffClient(http, member.id, token["access_token"])


async def signed_in_again(member: StaffClient) -> str:
    """Return the token of another session of this member, as in another browser."""
    body = {"username": member.id.removeprefix("staff-").lower(), "password": PASSWORD}
    return str((await (await member.http.post("/v1/staff/tokens", json=body)).json())["access_token"])


async def on_call(services: Services, who: StaffClient, at: datetime, hours: float = 8) -> None:
    """Put somebody on the rota from an hour before `at`."""
    starts_at = at - timedelta(hours=1)
    await services.stores.rota.add(Shift(uuid4().hex, who.id, starts_at, starts_at + timedelta(hours=hours)))
