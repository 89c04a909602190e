"""Single sign-on: from the console to the provider and back. Members are never made here, only recognised."""

import secrets
from datetime import timedelta

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.problem import NotFound, Unauthenticated
from backend.identity.model import Principal
from backend.identity.staff.model import Session, StaffLogin
from backend.identity.staff.oidc.model import Identity, Login, Proof, SignInRefused
from backend.identity.staff.oidc.provider import Provider
from backend.identity.staff.oidc.store import OidcStore
from backend.identity.staff.sign_in import SignIn
from backend.identity.staff.store import StaffStore

LOGIN_TTL_S = 10 * 60
CODE_TTL_S = 60


class SingleSignOn:
    """Signs staff in through a provider. `provider` is None where a deployment has none."""

    def __init__(
        self,
        provider: Provider | None,
        store: OidcStore,
        staff: StaffStore,
        sign_in: SignIn,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._provider, self._store, self._staff = provider, store, staff
        self._sign_in, self._audit, self._clock = sign_in, audit, clock

    @property
    def name(self) -> str | None:
        """Return what people call the provider, or None."""
        return self._provider.settings.name if self._provider else None

    @property
    def provider(self) -> Provider:
        """Return the provider. Raises NotFound where there is none."""
        if self._provider is None:
            raise NotFound
        return self._provider

    async def begin(self, redirect_uri: str) -> tuple[str, str]:
        """Return (where to send the browser, what ties this sign-in to it). Raises ProviderDown."""
        state, browser = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        login = Login(secrets.token_urlsafe(32), secrets.token_urlsafe(48), redirect_uri)
        address = await self.provider.address(login, state)
        ends_at = self._clock.now() + timedelta(seconds=LOGIN_TTL_S)
        await self._store.begin(state, browser, login, ends_at)
        return address, browser

    async def come_back(self, browser: str, state: str, code: str, issuer: str | None) -> str:
        """Return the code with which the console gets its token. Raises ProviderDown or SignInRefused."""
        now = self._clock.now()
        login = await self._store.take(state, browser, now)
        if login is None or issuer not in (None, self.provider.settings.issuer):
            raise SignInRefused
        identity = await self.provider.identity(login, code)
        member = await self._recognised(identity)
        proof = Proof(member.member.id, min(identity.signed_in_at or now, now))
        one_time_code = secrets.token_urlsafe(32)
        ends_at = self._clock.now() + timedelta(seconds=CODE_TTL_S)
        await self._store.keep_proof(one_time_code, browser, proof, ends_at)
        return one_time_code

    async def session(self, browser: str, one_time_code: str, already: Principal | None = None) -> Session:
        """Return a session for the code of `come_back`, once. Raises Unauthenticated."""
        proof = await self._store.take_proof(one_time_code, browser, self._clock.now())
        login = proof and await self._staff.login_of(proof.staff_id)
        if not proof or not login or not self._sign_in.may_enter(login):
            raise Unauthenticated
        return await self._sign_in.session(login, "single sign-on", proof.signed_in_at, already)

    async def _recognised(self, identity: Identity) -> StaffLogin:
        linked = await self._staff.linked_to(identity.subject)
        if linked:
            return linked
        expected = await self._staff.known_as(identity.known_as) if identity.known_as else None
        if expected is None or not await self._staff.link(expected.member.id, identity.subject):
            raise SignInRefused
        staff_id = expected.member.id
        await self._audit.record(staff_id, "single_sign_on_linked", staff_id)
        return expected
