"""A young person with a plan, over HTTP, so that tests of plans read as prose."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse
from PIL import Image

from tests.conftest import World
from tests.factories import YoungPersonClient, young_person

Document = dict[str, Any]


def sent(body: Any) -> BytesIO:
    """Return a body as a browser writes it: characters as they are, and escapes only where UTF-8 has no bytes."""
    try:
        return BytesIO(json.dumps(body, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return BytesIO(json.dumps(body).encode())


def entry(id_: str, text: Any = "", **fields: Any) -> Document:
    """Return an entry as an app sends it: what is not said is left out."""
    return {"id": id_, "text": text} | fields


def plan(**steps: list[Document]) -> Document:
    """Return a plan: `plan(step_2=[entry("a", "music")])`."""
    return {"steps": {str(number): steps.get(f"step_{number}", []) for number in range(1, 8)}}


def texts(document: Mapping[str, Any], step: int = 2) -> list[str]:
    """Return the texts of a step."""
    return [each["text"] for each in document["steps"][str(step)]]


def picture(side: int = 40, format_: str = "JPEG", **save: Any) -> bytes:
    """Return a small picture file."""
    written = BytesIO()
    Image.new("RGB", (side, side), "teal").save(written, format_, **save)
    return written.getvalue()


@dataclass
class Planner:
    """A young person who keeps a plan."""

    phone: YoungPersonClient

    async def call(self, method: str, path: str, expected: int | None = None, **more: Any) -> ClientResponse:
        headers = self.phone.headers | more.pop("headers", {})
        if expected is not None:
            headers["If-Match"] = f'"{expected}"'
        return await self.phone.http.request(method, f"/v1/plan{path}", headers=headers, **more)

    async def put(self, document: Any, expected: int, **more: Any) -> ClientResponse:
        body = {"plan": document, "client_revision_id": str(uuid4())} | more
        return await self.call(
            "PUT", "", expected, data=sent(body), headers={"Content-Type": "application/json"}
        )

    async def writes(self, document: Document, expected: int, **more: Any) -> Document:
        return await answer(await self.put(document, expected, **more))

    async def looks(self, path: str = "") -> Document:
        return await answer(await self.call("GET", path))

    async def keeps(self, picture_id: str, raw: bytes, media: str = "image/jpeg") -> ClientResponse:
        headers = {"Content-Type": media}
        return await self.call("PUT", f"/pictures/{picture_id}", data=raw, headers=headers)


async def answer(response: ClientResponse) -> Document:
    """Return what a good answer holds."""
    assert response.status in {200, 201}, await response.text()
    document: Document = await response.json()
    return document


async def planner(world: World, **answers: Any) -> Planner:
    """Start on a new phone, without a plan yet."""
    return Planner(await young_person(world.http, **answers))
