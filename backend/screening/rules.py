"""Reads the rule files of this package once and compiles them."""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from backend.screening.compiled import Compiler, RuleSet
from backend.screening.folding import Folder
from backend.screening.index import Index, Lookup
from backend.screening.learned.loading import TRAINED_PATH
from backend.screening.normalise import Normaliser
from backend.screening.schema import (
    CharactersFile,
    CombinationData,
    CombinationsFile,
    ContextData,
    ContextsFile,
    CueData,
    CuesFile,
    RulesFile,
    SlotsFile,
    SoundsFile,
    SpellingFile,
)
from backend.screening.schema import RuleData as RuleData  # noqa: PLC0414 - part of this module's answer
from backend.screening.sounds import SoundNormaliser
from backend.screening.spelling import Speller
from backend.screening.together import Combination

RULES_PATH = Path(__file__).parent / "rules"
_WORD = re.compile(r"(?<![.{a-z])[a-z]+(?![a-z}*])")
_ANY_WORD = re.compile(r"(?<![.{\w])[^\W\d_]+(?![\w}*])")


def _read(path: Path) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _vocabulary(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in _WORD.findall(phrase))


def _known_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in _ANY_WORD.findall(phrase))


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of one language, read and checked."""

    slots: SlotsFile
    contexts: list[ContextsFile]
    themes: list[RulesFile]
    cues: CuesFile | None

    @classmethod
    def read(cls, folder: Path) -> "_Files":
        support = ("spelling", "sounds", "slots", "contexts", "cues")
        paths = [path for path in sorted(folder.glob("*.toml")) if not path.name.startswith(support)]
        return cls(
            SlotsFile.model_validate(_read(folder / "slots.toml")),
            [ContextsFile.model_validate(_read(path)) for path in sorted(folder.glob("contexts*.toml"))],
            [RulesFile.model_validate(_read(path)) for path in paths],
            CuesFile.model_validate(_read(cues)) if (cues := folder / "cues.toml").exists() else None,
        )

    @property
    def context_data(self) -> list[ContextData]:
        return [context for file in self.contexts for context in file.context]

    @property
    def data(self) -> tuple[RuleData, ...]:
        return tuple(rule for file in self.themes for rule in file.rule)

    @property
    def cue_data(self) -> tuple[CueData, ...]:
        return tuple(self.cues.cue) if self.cues else ()

    @property
    def phrases(self) -> list[str]:
        return [
            *(phrase for slot in self.slots.slots.values() for phrase in slot),
            *(phrase for context in self.context_data for phrase in context.patterns),
            *(phrase for rule in self.data for phrase in rule.patterns),
            *(phrase for cue in self.cue_data for phrase in cue.patterns),
        ]


def _characters() -> CharactersFile:
    return CharactersFile.model_validate(_read(RULES_PATH / "characters.toml"))


@cache
def folder_of_characters() -> Folder:
    """Return what folds characters, for all languages alike."""
    table = _characters().look_alikes
    return Folder({other: letter for letter, others in table.items() for other in others})


def _english(folder: Path, files: _Files) -> tuple[Normaliser, str]:
    characters = _characters()
    spelling = SpellingFile.model_validate(_read(folder / "spelling.toml"))
    speller = Speller.build(
        vocabulary=_vocabulary(files.phrases),
        respell=spelling.respell,
        leet=characters.leet,
        masked=tuple(spelling.masked),
        slippery=tuple(spelling.slippery),
    )
    pictures = {picture: word for word, drawn in characters.pictures.items() for picture in drawn}
    return Normaliser(speller, folder_of_characters(), pictures), spelling.version


def _by_sound(folder: Path, files: _Files) -> tuple[SoundNormaliser, str]:
    characters = _characters()
    sounds = SoundsFile.model_validate(_read(folder / "sounds.toml"))
    normaliser = SoundNormaliser(sounds, folder_of_characters(), characters.leet)
    normaliser.learn(_known_words(normaliser.fold(phrase) for phrase in files.phrases))
    return normaliser, sounds.version


@cache
def load_rules(language: str = "en") -> RuleSet:
    """Return the compiled rules of one language. Raises on malformed data: a build must not pass with it."""
    folder = RULES_PATH / language
    files = _Files.read(folder)
    normaliser, spelt_on = (_english if language == "en" else _by_sound)(folder, files)
    compiler = Compiler(normaliser if isinstance(normaliser, SoundNormaliser) else None)
    slots = compiler.slots(files.slots)
    contexts = compiler.contexts(files.context_data, slots)
    rules = tuple(compiler.rule(rule, slots, contexts) for rule in files.data)
    cues = tuple(compiler.cue(cue, slots, contexts) for cue in files.cue_data)
    newest = max(
        spelt_on, *(file.version for file in (_characters(), files.slots, *files.contexts, *files.themes))
    )
    found = [pattern for rule in (*rules, *cues) for pattern in rule.patterns]
    found += [pattern for named in contexts.values() for context in named for pattern in context.patterns]
    return RuleSet(
        version=newest,
        normaliser=normaliser,
        rules=rules,
        data=files.data,
        cues=cues,
        index=Index(
            word for pattern in found for words in (pattern.anchors, *pattern.others) for word in words
        ),
        of_rules=Lookup([rule.patterns for rule in rules]),
        of_cues=Lookup([cue.patterns for cue in cues]),
    )


def cue_examples(language: str) -> tuple[CueData, ...]:
    """Return the cues of a language as written, with their examples."""
    return _Files.read(RULES_PATH / language).cue_data


@cache
def combination_examples() -> tuple[CombinationData, ...]:
    """Return the combinations as written, with their examples."""
    return tuple(CombinationsFile.model_validate(_read(RULES_PATH / "combinations.toml")).combination)


def load_combinations() -> tuple[Combination, ...]:
    """Return the combinations of cues, for all languages."""
    return tuple(
        Combination(found.id, found.kind, found.attention, found.says, frozenset(found.cues))
        for found in combination_examples()
    )


def languages() -> list[str]:
    """Return the languages rules are written for, English first."""
    return sorted(
        (path.name for path in RULES_PATH.iterdir() if path.is_dir()), key=lambda name: (name != "en", name)
    )


def version_of(rules: Iterable[RuleSet]) -> str:
    """Return what the screen is known by: the newest date in its rules, and a digest of every file it reads."""
    digest = hashlib.sha256()
    for path in (*sorted(RULES_PATH.rglob("*.toml")), TRAINED_PATH.with_name("guards.toml"), TRAINED_PATH):
        digest.update(path.read_bytes() if path.exists() else b"")
    return f"{max(entry.version for entry in rules)}+{digest.hexdigest()[:8]}"
