"""Finds which of many words a text holds, without looking for each: most texts hold few of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from backend.screening.pattern import Pattern

_GRAM = 3  # letters


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}


class Index:
    """A set of words, each filed under the three of its letters that the fewest others share."""

    def __init__(self, words: Iterable[str]) -> None:
        self._short: list[str] = []
        self._filed: dict[str, list[str]] = {}
        known = sorted(set(words))
        shared = Counter(gram for word in known for gram in _grams(word))
        for word in known:
            if len(word) < _GRAM:
                self._short.append(word)
            else:
                rarest = min(_grams(word), key=lambda gram: (shared[gram], gram))
                self._filed.setdefault(rarest, []).append(word)

    def present(self, text: str) -> set[str]:
        """Return the words that `text` holds, also inside longer words."""
        found = {word for word in self._short if word in text}
        for gram in self._filed.keys() & _grams(text):
            found.update(word for word in self._filed[gram] if word in text)
        return found


class Lookup:
    """Leads from the words of a text to the patterns that could match it."""

    def __init__(self, patterns: Sequence[Sequence[Pattern]]) -> None:
        self._by_anchor: dict[str, list[tuple[int, int]]] = {}
        for group, members in enumerate(patterns):
            for place, pattern in enumerate(members):
                for anchor in pattern.anchors:
                    self._by_anchor.setdefault(anchor, []).append((group, place))

    def candidates(self, present: Iterable[str]) -> Iterator[tuple[int, list[int]]]:
        """Yield each group with its patterns that could match, both by number and in order."""
        groups: dict[int, set[int]] = {}
        for anchor in present:
            for group, place in self._by_anchor.get(anchor, ()):
                groups.setdefault(group, set()).add(place)
        for group in sorted(groups):
            yield group, sorted(groups[group])
