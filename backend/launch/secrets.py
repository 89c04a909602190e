"""The keys of a development installation, made at the first start. Production is given its keys as files."""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from backend.launch.problem import CannotStart
from backend.settings import Settings

MASTER_KEY_BYTES = 96


def ensure_secrets(settings: Settings, data_dir: Path | None = None) -> None:
    """Create the signing key and the master key where they are missing, readable by their owner only.

    Raises CannotStart in production, and when `data_dir` holds data that a missing master key has sealed.
    """
    missing = [path for path in (settings.jwt_key_path, settings.master_key_path) if not path.exists()]
    if missing and settings.production:
        raise CannotStart(
            f"The key file {missing[0]} is missing.",
            "put it there, or name its place with EVENLIGHT_JWT_KEY_FILE and EVENLIGHT_MASTER_KEY_FILE.",
        )
    if settings.master_key_path in missing and data_dir and (data_dir / "WiredTiger").exists():
        raise CannotStart(
            f"The master key {settings.master_key_path} is missing; it sealed the data in {data_dir}.",
            f"put the key back from a backup, or move {data_dir} aside to start empty.",
        )
    makers = {settings.jwt_key_path: _signing_key, settings.master_key_path: _master_key}
    for path in missing:
        _write_private(path, makers[path]())


def _signing_key() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _master_key() -> bytes:
    return secrets.token_bytes(MASTER_KEY_BYTES)


def _write_private(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
