"""Rules of safe language for English texts: what no text says. They are in rules.toml."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

BEFORE = 40  # characters before a hit in which "do not" and the like turn it round


@dataclass(frozen=True)
class Finding:
    """Something that breaks a rule: in which text, which rule, what the rule says, and the words."""

    name: str
    rule: str
    says: str
    found: str = ""


@dataclass(frozen=True)
class Rule:
    """What no text says; `unless` stands right before where it is said to be left undone."""

    id: str
    says: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    speaker_only: bool = False  # of the bot and the service, which speak as themselves

    def hits(self, text: str) -> Iterator[str]:
        """Yield the words that break it."""
        for match in self.pattern.finditer(text):
            before = text[max(0, match.start() - BEFORE) : match.start()]
            if not (self.unless and self.unless.search(before)):
                yield match.group()


def _rules() -> list[Rule]:
    found = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))["rule"]
    return [
        Rule(
            rule["id"],
            rule["says"],
            re.compile("|".join(rule["patterns"]), re.IGNORECASE),
            re.compile(rule["unless"], re.IGNORECASE) if "unless" in rule else None,
            rule.get("speaker_only", False),
        )
        for rule in found
    ]


RULES = _rules()


def unsafe(name: str, text: str, *, speaker: bool = False) -> Iterator[Finding]:
    """Yield what a text says and should not; `speaker` is true where a program speaks as itself."""
    for rule in RULES:
        if speaker or not rule.speaker_only:
            for hit in rule.hits(text):
                yield Finding(name, rule.id, rule.says, hit)


def methods(name: str, text: str, means: frozenset[str], allowed: frozenset[str]) -> Iterator[Finding]:
    """Yield the means that a text names; `allowed` are the general groups that this text may name."""
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in means and word not in allowed:
            yield Finding(name, "no-methods", "No means, places or amounts.", word)
