"""What knowing somebody costs: a token verified beside the bare signature, and argon2id beside other parameters.

Needs no running service: `python -m benchmarks tokens`.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from backend.core.clock import SystemClock
from backend.identity import passwords
from backend.identity.model import Principal, Role
from backend.identity.passwords import Passwords
from backend.identity.signing_keys import add_key
from backend.identity.tokens import Tokens
from benchmarks.figures import quantiles

VERIFICATIONS = 2_000
HASHES = 12
CROWD = 8
KIT = Principal("kit", Role.YOUNG_PERSON, device_id="kits-phone")
# (MiB, passes, lanes): RFC 9106's choice for small machines first, which is ours.
CONSIDERED = [(64, 3, 4), (64, 1, 4), (128, 3, 4), (19, 2, 1)]


def measure() -> None:
    """Print tokens per second, and the time of one hash with the parameters that were considered."""
    with tempfile.TemporaryDirectory() as folder:
        add_key(Path(folder), datetime.now(UTC))
        _tokens(Tokens.from_folder(Path(folder), SystemClock()))
    for mib, passes, lanes in CONSIDERED:
        hasher = PasswordHasher(passes, mib * 1024, lanes)
        p50_ms, p99_ms = quantiles(_each_ms(lambda hasher=hasher: hasher.hash("guess"), HASHES))
        ours = (mib * 1024, passes, lanes) == (passwords.MEMORY_KIB, passwords.PASSES, passwords.LANES)
        print(
            f"argon2id {mib} MiB, {passes} passes, {lanes} lanes{' (chosen)' if ours else ''}: "
            f"p50 {p50_ms:.0f} ms, p99 {p99_ms:.0f} ms"
        )
    asyncio.run(_flood())


def _tokens(tokens: Tokens) -> None:
    token, _ = tokens.issue(KIT)
    key = ec.generate_private_key(ec.SECP256R1())
    signature, public = key.sign(b"a token", ec.ECDSA(hashes.SHA256())), key.public_key()
    bare_s = _each_s(lambda: public.verify(signature, b"a token", ec.ECDSA(hashes.SHA256())))
    verified_s = _each_s(lambda: tokens.verify(token))
    issued_s = _each_s(lambda: tokens.issue(KIT))
    print(
        f"tokens verified: {1 / verified_s:,.0f}/s ({verified_s / bare_s:.1f} times the bare signature); "
        f"issued: {1 / issued_s:,.0f}/s"
    )


async def _flood() -> None:
    """Print how late the event loop is while a crowd signs in at once."""
    keeper, late_ms = Passwords(), list[float]()
    crowd = asyncio.gather(*(keeper.matches(None, "guess") for _ in range(CROWD)))
    while not crowd.done():
        started_s = time.perf_counter()
        await asyncio.sleep(0.001)
        late_ms.append((time.perf_counter() - started_s) * 1000 - 1)
    p50_ms, p99_ms = quantiles(late_ms)
    crowded = f"{CROWD} sign in, {passwords.AT_ONCE} at a time"
    print(f"event loop while {crowded}: late p50 {p50_ms:.1f} ms, p99 {p99_ms:.1f} ms")


def _each_s(act: Callable[[], object]) -> float:
    started_s = time.perf_counter()
    for _ in range(VERIFICATIONS):
        act()
    return (time.perf_counter() - started_s) / VERIFICATIONS


def _each_ms(act: Callable[[], object], count: int) -> list[float]:
    found = []
    for _ in range(count):
        started_s = time.perf_counter()
        act()
        found.append((time.perf_counter() - started_s) * 1000)
    return found
