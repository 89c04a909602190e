"""Recovery words: made once, shown once, and the way to sign in on another phone."""

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.mongo import Mongo, Tx
from backend.core.problem import Unauthenticated
from backend.identity.accounts.model import Session
from backend.identity.accounts.sessions import Sessions
from backend.identity.accounts.store import AccountStore, WordsTaken
from backend.identity.accounts.words import Words, new_words
from backend.identity.passwords import Passwords


class RecoveryService:
    """Use cases of recovery words."""

    def __init__(
        self,
        mongo: Mongo,
        store: AccountStore,
        sessions: Sessions,
        passwords: Passwords,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._mongo, self._store, self._sessions = mongo, store, sessions
        self._passwords, self._audit, self._clock = passwords, audit, clock

    async def make_words(self, person_id: str) -> Words:
        """Return new words, once; older ones end."""
        while True:
            words = new_words()
            words_hash = await self._passwords.hash(words.proving)
            try:
                await self._keep(person_id, words, words_hash)
            except WordsTaken:
                continue
            return words

    async def recover(self, words: Words) -> Session:
        """Sign in a new device. Raises Unauthenticated, in the same time whether or not there is such an account."""
        found = await self._store.recovery(words.finding)
        if not await self._passwords.matches(found.words_hash if found else None, words.proving):
            raise Unauthenticated
        assert found  # noqa: S101 - nobody matches nothing
        person_id = found.young_person_id

        async def work(tx: Tx) -> Session:
            await self._audit.record(person_id, "recovery_words_used", person_id, tx=tx)
            return await self._sessions.begin(person_id, tx)

        return await self._mongo.transaction(work)

    async def _keep(self, person_id: str, words: Words, words_hash: str) -> None:
        async def work(tx: Tx) -> None:
            await self._store.set_recovery(person_id, words.finding, words_hash, self._clock.now(), tx)
            await self._audit.record(person_id, "recovery_words_made", person_id, tx=tx)

        await self._mongo.transaction(work)
