"""The parts of identity."""

from functools import cached_property

from backend.identity.accounts.dated import dated_settings
from backend.identity.accounts.known_devices import KnownDevices
from backend.identity.accounts.recovery import RecoveryService
from backend.identity.accounts.refresh import RefreshTokens
from backend.identity.accounts.service import AccountService
from backend.identity.accounts.sessions import Sessions
from backend.identity.passwords import Passwords
from backend.identity.roles import StaffRoles
from backend.identity.staff.members.service import Members
from backend.identity.staff.oidc.provider import Provider
from backend.identity.staff.oidc.service import SingleSignOn
from backend.identity.staff.service import StaffService
from backend.identity.staff.sessions.service import SignOut
from backend.identity.staff.sign_in import SignIn
from backend.identity.staff.totp.enrolment import Enrolment
from backend.identity.staff.totp.service import SecondFactors
from backend.identity.tokens import Tokens
from backend.wiring.core import CoreParts


class IdentityParts(CoreParts):
    """Who is calling."""

    @cached_property
    def tokens(self) -> Tokens:
        """Issues and verifies tokens."""
        return Tokens.from_folder(self.settings.jwt_keys_path, self.clock)

    @cached_property
    def passwords(self) -> Passwords:
        """Hashes and checks what people remember."""
        return Passwords()

    @cached_property
    def staff_roles(self) -> StaffRoles:
        """Which role a member of staff has now."""
        stores = self.stores
        return StaffRoles(
            stores.staff, stores.ended_sessions, self.clock, production=self.settings.production
        )

    @cached_property
    def accounts(self) -> AccountService:
        """Young people."""
        return AccountService(
            self.mongo, self.stores.accounts, self.sessions, self.crypto, self.audit, self.clock
        )

    @cached_property
    def known_devices(self) -> KnownDevices:
        """Which phones are signed in now."""
        return KnownDevices(self.stores.accounts, self.clock)

    @cached_property
    def sessions(self) -> Sessions:
        """Their phones."""
        return Sessions(
            self.mongo,
            self.stores.accounts,
            self.known_devices,
            RefreshTokens.from_file(self.settings.refresh_key_path),
            self.tokens,
            self.audit,
            dated_settings(),
            self.clock,
        )

    @cached_property
    def recovery(self) -> RecoveryService:
        """Signs in another phone."""
        return RecoveryService(
            self.mongo, self.stores.accounts, self.sessions, self.passwords, self.audit, self.clock
        )

    @cached_property
    def staff(self) -> StaffService:
        """The staff list."""
        return StaffService(self.stores.staff, self.passwords, self.clock)

    @cached_property
    def sign_in(self) -> SignIn:
        """Signs staff in."""
        return SignIn(
            self.stores.staff,
            self.passwords,
            SecondFactors(self.stores.second_factors, self.crypto, self.clock),
            self.tokens,
            self.audit,
            self.clock,
            production=self.settings.production,
        )

    @cached_property
    def sign_out(self) -> SignOut:
        """Ends their sessions when they ask for it."""
        stores = self.stores
        return SignOut(
            self.mongo, stores.staff, stores.ended_sessions, self.staff_roles, self.audit, self.clock
        )

    @cached_property
    def enrolment(self) -> Enrolment:
        """Sets up second factors."""
        return Enrolment(
            self.mongo,
            self.stores.staff,
            self.stores.second_factors,
            self.sign_in,
            self.crypto,
            self.audit,
            self.clock,
        )

    @cached_property
    def single_sign_on(self) -> SingleSignOn:
        """Signs staff in through a provider, where there is one."""
        agreed = self.settings.oidc_provider
        provider = Provider(agreed, self.clock) if agreed else None
        stores = self.stores
        return SingleSignOn(provider, stores.oidc, stores.staff, self.sign_in, self.audit, self.clock)

    @cached_property
    def staff_members(self) -> Members:
        """Changes the staff list."""
        return Members(
            self.mongo,
            self.stores.staff,
            self.stores.second_factors,
            self.passwords,
            self.audit,
            self.clock,
            self.stores.contact_points.forget,
        )
