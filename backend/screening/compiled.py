"""Compiles the phrases of rule files, and holds what the engine needs of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from backend.core.attention import Attention
from backend.screening.index import Index, Lookup
from backend.screening.model import Kind
from backend.screening.normalise import Normaliser
from backend.screening.pattern import Pattern, Piece, compile_pattern, parse
from backend.screening.schema import ContextData, CueData, RuleData, SlotsFile
from backend.screening.sounds import SoundNormaliser

Slots = Mapping[str, Piece]


@dataclass(frozen=True, slots=True)
class Context:
    """Compiled words around a phrase. `reach` is in words; one of `overruled_by` in the message takes it away."""

    name: str
    where: str
    reach: int
    patterns: tuple[Pattern, ...]
    overruled_by: tuple["Context", ...] = ()


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
    normaliser: Normaliser | SoundNormaliser
    rules: tuple[Rule, ...]
    data: tuple[RuleData, ...]
    cues: tuple[Rule, ...]
    index: Index  # the words by which patterns and contexts are found
    of_rules: Lookup
    of_cues: Lookup


class Compiler:
    """Compiles phrases, spelt as `normaliser` spells messages; None leaves them as written."""

    def __init__(self, normaliser: SoundNormaliser | None) -> None:
        self._normaliser = normaliser

    def _parse(self, phrase: str, slots: Slots) -> Piece:
        if self._normaliser is None:
            return parse(phrase, slots)
        return parse(self._normaliser.fold(phrase), slots, self._normaliser.spell)

    def pattern(self, phrase: str, slots: Slots) -> Pattern:
        """Return one phrase compiled, spelt as messages will be."""
        if self._normaliser is None:
            return compile_pattern(phrase, slots)
        return compile_pattern(self._normaliser.fold(phrase), slots, self._normaliser.spell)

    def slots(self, file: SlotsFile) -> Slots:
        """Return the named sets of phrases; a later one may use an earlier one."""
        slots: dict[str, Piece] = {}
        for name, phrases in file.slots.items():
            slots[name] = self._parse("(" + "|".join(phrases) + ")", slots)
        return slots

    def contexts(self, data: Iterable[ContextData], slots: Slots) -> dict[str, list[Context]]:
        """Return the contexts by name; several may share one. Raises KeyError when one is overruled by none known."""
        contexts: dict[str, list[Context]] = {}
        for entry in sorted(data, key=lambda entry: len(entry.overruled_by)):
            patterns = tuple(self.pattern(pattern, slots) for pattern in entry.patterns)
            overruled_by = tuple(known for name in entry.overruled_by for known in contexts[name])
            contexts.setdefault(entry.name, []).append(
                Context(entry.name, entry.where, entry.reach, patterns, overruled_by)
            )
        return contexts

    def rule(self, data: RuleData, slots: Slots, contexts: Mapping[str, list[Context]]) -> Rule:
        """Return one rule compiled. Raises KeyError when it names a context that is not there."""

        def named(names: list[str]) -> tuple[Context, ...]:
            return tuple(context for name in names for context in contexts[name])

        return Rule(
            id=data.id,
            kind=data.kind,
            attention=data.attention,
            says=data.says,
            patterns=tuple(self.pattern(pattern, slots) for pattern in data.patterns),
            with_any=named(data.with_any),
            unless=named(data.unless),
            now_with=named(data.now_with),
        )

    def cue(self, data: CueData, slots: Slots, contexts: Mapping[str, list[Context]]) -> Rule:
        """Return one cue compiled, as a rule whose id is the name of the cue."""
        return Rule(
            id=data.name,
            kind=Kind.SUICIDE,
            attention=Attention.TODAY,
            says="",
            patterns=tuple(self.pattern(pattern, slots) for pattern in data.patterns),
            with_any=(),
            unless=tuple(context for name in data.unless for context in contexts[name]),
            now_with=(),
        )
