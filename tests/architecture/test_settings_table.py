"""Whoever runs the service finds every variable in one table, and no variable that there is not."""

import re

from backend.launch.settings import LaunchSettings
from tests.architecture.files import ROOT

VARIABLE = re.compile(r"EVENLIGHT_[A-Z0-9_]*[A-Z0-9]")
OF_COMPOSE = {"EVENLIGHT_DOMAIN", "EVENLIGHT_VERSION"}
# A family of variables, told as one.
FAMILY = re.compile(r"EVENLIGHT_\w*\*")


def variables_in(name: str) -> set[str]:
    text = FAMILY.sub("", (ROOT / name).read_text(encoding="utf-8"))
    return set(VARIABLE.findall(text))


def in_tables(name: str) -> set[str]:
    rows = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return set(VARIABLE.findall("\n".join(row.split("|")[1] for row in rows)))


def known() -> set[str]:
    return {f"EVENLIGHT_{field}".upper() for field in LaunchSettings.model_fields}


def test_every_setting_is_in_the_table_of_operations() -> None:
    assert "EVENLIGHT_MONGODB_URI" in known()
    assert known() - in_tables("docs/operations.md") == set()


def test_no_document_names_a_setting_that_there_is_not() -> None:
    for name in ("docs/operations.md", "README.md", "deploy/secrets/README.md", "docker-compose.yml"):
        assert variables_in(name) - known() - OF_COMPOSE == set(), name
