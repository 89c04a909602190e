"""The files that name MongoDB fields, one of each."""

from dataclasses import dataclass, fields
from typing import get_type_hints

from backend.chat.store import ChatStore
from backend.core.audit.store import AuditStore
from backend.core.crypto.vault import KeyVault
from backend.core.mongo import Mongo
from backend.drills.store import DrillStore
from backend.escalations.alarms.store import AlarmStore
from backend.escalations.chronology.store import EntryStore
from backend.escalations.contact_points.store import ContactPointStore
from backend.escalations.numbers.store import NumberStore
from backend.escalations.paging.deliveries.store import DeliveryStore
from backend.escalations.paging.store import HeartbeatStore, NoticeStore, PageStore, SecretStore
from backend.escalations.policies.store import PolicyStore
from backend.escalations.rota.calendars.store import FeedStore
from backend.escalations.rota.shift_notices.store import ShiftNoticeStore
from backend.escalations.rota.store import RotaStore
from backend.escalations.rota.swaps.store import SwapStore
from backend.escalations.rota.test_pages.store import TestPageStore
from backend.escalations.store import EscalationStore
from backend.guidance.editing.store import VersionStore
from backend.identity.accounts.store import AccountStore
from backend.identity.staff.oidc.store import OidcStore
from backend.identity.staff.sessions.store import EndedSessionStore
from backend.identity.staff.store import StaffStore
from backend.identity.staff.totp.store import SecondFactorStore
from backend.plans.pictures.store import PictureStore
from backend.plans.reviews.store import ReviewStore
from backend.plans.sharing.store import ShareStore
from backend.plans.store import RevisionStore
from backend.plans.words.store import WordsStore
from backend.retention.store import RetentionStore
from backend.reviews.store import MarkStore, TallyStore
from backend.rights.complaints.store import ComplaintStore
from backend.rights.erasure.store import ErasureStore, SafeguardingStore
from backend.signposting.editing.store import EditingStore
from backend.signposting.importing.store import ImportStore
from backend.signposting.store import ServiceStore
from backend.taking_part.store import CountStore, InterestStore


@dataclass(frozen=True)
class Stores:
    """One line a store; `create_indexes` of each is run where it has one."""

    key_vault: KeyVault
    audit: AuditStore
    accounts: AccountStore
    staff: StaffStore
    second_factors: SecondFactorStore
    oidc: OidcStore
    ended_sessions: EndedSessionStore
    chat: ChatStore
    escalations: EscalationStore
    chronology_entries: EntryStore
    pages: PageStore
    notices: NoticeStore
    policies: PolicyStore
    deliveries: DeliveryStore
    page_secrets: SecretStore
    contact_points: ContactPointStore
    heartbeats: HeartbeatStore
    alarms: AlarmStore
    drills: DrillStore
    numbers: NumberStore
    rota: RotaStore
    rota_swaps: SwapStore
    rota_feeds: FeedStore
    test_pages: TestPageStore
    shift_notices: ShiftNoticeStore
    services: ServiceStore
    service_editing: EditingStore
    service_import: ImportStore
    guidance: VersionStore
    plan_revisions: RevisionStore
    plan_pictures: PictureStore
    plan_reviews: ReviewStore
    plan_shares: ShareStore
    plan_words: WordsStore
    screening_marks: MarkStore
    screening_tallies: TallyStore
    useful_counts: CountStore
    mentoring_interests: InterestStore
    complaints: ComplaintStore
    erasures: ErasureStore
    safeguarding_records: SafeguardingStore
    retention: RetentionStore

    @classmethod
    def on(cls, mongo: Mongo) -> "Stores":
        """Return the stores on one database: each is made of it and of nothing else."""
        return cls(**{name: store(mongo) for name, store in get_type_hints(cls).items()})

    async def create_indexes(self) -> None:
        """Create the indexes that uniqueness rests on. Safe to run at every start."""
        for field in fields(self):
            store = getattr(self, field.name)
            if hasattr(store, "create_indexes"):
                await store.create_indexes()
