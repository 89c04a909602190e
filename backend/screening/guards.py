"""What forbids the second opinion to add a reason: the rules' own signs of talk about something else."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from backend.screening.compiled import Compiler, Context, RuleSet
from backend.screening.sounds import SoundNormaliser

_GUARDS = tomllib.loads((Path(__file__).parent / "learned" / "guards.toml").read_text(encoding="utf-8"))

_SMALL_TALK = {"trivial", "game_or_sport", "figurative", "love", "lyric", "someday"}
_NAMES = _SMALL_TALK | {"mention", "mention_strong", "advice", "quoted", "well_now", "long_over", "long_ago"}
_ANYWHERE = ("near", "message")  # others mean something only right beside the phrase they were written for


def guards_of(language: str, rules: RuleSet) -> tuple[Context, ...]:
    """Return what denies, speaks of a film, a game, a small thing or long ago, or holds words the rules weighed."""
    spelling = rules.normaliser if isinstance(rules.normaliser, SoundNormaliser) else None
    phrases = [*_GUARDS["denials"].get(language, ()), *_GUARDS["weighed"].get(language, ())]
    patterns = tuple(Compiler(spelling).pattern(phrase, {}) for phrase in phrases)
    found: dict[int, Context] = {0: Context("denial", "message", 0, patterns)}
    for rule in rules.rules:
        for context in rule.unless:
            if context.name in _NAMES and context.where in _ANYWHERE:
                found[id(context)] = context
    return tuple(found.values())


def forbids(guards: Iterable[Context], words: str) -> bool:
    """Tell whether any guard stands in `words`, spelt as its language spells them."""
    for guard in guards:
        for pattern in guard.patterns:
            if any(anchor in words for anchor in pattern.anchors) and pattern.expression.search(words):
                return True
    return False
