"""The parts of young people's say in the service."""

from collections.abc import Awaitable, Callable
from functools import cached_property

from backend.core.crypto import FieldCrypto
from backend.identity.accounts.store import AccountStore
from backend.taking_part.model import Who
from backend.taking_part.personal import InterestData
from backend.taking_part.service import Mentoring, Notes, Useful
from backend.wiring.signposting import SignpostingParts


class TakingPartParts(SignpostingParts):
    """Whether the chat was any use, and who would like to become a peer mentor."""

    @cached_property
    def useful(self) -> Useful:
        """Counts whether the chat was any use."""
        return Useful(self.stores.useful_counts, self.clock)

    @cached_property
    def mentoring(self) -> Mentoring:
        """Interest in becoming a peer mentor."""
        people = Mentors(self.stores.accounts, self.crypto, self._first_name)
        store = self.stores.mentoring_interests
        return Mentoring(self.mongo, store, people, self.crypto, self.audit, self.clock)

    @cached_property
    def interest_data(self) -> InterestData:
        """Interest as personal data."""
        return InterestData(self.mentoring, self.stores.mentoring_interests)

    @cached_property
    def notes(self) -> Notes:
        """What the chat notes beside a conversation."""
        return Notes(self.useful, self.mentoring)


class Mentors:
    """Answers for accounts and the staff list."""

    def __init__(
        self, accounts: AccountStore, crypto: FieldCrypto, first_name: Callable[[str], Awaitable[str]]
    ) -> None:
        self._accounts, self._crypto, self._first_name = accounts, crypto, first_name

    async def young_person(self, person_id: str) -> Who | None:
        """Return who it is now; None when the account is gone."""
        account = await self._accounts.account(person_id)
        if account is None:
            return None
        person = account.person
        nickname = await self._crypto.open_if_kept(person.sealed_nickname)
        return Who(nickname, person.age_band.value, person.key_id)

    async def first_name(self, staff_id: str) -> str:
        """Return somebody's first name."""
        return await self._first_name(staff_id)
