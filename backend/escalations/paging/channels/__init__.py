"""Ways to reach staff. A channel is a module in this folder with a `create(tools)`; adding a file adds a channel."""

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Protocol

from backend.core.clock import Clock
from backend.escalations.paging.model import Page
from backend.escalations.paging.store import NoticeStore


class ChannelError(Exception):
    """The provider did not take the page; it is tried again."""


class Channel(Protocol):
    """One way to reach staff."""

    name: str

    async def send(self, page: Page) -> None:
        """Hand the page over under its id as idempotency key. Carries no content. Raises ChannelError."""
        ...


@dataclass(frozen=True)
class ChannelTools:
    """What channels may use."""

    notices: NoticeStore
    clock: Clock


def create_channels(tools: ChannelTools) -> dict[str, Channel]:
    """Return every channel in this folder, by name."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    channels: list[Channel] = [module.create(tools) for module in modules]
    return {channel.name: channel for channel in channels}
