"""Links: a token of 192 random bits and a code of six digits. Whatever is wrong, the answer is the same NotFound."""

import asyncio
import secrets
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import Protocol
from uuid import uuid4
from weakref import WeakValueDictionary

from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.problem import Gone, NotFound
from backend.plans.model import Owners
from backend.plans.pictures.image import Picture
from backend.plans.sharing.model import (
    MOST_WRONG_CODES,
    ShareKind,
    Shown,
    StoredShare,
    wait_after,
)
from backend.plans.sharing.showing import Showing
from backend.plans.sharing.store import ShareStore

TOKEN_BYTES = 24
CODE_DIGITS = 6


class Hasher(Protocol):
    """Hashes what people type, slowly on purpose."""

    def hash(self, secret: str) -> Awaitable[str]:
        """Return the hash to store."""
        ...

    def matches(self, stored: str | None, secret: str) -> Awaitable[bool]:
        """Tell whether `secret` has this hash; None takes as long and is always false."""
        ...


class Links:
    """Makes links and lets their readers in."""

    def __init__(
        self,
        store: ShareStore,
        showing: Showing,
        hasher: Hasher,
        owners: Owners,
        crypto: FieldCrypto,
        clock: Clock,
    ) -> None:
        self._store, self._showing, self._hasher, self._owners = store, showing, hasher, owners
        self._crypto, self._clock = crypto, clock
        # A page asks for all its pictures at once: their right codes must not count as guesses of one another.
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def make(
        self, owner_id: str, steps: list[int], reader_name: str, ends_at: datetime
    ) -> tuple[StoredShare, str, str]:
        """Store a share; return it with the token and the code, which are kept as hashes only."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        owner = await self._owners(owner_id)
        share = StoredShare(
            id=uuid4().hex,
            owner_id=owner_id,
            kind=ShareKind.LINK,
            sealed_reader_name=await self._crypto.seal(owner.key_id, reader_name),
            steps=tuple(sorted(steps)),
            starts_at=self._clock.now(),
            ends_at=ends_at,
            token_hash=_hashed(token),
            code_hash=await self._hasher.hash(code),
        )
        share.rule(reader_name)  # Raises InvalidShare before anything is stored.
        await self._store.add(share)
        return share, token, code

    async def show(self, token: str, code: str) -> Shown:
        """Return the shared steps. Raises NotFound."""
        with _nothing_there():
            share = await self._let_in(token, code)
            return await self._showing.show(share, await self._crypto.open(share.sealed_reader_name))

    async def picture(self, token: str, code: str, picture_id: str) -> Picture:
        """Return a picture of a shared step. Raises NotFound."""
        with _nothing_there():
            share = await self._let_in(token, code)
            name = await self._crypto.open(share.sealed_reader_name)
            return await self._showing.picture(share, name, picture_id)

    async def _let_in(self, token: str, code: str) -> StoredShare:
        hashed = _hashed(token)
        async with self._turns.setdefault(hashed, asyncio.Lock()):
            known = await self._store.by_token(hashed)
            tried = await self._store.claim_try(known.id, self._clock.now()) if known else None
            try:
                right = await self._hasher.matches(tried.code_hash if tried else None, code)
            except BaseException:
                if tried:
                    await self._store.forgive_try(tried.id)
                raise
            if tried is None:
                raise NotFound
            if not right:
                await self._count_wrong(tried)
                raise NotFound
            await self._store.forgive_try(tried.id)
            return tried

    async def _count_wrong(self, share: StoredShare) -> None:
        now = self._clock.now()
        if share.wrong_codes < MOST_WRONG_CODES:
            await self._store.shut(share.id, now + wait_after(share.wrong_codes))
            return
        await self._store.close(share.id, now)
        await self._showing.record(share, await self._crypto.open(share.sealed_reader_name), None)


@contextmanager
def _nothing_there() -> Iterator[None]:
    """That somebody has erased their plan is no business of a reader's either."""
    try:
        yield
    except Gone:
        raise NotFound from None


def _hashed(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
