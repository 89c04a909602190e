"""The command line as an operator meets it."""

import os
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from pymongo import MongoClient

from backend.launch.mongod import EmbeddedMongod
from tests.command_line import evenlight

PASSWORD = "long enough to hold"


@pytest.fixture
def env(mongod: EmbeddedMongod, secret_files: Path) -> dict[str, str]:
    return os.environ | {
        "EVENLIGHT_MONGODB_URI": mongod.uri,
        "EVENLIGHT_DATABASE": "test-command-line",
        "EVENLIGHT_JWT_KEY_DIR": str(secret_files / "jwt"),
        "EVENLIGHT_REFRESH_KEY_FILE": str(secret_files / "refresh.key"),
        "EVENLIGHT_MASTER_KEY_FILE": str(secret_files / "master.key"),
    }


def test_staff_are_created_with_a_password_from_standard_input(env: dict[str, str]) -> None:
    done = evenlight(
        env, "staff", "add", "amina", "Amina", "--role", "supervisor", "--fallback", typed=f"{PASSWORD}\n"
    )
    assert done.returncode == 0, done.stderr

    with MongoClient[dict[str, Any]](env["EVENLIGHT_MONGODB_URI"]) as client:
        stored = client["test-command-line"].staff.find_one({"username": "amina"})
    assert stored is not None
    assert (stored["role"], stored["fallback_contact"]) == ("supervisor", True)
    assert PasswordHasher().verify(stored["password_hash"], PASSWORD)


def test_a_short_password_is_refused_in_one_line(env: dict[str, str]) -> None:
    done = evenlight(env, "staff", "add", "amina", "Amina", typed="short\n")

    assert done.returncode == 1
    assert done.stderr == "A password has at least 12 characters.\n"


def test_production_refuses_demo_people(env: dict[str, str]) -> None:
    done = evenlight(env | {"EVENLIGHT_ENV": "production"}, "seed", "--demo")

    assert done.returncode == 1
    assert "Demo data is refused in production" in done.stderr


def test_production_does_not_start_with_texts_that_nobody_approved(env: dict[str, str]) -> None:
    done = evenlight(env | {"EVENLIGHT_ENV": "production"}, "api")

    assert done.returncode == 1
    assert "drafts that nobody approved" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_does_not_start_with_people_whose_password_is_public(env: dict[str, str]) -> None:
    seeded = evenlight(env, "seed", "--demo")
    assert seeded.returncode == 0, seeded.stderr

    done = evenlight(env | {"EVENLIGHT_ENV": "production"}, "api")
    assert done.returncode == 1
    assert "The staff list holds demo people" in done.stderr
    assert "Traceback" not in done.stderr


def test_production_does_not_start_with_a_sign_in_that_anybody_on_the_way_could_change(
    env: dict[str, str],
) -> None:
    oidc = {
        "EVENLIGHT_OIDC_ISSUER": "http://id.example.org",
        "EVENLIGHT_PUBLIC_URL": "https://chat.example.org",
    }
    done = evenlight(env | oidc | {"EVENLIGHT_ENV": "production"}, "api")
    assert done.returncode == 1
    assert "Single sign-on needs https" in done.stderr


def test_production_makes_no_keys_for_itself(env: dict[str, str], tmp_path: Path) -> None:
    here = {name: value for name, value in env.items() if not name.endswith(("_DIR", "_FILE"))}
    here |= {"EVENLIGHT_ENV": "production", "EVENLIGHT_VAR": str(tmp_path)}
    done = evenlight(here, "up")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.pem"))
    assert not list(tmp_path.rglob("*.key"))


def test_an_unknown_command_says_what_there_is(env: dict[str, str]) -> None:
    done = evenlight(env, "upp")

    assert done.returncode == 2
    assert "up | api | worker" in done.stdout


def test_a_dry_run_of_retention_prints_counts_and_nothing_else(env: dict[str, str]) -> None:
    done = evenlight(env, "retention", "--dry-run")

    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "young_people: 0 would be removed" in lines
    assert all(line.endswith(" would be removed") for line in lines)
