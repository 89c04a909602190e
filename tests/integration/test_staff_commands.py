"""The staff list from the command line: how the first administrator comes in, and how to lock somebody out."""

import os
import subprocess
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pymongo import MongoClient

from backend.launch.mongod import EmbeddedMongod
from tests.command_line import evenlight

PASSWORD = "long enough to hold"


class CommandLine:
    """Runs `evenlight` against a database of its own."""

    def __init__(self, uri: str, secret_files: Path) -> None:
        self.uri, self.database = uri, f"test-{uuid4().hex[:12]}"
        self.env = os.environ | {
            "EVENLIGHT_MONGODB_URI": uri,
            "EVENLIGHT_DATABASE": self.database,
            "EVENLIGHT_JWT_KEY_DIR": str(secret_files / "jwt"),
            "EVENLIGHT_REFRESH_KEY_FILE": str(secret_files / "refresh.key"),
            "EVENLIGHT_MASTER_KEY_FILE": str(secret_files / "master.key"),
            "EVENLIGHT_VAR": str(secret_files),
        }

    def run(self, *arguments: str, typed: str = "", **env: str) -> "subprocess.CompletedProcess[str]":
        return evenlight(self.env | env, *arguments, typed=typed)

    def done(self, *arguments: str, typed: str = "") -> str:
        ended = self.run(*arguments, typed=typed)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def stored(self, username: str) -> dict[str, Any] | None:
        with MongoClient[dict[str, Any]](self.uri) as client:
            return client[self.database].staff.find_one({"username": username})

    def audited(self) -> list[tuple[str, str]]:
        with MongoClient[dict[str, Any]](self.uri) as client:
            found = client[self.database].audit.find().sort("at", 1)
            return [(entry["actor"], entry["action"]) for entry in found]


@pytest.fixture
def cli(mongod: EmbeddedMongod, secret_files: Path) -> CommandLine:
    return CommandLine(mongod.uri, secret_files)


def test_the_life_of_a_member(cli: CommandLine) -> None:
    cli.done("staff", "add", "ada", "Ada", "--role", "admin", typed=f"{PASSWORD}\n")
    cli.done("staff", "add", "noor", "Noor", "--no-password", "--single-sign-on", "Noor@example.org")
    before = cli.stored("ada")

    cli.done("staff", "change", "noor", "--role", "admin", "--fallback")
    cli.done("staff", "change", "ada", "--role", "supervisor")
    cli.done("staff", "end-sessions", "noor")

    ada, noor = cli.stored("ada"), cli.stored("noor")
    assert before is not None
    assert ada is not None
    assert noor is not None
    assert (ada["role"], ada["password_hash"]) == ("supervisor", before["password_hash"])
    assert ada["sessions_from"] is not None
    assert (noor["role"], noor["fallback_contact"], noor["password_hash"]) == ("admin", True, None)
    listed = cli.done("staff", "list").splitlines()
    assert listed == [
        "ada\tAda\tsupervisor\tpassword",
        "noor\tNoor\tadmin\tsingle sign-on as noor@example.org, fallback contact",
    ]

    cli.done("staff", "remove", "ada")
    assert cli.stored("ada") is None
    assert cli.audited() == [("operator", f"staff_{what}") for what in (
        "added", "added", "changed", "changed", "changed", "removed",
    )]  # fmt: skip


def test_what_cannot_be_done_is_said_in_one_line(cli: CommandLine) -> None:
    cli.done("staff", "add", "ada", "Ada", "--role", "admin", typed=f"{PASSWORD}\n")
    for arguments, says in (
        (("add", "ada", "Ada"), "Somebody on the staff list has this name already"),
        (("remove", "nobody"), "Not found"),
        (("remove", "ada"), "This is the last administrator"),
    ):
        ended = cli.run("staff", *arguments, typed=f"{PASSWORD}\n")
        assert (ended.returncode, ended.stderr.splitlines()) == (1, [f"{says}."])


def test_production_refuses_a_store_with_demo_people(cli: CommandLine) -> None:
    cli.done("seed", "--demo")
    ended = cli.run("seed", EVENLIGHT_ENV="production")
    assert ended.returncode == 1
    assert "demo people" in ended.stderr

    listed = [line.split("\t")[0] for line in cli.done("staff", "list").splitlines()]
    cli.done("staff", "add", "real", "Real", "--role", "admin", typed=f"{PASSWORD}\n")
    for username in listed:
        cli.done("staff", "remove", username)
    assert cli.run("seed", EVENLIGHT_ENV="production").returncode == 0
