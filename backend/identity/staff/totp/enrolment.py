"""Setting up a second factor: a secret that waits, then a code that proves that it arrived."""

from datetime import timedelta

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Unauthenticated
from backend.identity.staff.model import EnrolmentEnded, end_of_sessions
from backend.identity.staff.sign_in import SignIn
from backend.identity.staff.store import StaffStore
from backend.identity.staff.totp.model import (
    new_recovery_codes,
    new_secret,
    plain,
    recovery_hash,
    step_of,
    uri,
)
from backend.identity.staff.totp.store import SecondFactorStore

KEY_NAME = "staff-second-factors"
WAITS_S = 10 * 60


class Enrolment:
    """Sets up second factors. Whoever has one already needs a code of it (or a recovery code) to replace it."""

    def __init__(
        self,
        mongo: Mongo,
        staff: StaffStore,
        store: SecondFactorStore,
        sign_in: SignIn,
        crypto: FieldCrypto,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._mongo, self._staff, self._store, self._sign_in = mongo, staff, store, sign_in
        self._crypto, self._audit, self._clock = crypto, audit, clock

    async def begin(self, username: str, password: str, code: str | None) -> tuple[str, str]:
        """Return (secret, its otpauth address), shown once. Raises Unauthenticated or CodeNeeded."""
        login = await self._sign_in.proved(username, password)
        if login.totp_secret:
            await self._sign_in.second_factor(login, code)
        secret = new_secret()
        sealed = await self._crypto.seal(await self._crypto.service_key(KEY_NAME), secret)
        await self._store.begin(login.member.id, sealed, self._clock.now() + timedelta(seconds=WAITS_S))
        return secret, uri(secret, username)

    async def confirm(self, username: str, password: str, code: str) -> list[str]:
        """Put the new secret to use and return recovery codes. Raises Unauthenticated or EnrolmentEnded."""
        now = self._clock.now()
        login = await self._sign_in.proved(username, password)
        member, sealed = login.member, await self._store.pending(login.member.id, now)
        if sealed is None:
            raise EnrolmentEnded
        step = step_of(await self._crypto.open(sealed), plain(code), now)
        if step is None:
            await self._audit.record(member.id, "second_factor_failed", member.id)
            raise Unauthenticated
        codes = new_recovery_codes()
        hashes = [recovery_hash(one) for one in codes]

        async def put_to_use(tx: Tx) -> None:
            if not await self._store.confirm(member.id, sealed, step, hashes, tx):
                raise EnrolmentEnded
            await self._staff.end_sessions(member.id, end_of_sessions(now), tx)
            await self._audit.record(member.id, "second_factor_enrolled", member.id, tx=tx)

        await self._mongo.transaction(put_to_use)
        return codes
