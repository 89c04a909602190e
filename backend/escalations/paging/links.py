"""What proves that somebody holds a page: a signed link, and a short code to answer an SMS with.

Both are made from the page's id under one secret, so that a page that is sent again carries the same ones. The secret
lies sealed in the store: the API and every worker make and check the same, with no further key file.
"""

import base64
import hashlib
import hmac
import secrets

from backend.core.crypto import FieldCrypto
from backend.escalations.paging.store import SecretStore

KEY_NAME = "staff-pages"
MAC_BYTES = 16
REPLY_DIGITS = 6


class PageLinks:
    """Makes and checks tokens, reply codes and fingerprints."""

    def __init__(self, store: SecretStore, crypto: FieldCrypto) -> None:
        self._store, self._crypto = store, crypto
        self._secret: bytes | None = None

    async def token(self, page_id: str) -> str:
        """Return the token of a page: its id and the MAC over it, each base64url."""
        return f"{_text(page_id.encode())}.{_text(await self._mac('link', page_id))}"

    async def page_of(self, token: str) -> str | None:
        """Return the id of the page that a token is of; None for anything that we did not make."""
        named, _, given = token.partition(".")
        try:
            page_id, mac = _bytes(named).decode(), _bytes(given)
        except ValueError:
            return None
        return page_id if hmac.compare_digest(mac, await self._mac("link", page_id)) else None

    async def reply_code(self, page_id: str) -> str:
        """Return the REPLY_DIGITS digits that acknowledge a page by SMS."""
        number = int.from_bytes(await self._mac("reply", page_id)) % 10**REPLY_DIGITS
        return f"{number:0{REPLY_DIGITS}}"

    async def fingerprint(self, label: str, text: str) -> str:
        """Return a keyed hash (hex), by which something can be found and not read."""
        return (await self._mac(label, text)).hex()

    async def _mac(self, label: str, text: str) -> bytes:
        if self._secret is None:
            self._secret = await self._kept()
        return hmac.digest(self._secret, f"{label}|{text}".encode(), hashlib.sha256)[:MAC_BYTES]

    async def _kept(self) -> bytes:
        sealed = await self._store.get()
        if sealed is None:
            key = await self._crypto.service_key(KEY_NAME)
            sealed = await self._store.put(await self._crypto.seal_bytes(key, secrets.token_bytes(32)))
        return await self._crypto.open_bytes(sealed)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
