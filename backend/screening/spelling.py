"""Brings the many spellings of one word together: texting, leet, masking, stretching, slips of the thumb."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

_RUNS = re.compile(r"(.)\1+")
_MASKS = "*#"
_CANDIDATES_MAX = 64
_RUN_TOGETHER_MIN, _RUN_TOGETHER_MAX, _WORD_MAX = 7, 60, 14  # letters
_OPENINGS = ("i", "my", "he", "she", "they", "want", "wanna", "please", "help")
_SHORT_WORDS = frozenset("i a to me my is am im so it be do go no he we of in on up".split(" "))  # noqa: SIM905
_ENDINGS = ("ing", "ive", "able", "ent", "ess")
_SLIP_MIN, _LONG_MIN = 5, 7  # letters
# Words of their own that are one slip away from another word.
_OTHER_WORDS = frozenset(
    {
        "angle",
        "beard",
        "broad",
        "casual",
        "coast",
        "dairy",
        "diary",
        "fiend",
        "live",
        "lives",
        "marital",
        "quiet",
    }
    | {"quite", "sacred", "slept", "sliver", "thorough", "trail", "trial", "unless", "untied"}
)
_TOKEN_MAX = 24  # a longer run of letters is no word; reading it in many ways would only take time


_LAUGHTER = re.compile(
    r"a?(?P<haha>(?:h+a+){2,}h?)|(?P<lmao>l+m+f*a+o[ao]*)|(?P<hehe>(?:h+e+){2,}h?)|(?P<lol>l+o+l[ol]*)"
)


def _laughter(token: str) -> str | None:
    """Return the plain spelling of typed laughter: "ahahahah", "lmfaooo"."""
    found = _LAUGHTER.fullmatch(token)
    return found.lastgroup if found else None


def _readings(choices: list[tuple[str, ...]]) -> Iterator[str]:
    return ("".join(parts) for parts in islice(product(*choices), _CANDIDATES_MAX))


def _slips(word: str) -> Iterator[str]:
    """Yield spellings one slip away: a letter missing, doubled, swapped with its neighbour or replaced."""
    for index in range(1, len(word)):
        yield word[:index] + word[index + 1 :]
        yield word[:index] + word[index] + word[index:]
        if index + 1 < len(word):
            yield word[:index] + word[index + 1] + word[index] + word[index + 2 :]
        for letter in "abcdefghijklmnopqrstuvwxyz":
            yield word[:index] + letter + word[index + 1 :]


def _likely_slips(word: str) -> Iterator[str]:
    """Yield the slips that seldom make another word: two inner letters swapped, and in long words one missing."""
    for index in range(1, len(word) - 1):
        yield word[:index] + word[index + 1] + word[index] + word[index + 2 :]
        if len(word) >= _LONG_MIN:
            yield word[:index] + word[index + 1 :]


@dataclass(frozen=True, slots=True)
class Speller:
    """Resolves one written token to the words it stands for."""

    vocabulary: frozenset[str]
    respell: Mapping[str, str]
    leet: Mapping[str, str]
    masked: tuple[str, ...]
    slips: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        vocabulary: frozenset[str],
        respell: Mapping[str, str],
        leet: Mapping[str, str],
        masked: tuple[str, ...],
        slippery: tuple[str, ...],
    ) -> "Speller":
        """Prepare the table of slips: any for long telling words, the likely ones for all but short words."""
        known = vocabulary | _OTHER_WORDS
        long = sorted(word for word in vocabulary if len(word) >= _SLIP_MIN)
        slips = {slip: word for word in long for slip in _likely_slips(word) if slip not in known}
        slips |= {slip: word for word in slippery for slip in _slips(word) if slip not in vocabulary}
        return cls(vocabulary, respell, leet, masked, slips)

    def resolve(self, token: str) -> str | None:
        """Return the word or words `token` stands for; None if it holds symbols and reads as no known word."""
        if token.isalpha():
            return self._resolve_letters(token)
        joined = token.replace("'", "")
        if joined.isdecimal():
            return self.respell.get(joined, joined)
        if joined.isalpha():
            return self._resolve_letters(joined)
        if len(joined) > _TOKEN_MAX:
            return self._plain(joined)
        return self._known(joined) or self._unmask(joined) or self._unleet(joined) or self._plain(joined)

    def _known(self, token: str) -> str | None:
        if token in self.respell:
            return self.respell[token]
        if token in self.vocabulary:
            return token
        return self.slips.get(token)

    def _resolve_letters(self, token: str) -> str:
        found = self._known(token) or self._with_its_g(token) or self._unstretch(token)
        return found or self._separate(token) or _laughter(token) or token

    def _with_its_g(self, token: str) -> str | None:
        """Read "thinkin" as "thinking"."""
        whole = token + "g"
        return (
            whole if len(token) >= _SLIP_MIN and token.endswith("in") and whole in self.vocabulary else None
        )

    def _separate(self, token: str) -> str | None:
        """Read words written without spaces, three or more: two could be one ordinary word."""
        if not _RUN_TOGETHER_MIN <= len(token) <= _RUN_TOGETHER_MAX or not token.startswith(_OPENINGS):
            return None
        best: list[tuple[str, ...] | None] = [()] + [None] * len(token)  # fewest words that spell token[:end]
        for end in range(1, len(token) + 1):
            for start in range(max(0, end - _WORD_MAX), end):
                before, word = best[start], token[start:end]
                if before is None or not self._stands_alone(word):
                    continue
                known = best[end]
                if known is None or len(before) + 1 < len(known):
                    best[end] = (*before, word)
        words = best[-1]
        return " ".join(self._known(word) or word for word in words) if words and len(words) > 2 else None

    def _stands_alone(self, word: str) -> bool:
        if len(word) < 3:
            return word in _SHORT_WORDS
        return word not in _ENDINGS and (word in self.vocabulary or word in self.respell)

    @staticmethod
    def _plain(token: str) -> str | None:
        return token if token.isalnum() else None

    def _unstretch(self, token: str) -> str | None:
        runs = list(_RUNS.finditer(token))
        if not runs or (len(token) < 4 and not any(len(run[0]) > 2 for run in runs)):
            return None
        choices: list[tuple[str, ...]] = []
        at = 0
        for run in runs:
            choices += [(token[at : run.start()],), (run[1] * 2, run[1])]
            at = run.end()
        choices.append((token[at:],))
        readings = (self._known(reading) for reading in _readings(choices))
        found = next((word for word in readings if word), None)
        if found or not any(len(run[0]) > 2 for run in runs):
            return found
        return _RUNS.sub(r"\1", token)

    def _unmask(self, token: str) -> str | None:
        if not any(mask in token for mask in _MASKS):
            return None
        for word in self.masked:
            if len(word) != len(token) or token[0] != word[0]:
                continue
            if all(ours == theirs or theirs in _MASKS for ours, theirs in zip(word, token, strict=True)):
                return word
        return None

    def _unleet(self, token: str) -> str | None:
        choices = [tuple(self.leet.get(character, character)) for character in token]
        for reading in _readings(choices):
            if reading.isalpha():
                word = self._known(reading) or self._unstretch(reading)
                if word in self.vocabulary or reading in self.respell:
                    return word
        return None
