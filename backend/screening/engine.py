"""Reads one message and says whether a person should look at it, and why."""

from collections.abc import Iterator, Sequence

from backend.core.attention import Attention
from backend.screening.compiled import Rule, RuleSet
from backend.screening.folding import Folded
from backend.screening.guards import forbids, guards_of
from backend.screening.learned.loading import SECOND_READER, LearnedStatus
from backend.screening.model import Kind, Reason, Screening
from backend.screening.normalise import Normalised, Normaliser, Token
from backend.screening.pattern import Pattern
from backend.screening.reading import Reading
from backend.screening.rules import folder_of_characters, languages, load_combinations, load_rules, version_of
from backend.screening.sounds import plain_tokens
from backend.screening.together import WISH_TO_DIE, together

_LANGUAGES = languages()
_RULES = [load_rules(language) for language in _LANGUAGES]
_COMBINATIONS = load_combinations()
_FOLDER = folder_of_characters()
_GUARDS = [(rules, guards_of(name, rules)) for name, rules in zip(_LANGUAGES, _RULES, strict=True)]
VERSION = version_of(_RULES)

RULES_ONLY = "-rules-only"  # ends the version of a result that had no second opinion
EARLIER_MAX = 5  # messages that may combine with this one

_DENIED_AFTER = 40  # characters after a window of the second opinion that may still deny it


class _Written:
    """One message as every language reads it: the characters folded once, the words found once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: Folded = _FOLDER.fold(text)
        self._tokens: list[Token] | None = None
        self._readings: list[Reading] | None = None

    def normalised(self, rules: RuleSet) -> Normalised | None:
        """Return the words as the language of `rules` spells them; None when it has none."""
        if isinstance(rules.normaliser, Normaliser):
            return rules.normaliser.read(self.folded)
        if not rules.normaliser.is_for(self.folded):
            return None
        if self._tokens is None:
            self._tokens = plain_tokens(self.folded.text)
        return rules.normaliser.read(self.folded, self._tokens)

    def readings(self) -> list[Reading]:
        """Return the message as each language that it may hold reads it."""
        if self._readings is None:
            spelt = ((self.normalised(rules), rules) for rules in _RULES)
            self._readings = [Reading(words, rules) for words, rules in spelt if words is not None]
        return self._readings

    def by_rules(self) -> list[Reason]:
        """Return what the rules notice."""
        return [
            reason
            for reading in self.readings()
            for reason in reading.reasons(reading.rules.rules, reading.rules.of_rules)
        ]

    def cues(self) -> dict[str, Reason]:
        """Return the first of each cue: words too soft to ask for anybody by themselves."""
        cues: dict[str, Reason] = {}
        for reading in self.readings():
            for cue in reading.reasons(reading.rules.cues, reading.rules.of_cues):
                cues.setdefault(cue.rule, cue)
        return cues


def _about_something_else(text: str, reason: Reason) -> bool:
    """Tell whether the words of a second opinion carry a sign that forbids it; rules have their own contexts."""
    written = _Written(text[reason.start : reason.end + _DENIED_AFTER])
    spelt = ((written.normalised(rules), guards) for rules, guards in _GUARDS)
    return any(words is not None and forbids(guards, words.text) for words, guards in spelt)


def _second_opinion(written: _Written) -> list[Reason]:
    """Return what likeness adds where the rules found nothing."""
    found = SECOND_READER.reasons(written.folded)
    return [reason for reason in found if not _about_something_else(written.text, reason)]


def by_rules(text: str) -> list[Reason]:
    """Return what the rules alone notice in one message, in no order."""
    return _Written(text).by_rules()


def depends_on_earlier(text: str) -> bool:
    """Tell whether `screen` could answer more if it knew the messages before this one."""
    return bool(_Written(text).cues())


def _said_before(earlier: Sequence[str]) -> set[str]:
    said: set[str] = set()
    for text in earlier[-EARLIER_MAX:]:
        written = _Written(text)
        said |= written.cues().keys()
        if any(reason.kind == Kind.SUICIDE for reason in written.by_rules()):
            said.add(WISH_TO_DIE)
    return said


def _with_earlier(written: _Written, earlier: Sequence[str]) -> list[Reason]:
    here = written.cues() if earlier else {}
    return list(together(_COMBINATIONS, here, _said_before(earlier))) if here else []


def screen(text: str, earlier: Sequence[str] = ()) -> Screening:
    """Return how soon a person should look at `text`, and the words that say so. Raises nothing on any strings.

    Every message is read with the rules of every language: people mix them within one sentence. The second opinion
    is asked where the rules found nothing: it may add attention, and cannot take any away. `earlier` are messages of
    the same young person before this one, oldest first; the last few may add what none of them says alone.
    """
    written = _Written(text)
    found = written.by_rules() or _second_opinion(written)
    found = found + _with_earlier(written, earlier)
    reasons = tuple(sorted(found, key=lambda reason: (reason.start, reason.rule)))
    attention = None
    if reasons:
        urgent = any(reason.attention is Attention.NOW for reason in reasons)
        attention = Attention.NOW if urgent else Attention.TODAY
    version = VERSION if SECOND_READER.status.ok else VERSION + RULES_ONLY
    return Screening(attention, reasons, version)


def warm_up() -> int:
    """Compile every phrase and load the second opinion, otherwise done at first use; return how many phrases."""
    SECOND_READER.warm_up()
    patterns = [
        pattern for rules in _RULES for rule in (*rules.rules, *rules.cues) for pattern in _patterns_of(rule)
    ]
    for pattern in patterns:
        pattern.expression  # noqa: B018 - a cached property: looking at it compiles it
    return len(patterns)


def learned_status() -> LearnedStatus:
    """Return whether the second opinion works; when it does not, the rules answer alone and staff are to be told."""
    return SECOND_READER.status


def _patterns_of(rule: Rule) -> Iterator[Pattern]:
    yield from rule.patterns
    for context in (*rule.with_any, *rule.unless, *rule.now_with):
        yield from context.patterns
        for other in context.overruled_by:
            yield from other.patterns
