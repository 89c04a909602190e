"""One message in the words of one language, and what stands around a phrase in it."""

import re
from collections.abc import Iterator, Sequence

from backend.core.attention import Attention
from backend.screening.compiled import Context, Rule, RuleSet
from backend.screening.index import Lookup
from backend.screening.model import Reason
from backend.screening.normalise import Normalised
from backend.screening.pattern import Pattern

_STOPS = re.compile(r" [.?](?= )")
_WINDOW = 160  # characters looked at on either side; more than twelve words
_ANYWHERE_INSIDE = 99  # words; a phrase is shorter


class Reading:
    """One normalised message while it is being read."""

    def __init__(self, normalised: Normalised, rules: RuleSet) -> None:
        self.normalised, self.rules = normalised, rules
        self.text = normalised.text
        self._present = rules.index.present(self.text)
        self._found_anywhere: dict[int, bool] = {}

    def reasons(self, rules: Sequence[Rule], lookup: Lookup) -> Iterator[Reason]:
        """Yield what each of `rules` finds; `lookup` leads to their patterns."""
        for number, places in lookup.candidates(self._present):
            rule = rules[number]
            possible = [rule.patterns[place] for place in places if self._could_match(rule.patterns[place])]
            reason = self._read(rule, possible) if possible else None
            if reason is not None:
                yield reason

    def _read(self, rule: Rule, patterns: Sequence[Pattern]) -> Reason | None:
        """Return the first phrase of `rule` not ruled out by its context, or the first that is urgent."""
        first: Reason | None = None
        for pattern in patterns:
            for start, end in self._matches(pattern):
                if not self._counts(rule, start, end):
                    continue
                urgent = any(self._has(context, start, end) for context in rule.now_with)
                attention = Attention.NOW if urgent else rule.attention
                if first is None or (urgent and first.attention is not Attention.NOW):
                    span = self.normalised.original_span(start, end)
                    first = Reason(rule.id, str(rule.kind), rule.says, *span, attention)
                if first.attention is Attention.NOW:
                    return first
        return first

    def _counts(self, rule: Rule, start: int, end: int) -> bool:
        if any(self._has(context, start, end) for context in rule.unless):
            return False
        return not rule.with_any or any(self._supports(context, start, end) for context in rule.with_any)

    def _could_match(self, pattern: Pattern) -> bool:
        return pattern.could_match(self._present)

    def _matches(self, pattern: Pattern) -> Iterator[tuple[int, int]]:
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
        known = self._found_anywhere.get(id(context))
        if known is None:
            possible = filter(self._could_match, context.patterns)
            known = any(pattern.expression.search(self.text) for pattern in possible)
            self._found_anywhere[id(context)] = known
        return known

    def _has(self, context: Context, start: int, end: int) -> bool:
        """Tell whether `context` stands where it must, relative to the phrase at `start` to `end`."""
        stands = self._stands(context, start, end)
        return stands and not any(self._anywhere(other) for other in context.overruled_by)

    def _stands(self, context: Context, start: int, end: int) -> bool:
        if context.where == "message":
            return self._anywhere(context)
        possible = [pattern for pattern in context.patterns if self._could_match(pattern)]
        if not possible:
            return False
        reach = context.reach
        if context.where != "after" and _within(possible, self._before(start), reach, from_end=True):
            return True
        return context.where != "before" and _within(possible, self._after(end), reach, from_end=False)

    def _supports(self, context: Context, start: int, end: int) -> bool:
        """As `_has`; a phrase may also carry the context within itself: "i feel ..." is in the first person."""
        if context.where == "near":
            possible = list(filter(self._could_match, context.patterns))
            if _within(possible, self.text[start:end], _ANYWHERE_INSIDE, from_end=True):
                return True
        return self._has(context, start, end)


def _within(patterns: Sequence[Pattern], window: str, reach: int, *, from_end: bool) -> bool:
    for pattern in patterns:
        for match in pattern.expression.finditer(window):
            between = window[match.end() :] if from_end else window[: match.start()]
            if len(between.split()) <= reach:
                return True
    return False
