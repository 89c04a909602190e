"""The folder of signing keys: `<moment it was made>.pem`, such as 20261123T211000Z.pem. The last name signs."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

NAME = re.compile(r"\d{8}T\d{6}Z\.pem")
MOMENT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class KeyFile:
    """One private key, as PEM. `made_at` is in UTC."""

    path: Path
    pem: str

    @property
    def made_at(self) -> datetime:
        """Return when the key was made, as its name says."""
        return datetime.strptime(self.path.name, f"{MOMENT}.pem").replace(tzinfo=UTC)


def names(folder: Path) -> list[str]:
    """Return the names of the key files, oldest first. Raises OSError when there is no such folder."""
    return sorted(path.name for path in folder.iterdir() if NAME.fullmatch(path.name))


def read_keys(folder: Path) -> list[KeyFile]:
    """Return the keys, oldest first. Raises OSError."""
    return [KeyFile(folder / name, (folder / name).read_text()) for name in names(folder)]


def add_key(folder: Path, at: datetime, pem: bytes | None = None) -> Path:
    """Write a key, a new one unless one is given, readable by its owner only; return its file.

    Raises ValueError where it would not be the newest: it would not sign.
    """
    path = folder / f"{at.astimezone(UTC):{MOMENT}}.pem"
    if folder.is_dir() and any(name >= path.name for name in names(folder)):
        raise ValueError(f"{folder} already holds a key as new as {path.name}")
    write_private(path, pem or _new_pem())
    return path


def write_private(path: Path, content: bytes) -> None:
    """Write a file for its owner only, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def _new_pem() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
