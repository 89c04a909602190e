"""Second factors, in the collection `staff`."""

from datetime import datetime
from typing import Any

from backend.core.crypto import Sealed
from backend.core.mongo import Mongo, Tx


class SecondFactorStore:
    """Reads and writes second factors. What may be used once is compared and set in one operation."""

    def __init__(self, mongo: Mongo) -> None:
        self._staff = mongo.db.staff

    async def begin(self, staff_id: str, secret: Sealed, until: datetime) -> None:
        """Keep a secret that is not in use yet; it replaces an unconfirmed one."""
        pending = {"secret": secret, "until": until}
        await self._staff.update_one({"_id": staff_id}, {"$set": {"totp_pending": pending}})

    async def pending(self, staff_id: str, now: datetime) -> Sealed | None:
        """Return the secret that waits to be confirmed, or None."""
        found = await self._staff.find_one({"_id": staff_id, "totp_pending.until": {"$gt": now}})
        return found["totp_pending"]["secret"] if found else None

    async def confirm(
        self, staff_id: str, secret: Sealed, step: int, recovery: list[str], tx: Tx | None = None
    ) -> bool:
        """Put the waiting secret to use; `step` counts as used. False where another one waits by now."""
        change: dict[str, Any] = {
            "$set": {"totp": {"secret": secret, "last_step": step, "recovery": recovery}},
            "$unset": {"totp_pending": ""},
        }
        waiting = {"_id": staff_id, "totp_pending.secret": secret}
        return bool((await self._staff.update_one(waiting, change, session=tx)).modified_count)

    async def use_step(self, staff_id: str, step: int) -> bool:
        """Use up this time-step and all before it. False where it was used already."""
        unused = {"_id": staff_id, "totp.last_step": {"$lt": step}}
        return bool((await self._staff.update_one(unused, {"$set": {"totp.last_step": step}})).modified_count)

    async def use_recovery(self, staff_id: str, code_hash: str) -> bool:
        """Use up a recovery code. False where there is no such code, or it was used already."""
        unused = {"_id": staff_id, "totp.recovery": code_hash}
        change = {"$pull": {"totp.recovery": code_hash}}
        return bool((await self._staff.update_one(unused, change)).modified_count)

    async def forget(self, staff_id: str, tx: Tx | None = None) -> None:
        """Take the second factor away."""
        await self._staff.update_one(
            {"_id": staff_id}, {"$unset": {"totp": "", "totp_pending": ""}}, session=tx
        )
