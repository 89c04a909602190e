"""Every rule is shown to hear what it is for, and not to hear what it is not for."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from backend.screening import VERSION, screen
from backend.screening.rules import RULES_PATH, RuleData, languages, load_rules

SETS = [load_rules(language) for language in languages()]
DATA = [rule for rules in SETS for rule in rules.data]
HITS = [pytest.param(rule.id, text, id=f"{rule.id}: {text}") for rule in DATA for text in rule.hit]
NO_HITS = [pytest.param(rule.id, text, id=f"{rule.id}: {text}") for rule in DATA for text in rule.no_hit]
FILES = sorted(RULES_PATH.rglob("*.toml"))


@pytest.mark.parametrize(("rule", "text"), HITS)
def test_a_rule_hears_its_examples(rule: str, text: str) -> None:
    assert rule in [reason.rule for reason in screen(text).reasons]


@pytest.mark.parametrize(("rule", "text"), NO_HITS)
def test_a_rule_leaves_its_counter_examples(rule: str, text: str) -> None:
    assert rule not in [reason.rule for reason in screen(text).reasons]


def test_rule_ids_are_unique() -> None:
    repeated = [rule for rule, count in Counter(rule.id for rule in DATA).items() if count > 1]
    assert repeated == []


def test_the_languages_of_luton_have_rules() -> None:
    assert languages() == ["en", "bn", "bn-roman", "pa", "pl", "ro", "ur", "ur-roman"]


@pytest.mark.parametrize("language", languages())
def test_every_context_is_used_by_a_rule(language: str) -> None:
    files = (RULES_PATH / language).glob("contexts*.toml")
    data = [
        context for path in files for context in tomllib.loads(path.read_text(encoding="utf-8"))["context"]
    ]
    used = {
        name for rule in load_rules(language).data for name in (*rule.unless, *rule.with_any, *rule.now_with)
    } | {name for context in data for name in context.get("overruled_by", ())}
    assert {context["name"] for context in data} == used


def test_no_pattern_repeats_without_bound() -> None:
    gap = r"(?:(?<![^\W_])[^\W_]+ )"
    for rule in (rule for rules in SETS for rule in rules.rules):
        for pattern in rule.patterns:
            rest = pattern.expression.pattern.replace(gap, "")
            assert "+" not in rest, rule.id
            assert "*" not in rest, rule.id


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_file_carries_its_review_status(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert data["review"]["status"] == "draft"
    assert "approved_by" not in data["review"]
    assert data["version"]


@pytest.mark.parametrize("rule", DATA, ids=lambda rule: rule.id)
def test_what_staff_read_is_plain(rule: RuleData) -> None:
    assert rule.id.split(".")[0] in languages()
    for word in ("commit", "risk", "score", "successful", "failed", "likely"):
        assert word not in rule.says.lower()


def test_the_version_names_a_date_and_a_digest() -> None:
    date, digest = VERSION.split("+")
    assert len(date) == 10
    assert len(digest) == 8
