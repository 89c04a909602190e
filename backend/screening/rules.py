"""Reads the rule files of this package once and compiles them."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from backend.core.attention import Attention
from backend.screening.model import Kind
from backend.screening.normalise import Normaliser
from backend.screening.pattern import Pattern, Piece, compile_pattern, parse
from backend.screening.schema import (
    CharactersFile,
    ContextData,
    ContextsFile,
    RulesFile,
    SlotsFile,
    SpellingFile,
)
from backend.screening.schema import RuleData as RuleData  # noqa: PLC0414 - part of this module's answer
from backend.screening.spelling import Speller

RULES_PATH = Path(__file__).parent / "rules"
_WORD = re.compile(r"(?<![.{a-z])[a-z]+(?![a-z}*])")


@dataclass(frozen=True, slots=True)
class Context:
    """Compiled words around a phrase. `reach` is in words."""

    name: str
    where: str
    reach: int
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule."""

    id: str
    kind: Kind
    attention: Attention
    says: str
    patterns: tuple[Pattern, ...]
    with_any: tuple[Context, ...]
    unless: tuple[Context, ...]
    now_with: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything the engine needs, and the version it is known by."""

    version: str
    normaliser: Normaliser
    rules: tuple[Rule, ...]
    data: tuple[RuleData, ...]


def _read(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _slots(file: SlotsFile) -> dict[str, Piece]:
    slots: dict[str, Piece] = {}
    for name, phrases in file.slots.items():
        slots[name] = parse("(" + "|".join(phrases) + ")", slots)
    return slots


def _contexts(data: Iterable[ContextData], slots: Mapping[str, Piece]) -> dict[str, list[Context]]:
    contexts: dict[str, list[Context]] = {}
    for entry in data:
        patterns = tuple(compile_pattern(pattern, slots) for pattern in entry.patterns)
        contexts.setdefault(entry.name, []).append(Context(entry.name, entry.where, entry.reach, patterns))
    return contexts


def _rule(data: RuleData, slots: Mapping[str, Piece], contexts: Mapping[str, list[Context]]) -> Rule:
    def named(names: list[str]) -> tuple[Context, ...]:
        return tuple(context for name in names for context in contexts[name])

    return Rule(
        id=data.id,
        kind=data.kind,
        attention=data.attention,
        says=data.says,
        patterns=tuple(compile_pattern(pattern, slots) for pattern in data.patterns),
        with_any=named(data.with_any),
        unless=named(data.unless),
        now_with=named(data.now_with),
    )


def _version(paths: Iterable[Path], newest: str) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return f"{newest}+{digest.hexdigest()[:8]}"


def _vocabulary(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in _WORD.findall(phrase))


@cache
def load_rules(language: str = "en") -> RuleSet:
    """Return the compiled rules of one language. Raises on malformed data: a build must not pass with it."""
    folder = RULES_PATH / language
    characters = CharactersFile.model_validate(_read(RULES_PATH / "characters.toml"))
    spelling = SpellingFile.model_validate(_read(folder / "spelling.toml"))
    slots_file = SlotsFile.model_validate(_read(folder / "slots.toml"))
    contexts_files = [
        ContextsFile.model_validate(_read(path)) for path in sorted(folder.glob("contexts*.toml"))
    ]
    context_data = [context for file in contexts_files for context in file.context]
    support = ("spelling", "slots", "contexts")
    themes = [path for path in sorted(folder.glob("*.toml")) if not path.name.startswith(support)]
    files = [RulesFile.model_validate(_read(path)) for path in themes]
    data = tuple(rule for file in files for rule in file.rule)
    slots = _slots(slots_file)
    contexts = _contexts(context_data, slots)
    phrases = [
        *(phrase for slot in slots_file.slots.values() for phrase in slot),
        *(phrase for context in context_data for phrase in context.patterns),
        *(phrase for rule in data for phrase in rule.patterns),
    ]
    speller = Speller.build(
        vocabulary=_vocabulary(phrases),
        respell=spelling.respell,
        leet=characters.leet,
        masked=tuple(spelling.masked),
        slippery=tuple(spelling.slippery),
    )
    plain = {other: letter for letter, others in characters.look_alikes.items() for other in others}
    laughter = frozenset(characters.laughter["emoji"])
    newest = max(file.version for file in (characters, spelling, slots_file, *contexts_files, *files))
    return RuleSet(
        version=_version([RULES_PATH / "characters.toml", *sorted(folder.glob("*.toml"))], newest),
        normaliser=Normaliser(speller, plain, laughter),
        rules=tuple(_rule(rule, slots, contexts) for rule in data),
        data=data,
    )
