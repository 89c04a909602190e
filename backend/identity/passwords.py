"""Argon2id for secrets that people keep: passwords of staff, recovery words of young people.

The second recommended option of RFC 9106 (64 MiB, three passes, four lanes): its first takes 2 GiB for each try, more
than a small machine has. Whoever steals the database pays this for every guess; so do we for every sign-in, so only a
few run at a time, in threads, and a flood waits in a short queue instead of taking all memory or the event loop.
"""

import asyncio
import base64
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import Argon2Error, InvalidHashError

from backend.core.problem import Busy

T = TypeVar("T")

MEMORY_KIB = 64 * 1024
PASSES = 3
LANES = 4
HASH_BYTES = 32
SALT_BYTES = 16
AT_ONCE = 2  # 128 MiB at most, and never more threads than a two-core machine can run.
MOST_WAITING = 100


class Passwords:
    """Hashes and checks secrets. One for a process, so that its limits hold for the process."""

    def __init__(self, memory_kib: int = MEMORY_KIB, passes: int = PASSES) -> None:
        self._hasher = PasswordHasher(passes, memory_kib, LANES, HASH_BYTES, SALT_BYTES, type=Type.ID)
        # Threads of its own: a request that is given up keeps its place until the thread is really free again.
        self._threads = ThreadPoolExecutor(AT_ONCE, "argon2")
        self._waiting = 0
        self._decoy = _decoy(memory_kib, passes)

    async def hash(self, secret: str) -> str:
        """Return the hash to store, with its salt and parameters in it. Raises Busy."""
        return await self._in_turn(lambda: self._hasher.hash(_bytes(secret)))

    async def matches(self, stored: str | None, secret: str) -> bool:
        """Tell whether `secret` has this hash; None, for nobody, takes as long and is always false. Raises Busy."""
        right = await self._in_turn(lambda: self._verify(stored or self._decoy, secret))
        return right and stored is not None

    def _verify(self, stored: str, secret: str) -> bool:
        try:
            return self._hasher.verify(stored, _bytes(secret))
        except (Argon2Error, InvalidHashError):
            return False

    async def _in_turn(self, work: Callable[[], T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise Busy
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1


def _bytes(secret: str) -> bytes:
    return secret.encode("utf-8", "surrogatepass")


def _decoy(memory_kib: int, passes: int) -> str:
    """Return a hash of the same parameters that nothing has: making a real one would cost every start a hash."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).rstrip(b"=").decode() for size in (SALT_BYTES, HASH_BYTES)
    )
    return f"$argon2id$v=19$m={memory_kib},t={passes},p={LANES}${salt}${digest}"
