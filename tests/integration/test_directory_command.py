"""`evenlight directory import` as an operator meets it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from backend.launch.mongod import EmbeddedMongod
from tests.command_line import evenlight

CLUBS = [
    {"id": "one", "name": "Chess club"},
    {"id": "two", "name": "Games", "description": "<b>Games</b>"},
    {"name": "No id"},
]


@pytest.fixture
def env(mongod: EmbeddedMongod, secret_files: Path) -> dict[str, str]:
    return os.environ | {
        "EVENLIGHT_MONGODB_URI": mongod.uri,
        "EVENLIGHT_DATABASE": "test-directory-command",
        "EVENLIGHT_JWT_KEY_DIR": str(secret_files / "jwt"),
        "EVENLIGHT_REFRESH_KEY_FILE": str(secret_files / "refresh.key"),
        "EVENLIGHT_MASTER_KEY_FILE": str(secret_files / "master.key"),
    }


def imported(env: dict[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    whose = ["--publisher", "Luton Council", "--licence", "OGL v3.0"]
    return evenlight(env, "directory", "import", *arguments, *whose)


def test_a_feed_is_looked_at_taken_in_and_unchanged_the_second_time(
    env: dict[str, str], tmp_path: Path
) -> None:
    feed, report = tmp_path / "feed.json", tmp_path / "report.tsv"
    feed.write_text(json.dumps(CLUBS))
    looked = imported(env, str(feed), "--dry-run")
    assert looked.returncode == 0, looked.stderr
    assert "This would happen:\n         1 new, hidden until somebody here has checked it" in looked.stdout
    assert "line 2\tquarantined\tluton-council.two\tGames\tdescription has HTML in it" in looked.stdout

    done = imported(env, str(feed), "--report", str(report))
    assert done.returncode == 0, done.stderr
    assert "Done:" in done.stdout
    assert [line.split("\t")[1] for line in report.read_text().splitlines()] == [
        "new",
        "quarantined",
        "rejected",
    ]

    again = imported(env, str(feed))
    assert "         1 unchanged" in again.stdout
    assert "         0 new" in again.stdout


@pytest.mark.parametrize("feed", ["nothing-there.json", "http://example.invalid/feed"])
def test_what_cannot_be_read_is_one_line_and_no_traceback(
    env: dict[str, str], tmp_path: Path, feed: str
) -> None:
    done = imported(env, feed if "//" in feed else str(tmp_path / feed))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "nothing was taken in" in done.stderr
