"""The retention schedule is of every collection, and every row can be run."""

import re
import tomllib

import pytest
from pydantic import ValidationError

from backend.retention.schedule import FILE, Row, Schedule, schedule
from tests.architecture.files import under

NOT_A_COLLECTION = {"backups"}
ATTRIBUTES_OF_A_DATABASE = {"name", "watch", "command", "codec_options", "write_concern", "read_concern"}


def collections_in_the_code() -> set[str]:
    """Return every collection that a file of the service names."""
    found = set()
    for path in under("backend", ".py"):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"\bdb\.([a-z_]+)", text))
        found |= set(re.findall(r"\b(?:db|database)\[\"([a-z_]+)\"\]", text))
        if re.search(r"\bdatabase\[COLLECTION\]", text):
            found |= set(re.findall(r"^COLLECTION = \"([a-z_]+)\"", text, re.MULTILINE))
    return found - ATTRIBUTES_OF_A_DATABASE


def test_every_collection_has_a_row_and_every_row_a_collection() -> None:
    listed = {row.what for row in schedule().row}
    assert {"messages", "audit", "data_keys", "devices"} <= collections_in_the_code()
    assert listed - NOT_A_COLLECTION == collections_in_the_code()


def test_no_row_is_there_twice() -> None:
    listed = [row.what for row in schedule().row]
    assert sorted(set(listed)) == sorted(listed)


def test_nobody_is_said_to_have_approved_what_nobody_approved() -> None:
    found = schedule()
    assert found.status == "draft"
    assert (found.approved_by, found.approved_on) == ("", "")


def test_what_the_database_removes_itself_goes_when_the_schedule_says() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in under("backend", ".py"))
    days = {row.what: row.days for row in schedule().row if row.ends == "database"}
    for what in days:
        assert f"db.{what}" in sources
    assert days["console_notices"] == 7
    assert "expireAfterSeconds=7 * 24 * 3600" in sources


@pytest.mark.parametrize(
    "change",
    [
        {"field": "at"},
        {"ends": "days"},
        {"ends": "idle"},
        {"ends": "never"},
        {"extra": "field"},
        {"what": None},
    ],
    ids=str,
)
def test_a_row_that_could_not_be_run_stops_the_start(change: dict[str, object]) -> None:
    by_hand = next(row for row in tomllib.loads(FILE.read_text())["row"] if row["ends"] == "hand")
    Row.model_validate(by_hand)
    with pytest.raises(ValidationError):
        Row.model_validate(by_hand | change)


def test_asking_for_a_row_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        Schedule(status="draft", approved_by="", approved_on="", row=[]).of("messages")
