"""Ways to reach staff. A channel is a module in this folder with a `create(tools)`; adding a file adds a channel.

`create` returns None where the settings of the channel are missing: then there is no such channel.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from backend.core.clock import Clock
from backend.escalations.paging.letters import Letter, Letters
from backend.escalations.paging.model import SECOND_SMS, SMS, Page
from backend.escalations.paging.settings import PagingSettings
from backend.escalations.paging.store import NoticeStore

# From a member and a kind of contact point to the address. Raises NoAddress.
AddressOf = Callable[[str, str], Awaitable[str]]


class ChannelError(Exception):
    """The provider did not take the page; it is tried again. `retry_after_s`: it was asked too often."""

    def __init__(self, why: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(why)
        self.retry_after_s = retry_after_s


class NoAddress(ChannelError):
    """This member has no verified address for this channel: the console takes the page."""


@dataclass(frozen=True)
class Handed:
    """A page that a provider took. Where it tells of deliveries, nothing heard within `receipt_within_s` is no news."""

    receipt_within_s: int | None = None


class Channel(Protocol):
    """One way to reach staff."""

    name: str

    async def send(self, page: Page) -> Handed | None:
        """Hand the page over under its id as idempotency key. Carries no content. Raises ChannelError."""
        ...


@dataclass(frozen=True)
class ChannelTools:
    """What channels may use."""

    notices: NoticeStore
    clock: Clock
    settings: PagingSettings
    address_of: AddressOf
    letters: Letters
    callback_url: str | None = None  # where providers reach this service; None: they cannot


@dataclass
class Addressed:
    """A channel that sends letters to an address of each member. `kind` is the contact point that it uses."""

    tools: ChannelTools = field(repr=False)
    name: str = ""
    kind: str = ""

    async def send(self, page: Page) -> Handed | None:
        """Send the page to the member's verified address. Raises ChannelError, NoAddress where there is none."""
        address = await self.tools.address_of(page.staff_id, self.kind or self.name)
        return await self.deliver(address, await self.tools.letters.of_page(page))

    async def deliver(self, address: str, letter: Letter) -> Handed | None:
        """Hand a letter to the provider. Raises ChannelError."""
        raise NotImplementedError


def create_channels(tools: ChannelTools) -> dict[str, Channel]:
    """Return every channel that has its settings, by name. The second provider of SMS stands in for the first."""
    modules = [
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    made: list[Channel | None] = [module.create(tools) for module in modules]
    channels = {channel.name: channel for channel in made if channel}
    if SECOND_SMS in channels:
        channels.setdefault(SMS, channels[SECOND_SMS])
    return channels
