"""Plants a sentence that occurs nowhere else in every field of a request, and looks for it where it must not be."""

import re
import types
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union, get_args, get_origin
from uuid import UUID, uuid4

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient
from pydantic import BaseModel

from backend.launch.mongod import EmbeddedMongod

CANARY = "<canary>"
RAW = "(the whole body)"


def text_fields(annotation: Any) -> set[str]:
    """Return the names of the fields below a model that take free text; those of nested models by their own name."""
    found: set[str] = set()
    for name, info in annotation.model_fields.items():
        for leaf in _leaves(info.annotation):
            if isinstance(leaf, type) and issubclass(leaf, BaseModel):
                found |= text_fields(leaf)
            elif leaf in (str, bytes, Any, dict, list):
                found.add(name)
    return found


def _leaves(annotation: Any) -> list[Any]:
    origin = get_origin(annotation)
    if origin in (list, tuple, set, dict, Union, types.UnionType) or hasattr(annotation, "__metadata__"):
        inner = get_args(annotation)
        chosen = inner[1:] if origin is dict else inner[:1] if hasattr(annotation, "__metadata__") else inner
        return [leaf for one in chosen for leaf in _leaves(one)]
    return [annotation]


@dataclass
class Planter:
    """Sends requests; wherever the body says CANARY, something unique is sent, and kept under its address and field."""

    http: TestClient[Any, Any]
    planted: dict[tuple[str, str], str] = field(default_factory=dict)

    async def send(
        self,
        address: str,
        token: str | None,
        body: Any,
        *,
        status: int = 201,
        headers: Any = None,
        query: str = "",
        **ids: str,
    ) -> Any:
        """Send it, assert the status, and return the JSON of the answer."""
        method, path = address.split(" ")
        path = re.sub(r"\{(\w+)[^}]*\}", lambda name: ids[name[1]], path) + query
        sent_headers = ({"Authorization": f"Bearer {token}"} if token else {}) | (headers or {})
        sent = {"data": body} if isinstance(body, bytes) else {"json": self.filled(address, "", body)}
        response: ClientResponse = await self.http.request(method, path, headers=sent_headers, **sent)
        assert response.status == status, (address, response.status, await response.text())
        return await response.json() if response.content_type.endswith("json") else None

    def text(self, address: str, name: str) -> str:
        """Return what is planted in a field."""
        return self.planted.setdefault((address, name), f"c-{uuid4().hex[:16]}")

    def fields_of(self, address: str) -> set[str]:
        """Return the fields in which something was planted, and those around them."""
        return {part for at, name in self.planted if at == address for part in name.split(".")}

    def found_in(self, haystack: bytes) -> list[str]:
        """Return where what is found there was planted."""
        return [f"{at} {name}" for (at, name), text in self.planted.items() if text.encode() in haystack]

    def filled(self, address: str, name: str, value: Any) -> Any:
        """Return a body with every CANARY replaced."""
        if isinstance(value, dict):
            return {key: self.filled(address, f"{name}.{key}", inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.filled(address, name, inner) for inner in value]
        if isinstance(value, UUID):
            return str(value)
        if isinstance(value, str) and CANARY in value:
            return value.replace(CANARY, self.text(address, name.strip(".")))
        return value


def written_by(mongod: EmbeddedMongod) -> Iterator[tuple[Path, bytes]]:
    """Yield every file of a database server with what is in it; what the server removes meanwhile is left out."""
    for path in [*mongod.data_dir.rglob("*"), mongod.log_file]:
        with suppress(FileNotFoundError, IsADirectoryError):
            yield path, path.read_bytes()
