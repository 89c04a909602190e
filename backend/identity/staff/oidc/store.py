"""Collections `staff_logins` and `staff_sign_in_codes`: what is used once, within minutes, by one browser.

Only hashes of what the browser holds are kept; a TTL index clears away what was never used.
"""

import hashlib
from datetime import datetime

from backend.core.mongo import Mongo
from backend.identity.staff.oidc.model import Login, Proof


class OidcStore:
    """Sign-ins under way."""

    def __init__(self, mongo: Mongo) -> None:
        self._logins, self._codes = mongo.db.staff_logins, mongo.db.staff_sign_in_codes

    async def create_indexes(self) -> None:
        """Let what is over be cleared away."""
        for collection in (self._logins, self._codes):
            await collection.create_index("ends_at", expireAfterSeconds=0)

    async def begin(self, state: str, browser: str, login: Login, ends_at: datetime) -> None:
        """Keep what the provider's answer has to fit."""
        await self._logins.insert_one(
            {"_id": _hash(state), "browser": _hash(browser), "ends_at": ends_at, "login": vars(login)}
        )

    async def take(self, state: str, browser: str, now: datetime) -> Login | None:
        """Return and forget a sign-in that this browser began, or None. Another browser's stays as it is."""
        mine = {"_id": _hash(state), "browser": _hash(browser), "ends_at": {"$gt": now}}
        found = await self._logins.find_one_and_delete(mine)
        return Login(**found["login"]) if found else None

    async def keep_proof(self, code: str, browser: str, proof: Proof, ends_at: datetime) -> None:
        """Keep who has signed in until the console comes for it with the code."""
        await self._codes.insert_one(
            {"_id": _hash(code), "browser": _hash(browser), "ends_at": ends_at, "proof": vars(proof)}
        )

    async def take_proof(self, code: str, browser: str, now: datetime) -> Proof | None:
        """Return and forget who signed in with this browser, or None."""
        mine = {"_id": _hash(code), "browser": _hash(browser), "ends_at": {"$gt": now}}
        found = await self._codes.find_one_and_delete(mine)
        return Proof(**found["proof"]) if found else None


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
