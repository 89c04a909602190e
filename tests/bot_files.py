"""The bot's files, read without Rasa: what it recognises, what it says, what follows what."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.assemble import Words, read

BOT = Path(__file__).parents[1] / "bot"
SENT_BY_THE_GATEWAY = {"safety_asked"}
STEPS_NAMED = {f"plan_step_{number}" for number in range(1, 8)} | {"plan_no_step"}
NOT_LEARNED = {"other_language", "long_text", "unclear_safety"} | STEPS_NAMED
DISCLOSURES = {
    "disclose_suicide", "disclose_self_harm", "disclose_abuse", "disclose_sexual_harm", "disclose_exploitation",
    "disclose_forced_marriage", "disclose_eating", "disclose_substances", "running_away", "friend_in_danger",
    "already_hurt", "not_safe_now",
}  # fmt: skip


def held(pattern: str, key: str) -> list[Any]:
    """Return what all files that match hold under a key."""
    files = sorted(BOT.glob(pattern))
    return [
        item for file in files for item in yaml.safe_load(file.read_text(encoding="utf-8")).get(key) or []
    ]


def examples(pattern: str) -> dict[str, list[str]]:
    """Return the sentences of each intent."""
    found: dict[str, list[str]] = {}
    for part in held(pattern, "nlu"):
        lines = [line.strip().removeprefix("- ") for line in part["examples"].splitlines()]
        found.setdefault(part["intent"], []).extend(lines)
    return found


def plain(text: str) -> str:
    """Return the words alone, as the classifier sees them."""
    return re.sub(r"\W+", " ", text.lower()).strip()


INTENTS = {next(iter(name)) if isinstance(name, dict) else name for name in held("domain/*.yml", "intents")}
TYPED = INTENTS - SENT_BY_THE_GATEWAY - NOT_LEARNED
LANGUAGES = {path.name: read(path) for path in sorted((BOT / "words").iterdir()) if path.is_dir()}
ENGLISH: Words = LANGUAGES["en"]
RULES: list[dict[str, Any]] = held("data/rules_*.yml", "rules")
TRAINING = examples("data/nlu/*.yml")
HELD_OUT = examples("tests/heldout/*.yml")


def said() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every variation in English, and of what stands in for it, with the name of its reply."""
    for language in ("en", "other"):
        for name, group in LANGUAGES[language].items():
            for variation in group:
                yield name, variation


def rule_for(intent: str) -> list[str]:
    """Return the actions that follow an intent when the bot asked nothing before."""
    for rule in RULES:
        first, *rest = rule["steps"]
        if intent in intents_of(first):
            return [step["action"] for step in rest]
    raise AssertionError(f"no rule for {intent}")


def intents_of(step: dict[str, Any]) -> set[str]:
    """Return the intents that a step of a rule waits for: none, one, or any of several."""
    return {one["intent"] for one in step.get("or", [step]) if "intent" in one}
