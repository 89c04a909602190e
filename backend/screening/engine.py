"""Reads one message and says whether a person should look at it, and why."""

import re
from collections.abc import Iterator

from backend.core.attention import Attention
from backend.screening.model import Reason, Screening
from backend.screening.normalise import Normalised
from backend.screening.pattern import Pattern
from backend.screening.rules import Context, Rule, RuleSet, load_rules

_RULES = load_rules("en")
VERSION = _RULES.version

_STOPS = re.compile(r" [.?](?= )")
_WINDOW = 160  # characters looked at on either side; more than twelve words


class _Message:
    """One normalised message while it is being read."""

    def __init__(self, normalised: Normalised) -> None:
        self.normalised = normalised
        self.text = normalised.text
        self._found_anywhere: dict[str, bool] = {}

    def matches(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
        if not any(anchor in self.text for anchor in pattern.anchors):
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


def read_with(rules: RuleSet, text: str) -> Screening:
    """Return what `rules` notice in `text`."""
    message = _Message(rules.normaliser.normalise(text))
    found = (_read(rule, message) for rule in rules.rules)
    reasons = sorted((reason for reason in found if reason), key=lambda reason: (reason.start, reason.rule))
    attention = None
    if reasons:
        urgent = any(reason.attention is Attention.NOW for reason in reasons)
        attention = Attention.NOW if urgent else Attention.TODAY
    return Screening(attention, tuple(reasons), rules.version)


def screen(text: str) -> Screening:
    """Return how soon a person should look at `text`, and the phrases that say so. Raises nothing on any string."""
    return read_with(_RULES, text)
