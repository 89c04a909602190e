"""The one composition root: every part is made here, and tests replace parts here."""

import os
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Services:
    """Everything that app, worker and command line use."""

    settings: Settings
    clock: Clock
    mongo: Mongo
    crypto: FieldCrypto
    audit: Audit
    hub: Hub
    stores: Stores
    tokens: Tokens
    identity: IdentityService
    signposting: SignpostingService
    escalations: EscalationService
    actions: StaffActions
    rota: RotaService
    emergency: Emergency
    watch: Watch
    console: Console
    chat: ChatService
    views: Views
    bot: Bot
    engine: PagingEngine

    async def close(self) -> None:
        """Give connections back."""
        await self.bot.close()
        self.mongo.close()


def build_services(
    settings: Settings,
    *,
    clock: Clock | None = None,
    channels: dict[str, Channel] | None = None,
) -> Services:
    """Build every part. Opens no connection: the first use does."""
    clock = clock or SystemClock()
    mongo = Mongo(settings.mongodb_uri, settings.database)
    stores = _stores(mongo)
    crypto = FieldCrypto.from_file(mongo, settings.master_key_path)
    audit, hub = Audit(mongo, clock), Hub()
    tokens = Tokens.from_file(settings.jwt_key_path, clock)
    identity = IdentityService(stores.identity, crypto, tokens, clock)
    signposting = SignpostingService(stores.services, clock)
    channels = channels if channels is not None else create_channels(ChannelTools(stores.notices, clock))
    responders = _responders(identity)
    escalations = EscalationService(mongo, stores.escalations, stores.pages, stores.rota, responders, clock)
    emergency = Emergency(hub, channels, clock)
    watch = Watch(
        mongo, stores.heartbeats, stores.pages, stores.escalations, escalations, emergency, hub, clock
    )
    bot = Bot(settings.bot_url, settings.bot_timeout_s)
    turns = Turns(mongo, stores.chat, escalations, crypto, clock)
    return Services(
        settings=settings,
        clock=clock,
        mongo=mongo,
        crypto=crypto,
        audit=audit,
        hub=hub,
        stores=stores,
        tokens=tokens,
        identity=identity,
        signposting=signposting,
        escalations=escalations,
        actions=StaffActions(mongo, stores.escalations, stores.pages, escalations, audit, crypto, clock),
        rota=RotaService(stores.rota, responders, clock),
        emergency=emergency,
        watch=watch,
        console=Console(stores.notices, stores.escalations, escalations, watch, clock),
        chat=ChatService(
            stores.chat,
            turns,
            escalations,
            emergency,
            bot,
            _people(identity),
            crypto,
            clock,
            settings.bot_timeout_s,
        ),
        views=Views(signposting),
        bot=bot,
        engine=PagingEngine(
            mongo,
            stores.pages,
            stores.escalations,
            escalations,
            stores.heartbeats,
            channels,
            clock,
            _worker_id(),
        ),
    )


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
