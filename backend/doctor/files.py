"""Checks of the files and folders of secrets."""

import stat
from collections.abc import Iterator
from pathlib import Path

from backend.doctor.model import Finding, note, ok, unsafe
from backend.settings import Settings

OTHERS_MAY = 0o077
OTHERS_MAY_WRITE = 0o022


def check_files(settings: Settings) -> Iterator[Finding]:
    """Yield who else on this machine may read or replace what is secret."""
    outside = (settings.oidc_client_secret_file, settings.alarm_url_file, settings.heartbeat_url_file)
    paths = [settings.refresh_key_path, *settings.channel_secrets, *filter(None, outside)]
    if settings.kms == "local":
        paths += [
            path
            for path in (settings.master_key_path, settings.next_master_key_path)
            if _is_wanted(settings, path)
        ]
        yield note(
            "master key",
            "The master key is a file: whoever has it and the database can read everything.",
            "use a key service (EVENLIGHT_KMS), or keep the file and the backups apart.",
        )
    if settings.jwt_keys_path.is_dir():
        paths += sorted(settings.jwt_keys_path.glob("*.pem"))
        yield _folder(settings.jwt_keys_path, sticky_helps=False)
    for path in paths:
        yield _private_file(path)
    for folder in sorted({path.parent for path in paths if path.exists()} - {settings.jwt_keys_path}):
        yield _folder(folder, sticky_helps=True)


def _is_wanted(settings: Settings, path: Path) -> bool:
    return path == settings.master_key_path or path.exists()


def _private_file(path: Path) -> Finding:
    about = f"key file {path.name}"
    try:
        mode = path.stat().st_mode
    except OSError:
        return unsafe(about, f"{path} cannot be read.", "put it there, readable by the service's user only.")
    if mode & OTHERS_MAY:
        return unsafe(about, "Others on this machine may read or change it.", f"chmod 600 {path}")
    return ok(about, "Only its owner may read it.")


def _folder(path: Path, *, sticky_helps: bool) -> Finding:
    """Look at a folder. A sticky bit keeps others from replacing files, and not from adding a signing key of theirs."""
    about, mode = f"key folder {path}", path.stat().st_mode
    if mode & OTHERS_MAY_WRITE and not (sticky_helps and mode & stat.S_ISVTX):
        says = "Others on this machine may put keys of their own there, and be anybody."
        return unsafe(about, says, f"chmod go-w {path}")
    return ok(about, "Only its owner may put keys there.")
