"""Reads one message and says whether a person should look at it, and why."""

import re
from collections.abc import Iterator

from backend.core.attention import Attention
from backend.screening.compiled import Context, Rule, RuleSet
from backend.screening.folding import Folded
from backend.screening.guards import forbids, guards_of
from backend.screening.learned.loading import SECOND_READER, LearnedStatus
from backend.screening.model import Reason, Screening
from backend.screening.normalise import Normalised, Normaliser, Token
from backend.screening.pattern import Pattern
from backend.screening.rules import folder_of_characters, languages, load_rules, version_of
from backend.screening.sounds import plain_tokens

_LANGUAGES = languages()
_RULES = [load_rules(language) for language in _LANGUAGES]
_FOLDER = folder_of_characters()
_GUARDS = [(rules, guards_of(name, rules)) for name, rules in zip(_LANGUAGES, _RULES, strict=True)]
VERSION = version_of(_RULES)

RULES_ONLY = "-rules-only"  # ends the version of a result that had no second opinion

_STOPS = re.compile(r" [.?](?= )")
_WINDOW = 160  # characters looked at on either side; more than twelve words


class _Message:
    """One normalised message while it is being read."""

    def __init__(self, normalised: Normalised, anchors: frozenset[str]) -> None:
        self.normalised = normalised
        self.text = normalised.text
        self.present = {anchor for anchor in anchors if anchor in self.text}
        self._found_anywhere: dict[str, bool] = {}

    def matches(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        if self.present.isdisjoint(pattern.anchors):
            return
        for match in pattern.expression.finditer(self.text):
            yield match.start(), match.end() - match[0].endswith(" ")

    def _before(self, start: int) -> str:
        window = self.text[max(0, start - _WINDOW) : start]
        return _STOPS.split(window)[-1]

    def _after(self, end: int) -> str:
        window = self.text[end : end + _WINDOW]
        stop = _STOPS.search(window)
        return window[: stop.start() + 1] if stop else window

    def _anywhere(self, context: Context) -> bool:
        if context.name not in self._found_anywhere:
            self._found_anywhere[context.name] = any(
                True for pattern in context.patterns for _ in self.matches(pattern)
            )
        return self._found_anywhere[context.name]

    def has(self, context: Context, start: int, end: int) -> bool:
        """Tell whether `context` stands where it must, relative to the phrase at `start` to `end`."""
        if context.where == "message":
            return self._anywhere(context)
        if context.where in ("before", "near") and _within(context, self._before(start), from_end=True):
            return True
        if context.where in ("after", "near"):
            return _within(context, self._after(end), from_end=False)
        return False

    def supports(self, context: Context, start: int, end: int) -> bool:
        """As `has`; a phrase may also carry the context within itself: "i feel ..." is in the first person."""
        inside = context.where == "near" and _within(context, self.text[start:end], from_end=True, reach=99)
        return inside or self.has(context, start, end)


def _within(context: Context, window: str, *, from_end: bool, reach: int | None = None) -> bool:
    reach = context.reach if reach is None else reach
    for pattern in context.patterns:
        if not any(anchor in window for anchor in pattern.anchors):
            continue
        for match in pattern.expression.finditer(window):
            between = window[match.end() :] if from_end else window[: match.start()]
            if len(between.split()) <= reach:
                return True
    return False


def _read(rule: Rule, message: _Message) -> Reason | None:
    """Return the first phrase of `rule` not ruled out by its context, or the first that is urgent."""
    first: Reason | None = None
    for pattern in rule.patterns:
        for start, end in message.matches(pattern):
            if any(message.has(context, start, end) for context in rule.unless):
                continue
            if rule.with_any and not any(message.supports(context, start, end) for context in rule.with_any):
                continue
            urgent = any(message.has(context, start, end) for context in rule.now_with)
            attention = Attention.NOW if urgent else rule.attention
            if first is None or (urgent and first.attention is not Attention.NOW):
                span = message.normalised.original_span(start, end)
                first = Reason(rule.id, str(rule.kind), rule.says, *span, attention)
            if first.attention is Attention.NOW:
                return first
    return first


class _Written:
    """One message as every language reads it: the characters folded once, the words found once."""

    def __init__(self, text: str) -> None:
        self.folded: Folded = _FOLDER.fold(text)
        self._tokens: list[Token] | None = None

    def normalised(self, rules: RuleSet) -> Normalised | None:
        """Return the words as the language of `rules` spells them; None when it has none."""
        if isinstance(rules.normaliser, Normaliser):
            return rules.normaliser.read(self.folded)
        if not rules.normaliser.is_for(self.folded):
            return None
        if self._tokens is None:
            self._tokens = plain_tokens(self.folded.text)
        return rules.normaliser.read(self.folded, self._tokens)


def _reasons(rules: RuleSet, written: _Written) -> Iterator[Reason]:
    normalised = written.normalised(rules)
    if normalised is None:
        return
    message = _Message(normalised, rules.anchors)
    if not message.present:
        return
    for rule in rules.rules:
        reason = _read(rule, message)
        if reason is not None:
            yield reason


def _about_something_else(text: str, reason: Reason) -> bool:
    """Tell whether the words of a second opinion carry a sign that forbids it; rules have their own contexts."""
    written = _Written(text[reason.start : reason.end])
    spelt = ((written.normalised(rules), guards) for rules, guards in _GUARDS)
    return any(words is not None and forbids(guards, words.text) for words, guards in spelt)


def _second_opinion(text: str, written: _Written) -> list[Reason]:
    """Return what likeness adds where the rules found nothing."""
    return [
        reason for reason in SECOND_READER.reasons(written.folded) if not _about_something_else(text, reason)
    ]


def by_rules(text: str) -> list[Reason]:
    """Return what the rules alone notice, in no order."""
    return _by_rules(_Written(text))


def _by_rules(written: _Written) -> list[Reason]:
    return [reason for rules in _RULES for reason in _reasons(rules, written)]


def screen(text: str) -> Screening:
    """Return how soon a person should look at `text`, and the words that say so. Raises nothing on any string.

    Every message is read with the rules of every language: people mix them within one sentence. The second opinion
    is asked where the rules found nothing: it may add attention, and cannot take any away.
    """
    written = _Written(text)
    reasons = sorted(
        _by_rules(written) or _second_opinion(text, written), key=lambda reason: (reason.start, reason.rule)
    )
    attention = None
    if reasons:
        urgent = any(reason.attention is Attention.NOW for reason in reasons)
        attention = Attention.NOW if urgent else Attention.TODAY
    version = VERSION if SECOND_READER.status.ok else VERSION + RULES_ONLY
    return Screening(attention, tuple(reasons), version)


def warm_up() -> int:
    """Compile every phrase and load the second opinion, otherwise done at first use; return how many phrases."""
    SECOND_READER.warm_up()
    patterns = [pattern for rules in _RULES for rule in rules.rules for pattern in _patterns_of(rule)]
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
