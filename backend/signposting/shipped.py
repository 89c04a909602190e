"""What is shipped with the programme: the numbers and the directory that answer with no store at all."""

from functools import cache
from importlib import resources

from pydantic import BaseModel

from backend.signposting.model import Line, Service


class _Directory(BaseModel):
    services: tuple[Service, ...]


class _NumberBlock(BaseModel):
    lines: tuple[Line, ...]


@cache
def services() -> tuple[Service, ...]:
    """Return the shipped directory, hidden entries included."""
    return _Directory.model_validate_json(_read("services.json")).services


@cache
def lines() -> tuple[Line, ...]:
    """Return the number block in its fixed order."""
    return _NumberBlock.model_validate_json(_read("lines.json")).lines


def _read(name: str) -> bytes:
    return (resources.files("backend.signposting") / "data" / name).read_bytes()
