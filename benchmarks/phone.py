"""A young person's phone, as the app behaves: it sends again, under the same id, until it is answered."""

import asyncio
from typing import Any
from uuid import uuid4

import aiohttp

RETRY_S = 0.3
GIVE_UP_AFTER = 600
REFUSED = (400, 401, 403, 404, 409, 410, 413, 422)


class Phone:
    """One device with one conversation."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session, self._url = session, url
        self._headers: dict[str, str] = {}
        self.conversation_id = ""
        self.retries = 0
        self.refused: list[int] = []  # statuses after which the app would not try again

    async def start(self, age_band: str = "13-15", language: str = "en") -> dict[str, Any]:
        """Register, open the conversation and return it."""
        session = await self._until_answered("/v1/devices", {"age_band": age_band, "language": language})
        self._headers = {"Authorization": f"Bearer {session['access_token']}"}
        conversation = await self._until_answered("/v1/conversations", {})
        self.conversation_id = conversation["id"]
        return conversation

    async def status(self) -> dict[str, Any]:
        """Return the status line as it is now."""
        path = f"{self._url}/v1/conversations/current"
        async with self._session.get(path, headers=self._headers) as answer:
            status: dict[str, Any] = (await answer.json())["status"]
            return status

    async def send(self, text: str, client_message_id: str | None = None) -> dict[str, Any]:
        """Send one message until it is answered."""
        body = {"client_message_id": client_message_id or str(uuid4()), "text": text}
        return await self._until_answered(f"/v1/conversations/{self.conversation_id}/messages", body)

    async def _until_answered(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        for _ in range(GIVE_UP_AFTER):
            try:
                async with self._session.post(self._url + path, json=body, headers=self._headers) as answer:
                    if answer.status in (200, 201):
                        found: dict[str, Any] = await answer.json()
                        return found
                    if answer.status in REFUSED:
                        self.refused.append(answer.status)
            except (aiohttp.ClientError, TimeoutError, OSError):
                pass
            self.retries += 1
            await asyncio.sleep(RETRY_S)
        raise TimeoutError(path)
