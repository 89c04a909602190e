"""From one master key to another: every data key is wrapped anew, and what they sealed stays as it is."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from backend.core.crypto.field import FieldCrypto
from backend.core.crypto.master_key import MasterKey, from_file, make_file, write_private
from backend.core.crypto.problem import MasterKeyProblem
from backend.core.crypto.vault import KeyVault

BATCH = 200
PASSES = 5
PASS_EVERY_S = 2.0


async def rotate(crypto: FieldCrypto, vault: KeyVault, to: MasterKey, say: Callable[[str], None]) -> None:
    """Wrap every data key with `to`. Safe to stop and run again: each data key is always under one of the two.

    Looks again after a moment, for accounts made meanwhile. Raises MasterKeyProblem when some are left.
    """
    for number in range(PASSES):
        left = await vault.not_under(to)
        if not left and number:
            return
        for start in range(0, len(left), BATCH):
            await crypto.rewrap(left[start : start + BATCH], to)
            say(f"{min(start + BATCH, len(left))} of {len(left)} data keys are under the new master key.")
        await asyncio.sleep(PASS_EVERY_S)
    raise MasterKeyProblem(
        "New data keys are still made under the old one: restart the API, then run this again."
    )


def hand_over(new: Path, following: Path, current: Path) -> MasterKey:
    """Put a new key file where running processes look for one, and return the key; made if it is not there.

    Raises MasterKeyProblem when another rotation is not finished, or when the file cannot be put there.
    """
    if not new.exists():
        make_file(new)
    key = from_file(new)
    if following.exists():
        if from_file(following) != key:
            raise MasterKeyProblem(f"{following} holds another key: finish that rotation first.")
    elif not current.exists() or from_file(current) != key:
        write_private(following, new.read_bytes())
    return key
