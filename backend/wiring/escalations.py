"""The parts that fetch a person."""

import os
import socket
from collections.abc import Awaitable, Callable
from functools import cached_property
from uuid import uuid4

from backend.escalations.actions import StaffActions
from backend.escalations.console import Console
from backend.escalations.emergency import Emergency
from backend.escalations.model import Responder
from backend.escalations.paging.channels import Channel, ChannelTools, create_channels
from backend.escalations.paging.engine import PagingEngine
from backend.escalations.rota.service import RotaService
from backend.escalations.service import EscalationService
from backend.escalations.watch import Watch
from backend.identity.model import Role
from backend.identity.staff.service import StaffService
from backend.wiring.identity import IdentityParts


class EscalationParts(IdentityParts):
    """Escalations, paging, rota and the watch over them."""

    @cached_property
    def channels(self) -> dict[str, Channel]:
        """Ways to reach staff, by name."""
        return create_channels(ChannelTools(self.stores.notices, self.clock))

    @cached_property
    def escalations(self) -> EscalationService:
        """Asks for a person."""
        stores = self.stores
        responders = _responders(self.staff)
        return EscalationService(
            self.mongo, stores.escalations, stores.pages, stores.rota, responders, self.clock
        )

    @cached_property
    def actions(self) -> StaffActions:
        """What staff do with an escalation."""
        stores = self.stores
        return StaffActions(
            self.mongo,
            stores.escalations,
            stores.pages,
            self.escalations,
            self.audit,
            self.crypto,
            self.clock,
        )

    @cached_property
    def rota(self) -> RotaService:
        """Who is on call when."""
        return RotaService(self.stores.rota, _responders(self.staff), self.clock)

    @cached_property
    def emergency(self) -> Emergency:
        """Pages without the store."""
        return Emergency(self.hub, self.channels, self.clock)

    @cached_property
    def watch(self) -> Watch:
        """Notices broken promises."""
        stores = self.stores
        return Watch(
            self.mongo,
            stores.heartbeats,
            stores.pages,
            stores.escalations,
            self.escalations,
            self.emergency,
            self.hub,
            self.clock,
        )

    @cached_property
    def console(self) -> Console:
        """What an open console hears besides the list."""
        stores = self.stores
        return Console(stores.notices, stores.escalations, self.escalations, self.watch, self.clock)

    @cached_property
    def engine(self) -> PagingEngine:
        """The worker's loop body."""
        return PagingEngine(
            self.mongo,
            self.stores.pages,
            self.stores.escalations,
            self.escalations,
            self.stores.heartbeats,
            self.channels,
            self.clock,
            _worker_id(),
        )


def _responders(staff: StaffService) -> Callable[[], Awaitable[list[Responder]]]:
    async def responders() -> list[Responder]:
        return [
            Responder(
                member.id, member.first_name, member.role.value, member.channels, member.fallback_contact
            )
            for member in await staff.members()
            if member.role is not Role.CONTENT_EDITOR
        ]

    return responders


def _worker_id() -> str:
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:6]}"
