"""The keys of a development installation, made at the first start. Production is given its keys as files."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from backend.identity.signing_keys import add_key, names, write_private
from backend.launch.problem import CannotStart
from backend.settings import Settings

MASTER_KEY_BYTES = 96
REFRESH_KEY_BYTES = 32


def ensure_secrets(settings: Settings, data_dir: Path | None = None) -> None:
    """Create the keys that are missing, readable by their owner only.

    Raises CannotStart in production, and when `data_dir` holds data that a missing master key has sealed.
    """
    _move_single_key(settings.var / "secrets" / "jwt.pem", settings.jwt_keys_path)
    master_key = [settings.master_key_path] if settings.kms == "local" else []
    missing = [path for path in (settings.refresh_key_path, *master_key) if not path.exists()]
    if not _has_keys(settings.jwt_keys_path):
        missing.insert(0, settings.jwt_keys_path)
    if missing and settings.production:
        raise CannotStart(
            f"The key {missing[0]} is missing.",
            "put it there, or name its place with EVENLIGHT_JWT_KEY_DIR, EVENLIGHT_REFRESH_KEY_FILE "
            "and EVENLIGHT_MASTER_KEY_FILE.",
        )
    if settings.master_key_path in missing and data_dir and (data_dir / "WiredTiger").exists():
        raise CannotStart(
            f"The master key {settings.master_key_path} is missing; it sealed the data in {data_dir}.",
            f"put the key back from a backup, or move {data_dir} aside to start empty.",
        )
    sizes = {settings.refresh_key_path: REFRESH_KEY_BYTES, settings.master_key_path: MASTER_KEY_BYTES}
    for path in sizes.keys() & missing:
        write_private(path, secrets.token_bytes(sizes[path]))
    if settings.jwt_keys_path in missing:
        add_key(settings.jwt_keys_path, datetime.now(UTC))


def _has_keys(folder: Path) -> bool:
    return folder.is_dir() and bool(names(folder))


def _move_single_key(old: Path, folder: Path) -> None:
    """Take the one key of an older installation along: what it signed holds until it ends."""
    if old.exists() and not _has_keys(folder):
        made_at = datetime.fromtimestamp(old.stat().st_mtime, UTC)
        add_key(folder, made_at, old.read_bytes())
        old.unlink()
