"""The account as personal data: to take away, to sign out everywhere, and to erase."""

from datetime import datetime
from typing import Any

from backend.core.crypto import FieldCrypto, Sealed
from backend.core.personal import instant_text
from backend.identity.accounts.sessions import Sessions
from backend.identity.accounts.store import AccountStore


class AccountData:
    """A young person's account and phones. Recovery words are a hash: there is nothing of them to give."""

    name = "account"

    def __init__(self, store: AccountStore, sessions: Sessions, crypto: FieldCrypto) -> None:
        self._store, self._sessions, self._crypto = store, sessions, crypto

    async def export(self, person_id: str) -> Any:
        """Return the account and its phones, or None."""
        account = await self._store.account(person_id)
        if account is None:
            return None
        nickname = account.person.sealed_nickname
        return {
            "id": person_id,
            "nickname": await self._crypto.open(nickname) if nickname else None,
            "age_band": account.person.age_band.value,
            "language": account.person.language,
            "created_at": instant_text(account.created_at),
            "recovery_words_made_at": instant_text(account.recovery_words_made_at),
            "phones": [
                {
                    "id": device.id,
                    "signed_in_at": instant_text(device.created_at),
                    "last_used_at": instant_text(device.last_used_at),
                }
                for device in await self._store.devices_of(person_id)
            ],
        }

    async def key_of(self, person_id: str) -> Sealed | None:
        """Return the id of the person's data key, or None when the account is gone."""
        account = await self._store.account(person_id)
        return account.person.key_id if account else None

    async def sign_out(self, person_id: str) -> None:
        """End every phone."""
        await self._sessions.sign_out_everywhere(person_id)

    async def erase(self, person_id: str) -> None:
        """Remove phones and account."""
        await self.sign_out(person_id)
        await self._store.remove_young_person(person_id)

    async def idle_since(self, before: datetime) -> list[str]:
        """Return who has not used the service since an instant."""
        return await self._store.idle_since(before)
