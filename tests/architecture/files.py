"""The repository's own files, as git knows them."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from backend.signposting import shipped
from backend.web.pages import Pages

ROOT = Path(__file__).parents[2]


@cache
def _listed(patterns: tuple[str, ...]) -> list[Path]:
    command = [shutil.which("git") or "git", "-C", str(ROOT), "ls-files", "-z", "--", *patterns]
    listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def tracked(*patterns: str) -> list[Path]:
    """Return the tracked files that match; skips the test where there is no git or no repository."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("no git here: which files are ours is not known")
    return _listed(patterns)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def under(folder: str, *suffixes: str) -> list[Path]:
    """Return the files below a folder, tracked or not."""
    return sorted(path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in suffixes)


@cache
def pages() -> dict[str, str]:
    """Return every page as it is sent, by the name of its file."""
    made = Pages(shipped.lines())
    return {name: made[name].text for name in made.names()}
