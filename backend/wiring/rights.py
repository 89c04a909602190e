"""The parts that serve people's rights over their data, and the housekeeping that the worker runs."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property

from backend.chat.personal import ConversationData
from backend.core.personal import PersonalData
from backend.escalations.chronology.personal import EntriesData
from backend.escalations.personal import RequestsData
from backend.identity.accounts.personal import AccountData
from backend.retention.schedule import schedule
from backend.retention.service import Idle, Retention
from backend.rights.access import SERVICE_ID, RecordAccess, StaffName
from backend.rights.complaints.personal import ComplaintsData
from backend.rights.complaints.service import Complaints
from backend.rights.download import Download
from backend.rights.erasure.model import Periods
from backend.rights.erasure.personal import ErasureData
from backend.rights.erasure.service import Doors, Erasures
from backend.rights.readings import Readings
from backend.wiring.reviews import ReviewParts


class RightsParts(ReviewParts):
    """Downloading, erasing, objecting, complaining, and keeping nothing for longer than needed."""

    @cached_property
    def account_data(self) -> AccountData:
        """The account as personal data."""
        return AccountData(self.stores.accounts, self.sessions, self.crypto)

    @cached_property
    def conversation_data(self) -> ConversationData:
        """The conversation as personal data."""
        return ConversationData(self.mongo, self.stores.chat, self.escalations, self.crypto)

    @cached_property
    def requests_data(self) -> RequestsData:
        """Requests for a person as personal data."""
        stores = self.stores
        entries = EntriesData(stores.chronology_entries, self.crypto)
        return RequestsData(stores.escalations, entries, stores.pages, stores.notices, self.crypto)

    @cached_property
    def personal_data(self) -> list[PersonalData]:
        """Every feature that holds something about a young person; the account goes last."""
        return [
            self.conversation_data,
            self.requests_data,
            self.plan_data,
            self.marks_data,
            self.interest_data,
            ComplaintsData(self.complaints),
            self.record_access,
            ErasureData(self.stores.erasures),
            self.account_data,
        ]

    @cached_property
    def complaints(self) -> Complaints:
        """Complaints and objections."""
        return Complaints(self.stores.complaints, self.crypto, self.audit, self.clock)

    @cached_property
    def record_access(self) -> RecordAccess:
        """Who opened a record."""
        return RecordAccess(self.audit, self.staff_names)

    @cached_property
    def readings(self) -> Readings:
        """Who opened many records."""
        return Readings(self.audit, self.staff_names, self.clock, self.settings.readings_a_day)

    @cached_property
    def download(self) -> Download:
        """Everything about one person."""
        return Download(self.personal_data, self.audit, self.clock)

    @cached_property
    def erasures(self) -> Erasures:
        """Asking to be erased, and carrying it out."""
        account, conversation = self.account_data, self.conversation_data
        return Erasures(
            self.stores.erasures,
            self.stores.safeguarding_records,
            self.personal_data,
            self.requests_data,
            Doors(account.key_of, account.sign_out, conversation.close),
            self.complaints.any_of,
            _periods(),
            self.crypto,
            self.audit,
            self.clock,
        )

    @cached_property
    def retention(self) -> Retention:
        """Keeps to the retention schedule."""

        async def erase(person_id: str) -> None:
            if await self.requests_data.open_request(person_id):
                return  # Not even as a request that waits: they may come back before it is closed.
            await self.erasures.request(person_id, asked_by=SERVICE_ID, why="not used for the time kept")

        idle = Idle(self.account_data.idle_since, erase)
        return Retention(schedule(), self.stores.retention, idle, self.clock)

    @cached_property
    def chores(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        """What the worker does beside sending pages; each is safe to run again."""
        return {
            "receipts": self.polling.run,
            "erasures": self.erasures.run_due,
            "complaints": self.complaints.remind_due,
            "retention": self.retention.run_daily,
            "measuring": self.measuring.run,
            "shift_notices": self.shift_notices.check,
        }

    async def staff_names(self) -> dict[str, StaffName]:
        """Return first name and role of everybody on the staff list, now or before."""
        now = {member.id: (member.first_name, member.role) for member in await self.staff.members()}
        everybody = await self.stores.staff.former() | now
        return {staff_id: StaffName(name, role.value) for staff_id, (name, role) in everybody.items()}


def _periods() -> Periods:
    rows = schedule()
    return Periods(
        safeguarding_until_age=rows.of("safeguarding_records").until_age or 0,
        complaints_days=rows.of("complaints").days,
        proof_days=rows.of("erasures").days,
        marks_days=rows.of("signed_out_phones").days,
        backups_days=rows.of("backups").days,
    )
