"""The service notices words and fetches a person. It does not score anybody, and no word in it may say so."""

import json
import re

import pytest

from backend.app import ROUTES
from backend.chat.status import OUT_OF_HOURS
from backend.chat.texts import texts
from backend.core.openapi import document
from backend.escalations.truth import Standing
from backend.identity.model import STAFF_ROLES, Role
from tests.architecture.files import name_of, under
from tests.unit.chat.languages import LANGUAGES

SCORING = re.compile(
    r"""(?<![a-z])risk[\s_-]*(score|scoring|level|rating|band|categor|percent|stratif|assess|predict|factor|flag|tier)
    | (high|low|medium|moderate|elevated|no)[\s_-]*risk\b
    | \b(severity|acuity|danger|suicide|crisis|distress)[\s_-]*(score|level|rating|index)
    | \b(score|severity|triage[\s_-]*(score|level))\b""",
    re.IGNORECASE | re.VERBOSE,
)
IN_A_NAME = re.compile(r"(^|_)(risk|score|severity|rating|probability|likelihood)(_|$)", re.IGNORECASE)
COMMITTED = re.compile(
    r"\bcommit(s|ted|ting)? suicide\b|\b(un)?successful (suicide|attempt)|\bfailed suicide", re.IGNORECASE
)
WRITTEN = (".py", ".toml", ".json", ".js", ".css", ".html", ".webmanifest", ".svg")


def source_files() -> list[tuple[str, str]]:
    # The screen's rules are the phrases that people write; they are not words of ours.
    found = [path for path in under("backend", *WRITTEN) if "screening/rules" not in path.as_posix()]
    return [(name_of(path), path.read_text(encoding="utf-8")) for path in found]


def test_the_pattern_finds_what_it_is_for_and_spares_plain_words() -> None:
    for wrong in (
        "risk score",
        "risk_level",
        "RiskRating",
        "low-risk",
        "severity",
        "a score of 7",
        "high risk",
    ):
        assert SCORING.search(wrong), wrong
    for right in ("underscore", "scored", "at the level of the sea", "asterisk", "brisk scoring"):
        assert not SCORING.search(right), right


def test_no_source_or_page_speaks_of_a_risk_score_or_level() -> None:
    sources = source_files()
    assert any(name.endswith(".html") for name, _ in sources)
    found = {f"{name}: {match.group()}" for name, text in sources for match in SCORING.finditer(text)}
    assert found == set()


def test_nobody_is_said_to_have_committed_or_failed_anything() -> None:
    found = {
        f"{name}: {match.group()}" for name, text in source_files() for match in COMMITTED.finditer(text)
    }
    assert found == set()


def test_no_field_or_address_of_the_api_is_a_score() -> None:
    described = document(ROUTES, "test")
    fields = {
        name
        for schema in described["components"]["schemas"].values()
        for name in schema.get("properties", {})
    }
    assert "attention" in fields
    segments = {segment for path in described["paths"] for segment in re.split(r"[/{}-]+", path)}
    assert {name for name in fields | segments if IN_A_NAME.search(name)} == set()
    assert not SCORING.search(json.dumps(described))


def test_attention_is_now_or_today_and_has_no_third_value() -> None:
    assert document(ROUTES, "test")["components"]["schemas"]["Attention"]["enum"] == ["now", "today"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_that_is_looked_up(language: str) -> None:
    words = texts(language)
    assert words.language == language
    assert words.status.keys() == {standing.value for standing in Standing} | {OUT_OF_HOURS}
    # A content editor is never paged and never in a chat.
    assert words.roles.keys() == {role.value for role in STAFF_ROLES - {Role.CONTENT_EDITOR}}
    replies = [*words.safety.all, *words.person_requested_again, *words.bot_unavailable_again]
    assert all(
        reply.lines for reply in [words.opening, words.person_requested, words.bot_unavailable, *replies]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_asks_for_the_same_names_and_times_as_english(language: str) -> None:
    def blanks(of: str) -> dict[str, set[str]]:
        return {key: set(re.findall(r"\{(\w+)\}", said)) for key, said in texts(of).status.items()}

    assert blanks(language) == blanks("en")
