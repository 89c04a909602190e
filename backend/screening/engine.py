"""Reads one message and says whether a person should look at it, and why."""

import re
from collections.abc import Iterator

from backend.core.attention import Attention
from backend.screening.compiled import Context, Rule, RuleSet
from backend.screening.folding import Folded
from backend.screening.model import Reason, Screening
from backend.screening.normalise import Normalised, Normaliser, Token
from backend.screening.pattern import Pattern
from backend.screening.rules import folder_of_characters, languages, load_rules, version_of
from backend.screening.sounds import plain_tokens

_RULES = [load_rules(language) for language in languages()]
_FOLDER = folder_of_characters()
VERSION = version_of(_RULES)

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


def screen(text: str) -> Screening:
    """Return how soon a person should look at `text`, and the phrases that say so. Raises nothing on any string.

    Every message is read with the rules of every language: people mix them within one sentence.
    """
    written = _Written(text)
    found = (reason for rules in _RULES for reason in _reasons(rules, written))
    reasons = sorted(found, key=lambda reason: (reason.start, reason.rule))
    attention = None
    if reasons:
        urgent = any(reason.attention is Attention.NOW for reason in reasons)
        attention = Attention.NOW if urgent else Attention.TODAY
    return Screening(attention, tuple(reasons), VERSION)


def warm_up() -> int:
    """Compile every phrase, which is otherwise done at its first use; return how many there are."""
    patterns = [pattern for rules in _RULES for rule in rules.rules for pattern in _patterns_of(rule)]
    for pattern in patterns:
        pattern.expression  # noqa: B018 - a cached property: looking at it compiles it
    return len(patterns)


def _patterns_of(rule: Rule) -> Iterator[Pattern]:
    yield from rule.patterns
    for context in (*rule.with_any, *rule.unless, *rule.now_with):
        yield from context.patterns
