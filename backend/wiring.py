"""The one composition root: every part is made here, and tests replace parts here."""

import os
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from uuid import uuid4

from backend.chat.bot import Bot
from backend.chat.model import Person
from backend.chat.service import ChatService
from backend.chat.store import ChatStore
from backend.chat.turns import Turns
from backend.chat.views import Views
from backend.core.audit import Audit
from backend.core.clock import Clock, SystemClock
from backend.core.crypto import FieldCrypto
from backend.core.live import Hub
from backend.core.mongo import Mongo
from backend.escalations.actions import StaffActions
from backend.escalations.console import Console
from backend.escalations.emergency import Emergency
from backend.escalations.model import PersonSummary, Responder
from backend.escalations.paging.channels import Channel, ChannelTools, create_channels
from backend.escalations.paging.engine import PagingEngine
from backend.escalations.paging.store import HeartbeatStore, NoticeStore, PageStore
from backend.escalations.rota.service import RotaService
from backend.escalations.rota.store import RotaStore
from backend.escalations.service import EscalationService
from backend.escalations.store import EscalationStore
from backend.escalations.watch import Watch
from backend.identity.model import Role
from backend.identity.roles import StaffRoles
from backend.identity.service import IdentityService
from backend.identity.store import IdentityStore
from backend.identity.tokens import Tokens
from backend.settings import Settings
from backend.signposting.service import SignpostingService
from backend.signposting.store import ServiceStore


@dataclass(frozen=True)
class Stores:
    """The files that name MongoDB fields."""

    identity: IdentityStore
    chat: ChatStore
    escalations: EscalationStore
    pages: PageStore
    notices: NoticeStore
    heartbeats: HeartbeatStore
    rota: RotaStore
    services: ServiceStore

    async def create_indexes(self) -> None:
        """Create the indexes that uniqueness rests on. Safe to run at every start."""
        for store in (self.identity, self.chat, self.escalations, self.pages, self.notices, self.rota):
            await store.create_indexes()


class Services:
    """Everything that app, worker and commands use. A part is made when it is first asked for."""

    def __init__(self, settings: Settings, **overrides: object) -> None:
        self.settings = settings
        self.__dict__.update(overrides)

    @cached_property
    def clock(self) -> Clock:
        """Tells the time."""
        return SystemClock()

    @cached_property
    def mongo(self) -> Mongo:
        """The store. Opens no connection: the first use does."""
        return Mongo(self.settings.mongodb_uri, self.settings.database)

    @cached_property
    def stores(self) -> Stores:
        """The files that name MongoDB fields."""
        return _stores(self.mongo)

    @cached_property
    def crypto(self) -> FieldCrypto:
        """Seals and opens text."""
        return FieldCrypto.from_file(self.mongo, self.settings.master_key_path)

    @cached_property
    def audit(self) -> Audit:
        """Who read or changed what."""
        return Audit(self.mongo, self.clock)

    @cached_property
    def hub(self) -> Hub:
        """Wakes whoever is looking."""
        return Hub()

    @cached_property
    def tokens(self) -> Tokens:
        """Issues and verifies tokens."""
        return Tokens.from_file(self.settings.jwt_key_path, self.clock)

    @cached_property
    def staff_roles(self) -> StaffRoles:
        """Which role a member of staff has now."""
        return StaffRoles(self.stores.identity, self.clock)

    @cached_property
    def identity(self) -> IdentityService:
        """Devices and staff."""
        return IdentityService(self.stores.identity, self.crypto, self.tokens, self.clock)

    @cached_property
    def signposting(self) -> SignpostingService:
        """Who is awake now."""
        return SignpostingService(self.stores.services, self.clock)

    @cached_property
    def channels(self) -> dict[str, Channel]:
        """Ways to reach staff, by name."""
        return create_channels(ChannelTools(self.stores.notices, self.clock))

    @cached_property
    def escalations(self) -> EscalationService:
        """Asks for a person."""
        stores = self.stores
        responders = _responders(self.identity)
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
        return RotaService(self.stores.rota, _responders(self.identity), self.clock)

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
    def bot(self) -> Bot:
        """The bot's REST channel."""
        return Bot(self.settings.bot_url, self.settings.bot_timeout_s)

    @cached_property
    def chat(self) -> ChatService:
        """The conversation."""
        return ChatService(
            self.stores.chat,
            Turns(self.mongo, self.stores.chat, self.escalations, self.crypto, self.clock),
            self.escalations,
            self.emergency,
            self.bot,
            _people(self.identity),
            self.crypto,
            self.clock,
            self.settings.bot_timeout_s,
        )

    @cached_property
    def views(self) -> Views:
        """Makes the chat's JSON shapes."""
        return Views(self.signposting, self.crypto)

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

    async def close(self) -> None:
        """Give connections back."""
        await self.bot.close()
        self.mongo.close()


def build_services(settings: Settings, **overrides: object) -> Services:
    """Return the services; a part named in `overrides` replaces the usual one."""
    return Services(settings, **overrides)


def _stores(mongo: Mongo) -> Stores:
    return Stores(
        IdentityStore(mongo),
        ChatStore(mongo),
        EscalationStore(mongo),
        PageStore(mongo),
        NoticeStore(mongo),
        HeartbeatStore(mongo),
        RotaStore(mongo),
        ServiceStore(mongo),
    )


def _responders(identity: IdentityService) -> Callable[[], Awaitable[list[Responder]]]:
    async def responders() -> list[Responder]:
        return [
            Responder(
                member.id, member.first_name, member.role.value, member.channels, member.fallback_contact
            )
            for member in await identity.staff()
            if member.role is not Role.CONTENT_EDITOR
        ]

    return responders


def _people(identity: IdentityService) -> Callable[[str], Awaitable[Person]]:
    async def person(person_id: str) -> Person:
        found = await identity.young_person(person_id)
        summary = PersonSummary(found.age_band.value, found.language, found.sealed_nickname)
        return Person(found.id, found.key_id, found.language, summary)

    return person


def _worker_id() -> str:
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:6]}"
