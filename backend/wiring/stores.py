"""The files that name MongoDB fields, one of each."""

from dataclasses import dataclass, fields

from backend.chat.store import ChatStore
from backend.core.audit.store import AuditStore
from backend.core.crypto.vault import KeyVault
from backend.core.mongo import Mongo
from backend.escalations.paging.store import HeartbeatStore, NoticeStore, PageStore
from backend.escalations.rota.store import RotaStore
from backend.escalations.store import EscalationStore
from backend.identity.accounts.store import AccountStore
from backend.identity.staff.oidc.store import OidcStore
from backend.identity.staff.store import StaffStore
from backend.identity.staff.totp.store import SecondFactorStore
from backend.plans.pictures.store import PictureStore
from backend.plans.reviews.store import ReviewStore
from backend.plans.sharing.store import ShareStore
from backend.plans.store import RevisionStore
from backend.plans.words.store import WordsStore
from backend.retention.store import RetentionStore
from backend.rights.complaints.store import ComplaintStore
from backend.rights.erasure.store import ErasureStore, SafeguardingStore
from backend.signposting.store import ServiceStore


@dataclass(frozen=True)
class Stores:
    """One line a store; `create_indexes` of each is run where it has one."""

    key_vault: KeyVault
    audit: AuditStore
    accounts: AccountStore
    staff: StaffStore
    second_factors: SecondFactorStore
    oidc: OidcStore
    chat: ChatStore
    escalations: EscalationStore
    pages: PageStore
    notices: NoticeStore
    heartbeats: HeartbeatStore
    rota: RotaStore
    services: ServiceStore
    plan_revisions: RevisionStore
    plan_pictures: PictureStore
    plan_reviews: ReviewStore
    plan_shares: ShareStore
    plan_words: WordsStore
    complaints: ComplaintStore
    erasures: ErasureStore
    safeguarding_records: SafeguardingStore
    retention: RetentionStore

    @classmethod
    def on(cls, mongo: Mongo) -> "Stores":
        """Return the stores on one database."""
        return cls(
            key_vault=KeyVault(mongo),
            audit=AuditStore(mongo),
            accounts=AccountStore(mongo),
            staff=StaffStore(mongo),
            second_factors=SecondFactorStore(mongo),
            oidc=OidcStore(mongo),
            chat=ChatStore(mongo),
            escalations=EscalationStore(mongo),
            pages=PageStore(mongo),
            notices=NoticeStore(mongo),
            heartbeats=HeartbeatStore(mongo),
            rota=RotaStore(mongo),
            services=ServiceStore(mongo),
            plan_revisions=RevisionStore(mongo),
            plan_pictures=PictureStore(mongo),
            plan_reviews=ReviewStore(mongo),
            plan_shares=ShareStore(mongo),
            plan_words=WordsStore(mongo),
            complaints=ComplaintStore(mongo),
            erasures=ErasureStore(mongo),
            safeguarding_records=SafeguardingStore(mongo),
            retention=RetentionStore(mongo),
        )

    async def create_indexes(self) -> None:
        """Create the indexes that uniqueness rests on. Safe to run at every start."""
        for field in fields(self):
            store = getattr(self, field.name)
            if hasattr(store, "create_indexes"):
                await store.create_indexes()
