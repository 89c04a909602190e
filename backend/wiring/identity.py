"""The parts of identity."""

from functools import cached_property

from backend.identity.accounts.service import AccountService
from backend.identity.roles import StaffRoles
from backend.identity.staff.service import StaffService
from backend.identity.tokens import Tokens
from backend.wiring.core import CoreParts


class IdentityParts(CoreParts):
    """Who is calling."""

    @cached_property
    def tokens(self) -> Tokens:
        """Issues and verifies tokens."""
        return Tokens.from_file(self.settings.jwt_key_path, self.clock)

    @cached_property
    def staff_roles(self) -> StaffRoles:
        """Which role a member of staff has now."""
        return StaffRoles(self.stores.staff, self.clock)

    @cached_property
    def accounts(self) -> AccountService:
        """Young people and their phones."""
        return AccountService(self.stores.accounts, self.crypto, self.tokens, self.clock)

    @cached_property
    def staff(self) -> StaffService:
        """The staff list."""
        return StaffService(self.stores.staff, self.tokens)
