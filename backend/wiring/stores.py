"""The files that name MongoDB fields, one of each."""

from dataclasses import dataclass, fields

from backend.chat.store import ChatStore
from backend.core.mongo import Mongo
from backend.escalations.paging.store import HeartbeatStore, NoticeStore, PageStore
from backend.escalations.rota.store import RotaStore
from backend.escalations.store import EscalationStore
from backend.identity.accounts.store import AccountStore
from backend.identity.staff.store import StaffStore
from backend.signposting.store import ServiceStore


@dataclass(frozen=True)
class Stores:
    """One line a store; `create_indexes` of each is run where it has one."""

    accounts: AccountStore
    staff: StaffStore
    chat: ChatStore
    escalations: EscalationStore
    pages: PageStore
    notices: NoticeStore
    heartbeats: HeartbeatStore
    rota: RotaStore
    services: ServiceStore

    @classmethod
    def on(cls, mongo: Mongo) -> "Stores":
        """Return the stores on one database."""
        return cls(
            accounts=AccountStore(mongo),
            staff=StaffStore(mongo),
            chat=ChatStore(mongo),
            escalations=EscalationStore(mongo),
            pages=PageStore(mongo),
            notices=NoticeStore(mongo),
            heartbeats=HeartbeatStore(mongo),
            rota=RotaStore(mongo),
            services=ServiceStore(mongo),
        )

    async def create_indexes(self) -> None:
        """Create the indexes that uniqueness rests on. Safe to run at every start."""
        for field in fields(self):
            store = getattr(self, field.name)
            if hasattr(store, "create_indexes"):
                await store.create_indexes()
