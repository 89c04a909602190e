"""Starting on a phone, and what a young person may see and correct about themselves."""

import secrets
from dataclasses import replace
from typing import Any

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Unauthenticated
from backend.identity.accounts.model import Account, Session
from backend.identity.accounts.sessions import Sessions
from backend.identity.accounts.store import AccountStore
from backend.identity.model import AgeBand, YoungPerson


class AccountService:
    """Use cases of accounts. The nickname is sealed with the young person's own data key."""

    def __init__(
        self,
        mongo: Mongo,
        store: AccountStore,
        sessions: Sessions,
        crypto: FieldCrypto,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._sessions = mongo, store, sessions
        self._crypto, self._audit, self._clock = crypto, audit, clock

    async def register_device(self, age_band: AgeBand, language: str, nickname: str | None) -> Session:
        """Create an account with a data key of its own, and sign in its first device."""
        key_id = await self._crypto.create_key()
        sealed = await self._crypto.seal(key_id, nickname) if nickname else None
        person = YoungPerson(secrets.token_urlsafe(16), key_id, age_band, language, sealed)
        await self._store.add_young_person(person, self._clock.now())
        return await self._sessions.begin(person.id)

    async def account(self, person_id: str) -> Account:
        """Return an account, or raise Unauthenticated when it is gone."""
        account = await self._store.account(person_id)
        if account is None:
            raise Unauthenticated
        return account

    async def young_person(self, person_id: str) -> YoungPerson:
        """Return who an account is of, or raise Unauthenticated when it is gone."""
        return (await self.account(person_id)).person

    async def nickname(self, person: YoungPerson) -> str | None:
        """Return the nickname in the clear."""
        return await self._crypto.open(person.sealed_nickname) if person.sealed_nickname else None

    async def correct(self, person_id: str, **changes: Any) -> Account:
        """Change `nickname` (None takes it away), `age_band` or `language`, and return the account."""
        account = await self.account(person_id)
        if "nickname" in changes:
            nickname = changes.pop("nickname")
            key_id = account.person.key_id
            changes["sealed_nickname"] = await self._crypto.seal(key_id, nickname) if nickname else None
        person = replace(account.person, **changes)

        async def work(tx: Tx) -> None:
            await self._store.change(person, tx)
            await self._audit.record(person_id, "account_corrected", person_id, tx=tx)

        await self._mongo.transaction(work)
        return replace(account, person=person)
