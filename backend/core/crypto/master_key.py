"""The master keys that are known here, as the documents that MongoDB's explicit encryption takes."""

import hashlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backend.core.crypto.problem import MasterKeyProblem

FILE_BYTES = 96


@dataclass(frozen=True)
class MasterKey:
    """One master key: its provider's name, the provider's credentials, and the document that names the key there."""

    provider: str
    credentials: dict[str, Any] = field(repr=False)
    document: dict[str, Any] | None = None
    tls: dict[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> dict[str, Any]:
        """Return what a data key under this master key says in its field `masterKey`, beside where to ask."""
        named = {name: value for name, value in (self.document or {}).items() if name != "endpoint"}
        return {"provider": self.provider} | named


@dataclass(frozen=True)
class MasterKeys:
    """Every master key that may have wrapped a data key; the newest wraps the new ones."""

    newest: MasterKey
    others: tuple[MasterKey, ...] = ()

    @property
    def all(self) -> tuple[MasterKey, ...]:
        """Return them, the newest first."""
        return (self.newest, *self.others)

    @property
    def providers(self) -> dict[str, dict[str, Any]]:
        """Return the kms_providers document."""
        return {key.provider: key.credentials for key in self.all}

    @property
    def tls(self) -> dict[str, dict[str, Any]]:
        """Return the kms_tls_options document."""
        return {key.provider: key.tls for key in self.all if key.tls}


def from_file(path: Path) -> MasterKey:
    """Return the master key in a file of 96 bytes, named by its fingerprint. Raises MasterKeyProblem."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MasterKeyProblem(f"The master key file {path} cannot be read: {error.strerror}.") from error
    if len(content) != FILE_BYTES:
        raise MasterKeyProblem(
            f"The master key file {path} has {len(content)} bytes; it must have {FILE_BYTES}."
        )
    return MasterKey(f"local:{hashlib.sha256(content).hexdigest()[:16]}", {"key": content})


def make_file(path: Path) -> None:
    """Write a new random master key, readable by its owner only. Raises MasterKeyProblem."""
    write_private(path, secrets.token_bytes(FILE_BYTES))


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner reads. Raises MasterKeyProblem, also when it is there already."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise MasterKeyProblem(f"The master key file {path} cannot be written: {error.strerror}.") from error
