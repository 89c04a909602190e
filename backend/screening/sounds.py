"""Spells words of languages with no one fixed spelling by their sound, so that one pattern finds them all."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from backend.screening.folding import Folded, Folder
from backend.screening.normalise import (
    NOT_LETTERS,
    QUESTION,
    SPLIT,
    STOP,
    TOKEN,
    Normalised,
    Token,
    join_words,
    without_single_word_stops,
)
from backend.screening.schema import SoundsFile

_STRETCHED = re.compile(r"([^\W_])\1{2,}")
_RUNS = re.compile(r"([^\W_])\1+")
_DROPPED_MAX = 3  # vowels left out of one word
_SHORTEST = 3  # letters of a word that lost vowels


def plain_tokens(folded: str) -> list[Token]:
    """Return the words and sentence marks of a folded text, spelt as they stand."""
    return without_single_word_stops(list(_plain_tokens(folded)))


def _plain_tokens(folded: str) -> Iterator[Token]:
    for match in TOKEN.finditer(folded):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "word":
            parts = SPLIT.finditer(match[0])
            yield from (Token(part[0], start + part.start(), start + part.end()) for part in parts)
        elif kind == "stop":
            yield Token(STOP, start, end)
        elif kind == "question":
            yield Token(QUESTION, start, end)
        elif match["apart"]:
            yield Token(NOT_LETTERS.sub("", match[0]), start, end)


def _shortened(word: str, dropped: str) -> Iterator[str]:
    """Yield `word` with some of its inner vowels left out."""
    places = [at for at in range(1, len(word) - 1) if word[at] in dropped]
    for count in range(1, min(len(places), _DROPPED_MAX) + 1):
        for chosen in combinations(places, count):
            short = "".join(letter for at, letter in enumerate(word) if at not in chosen)
            if len(short) >= _SHORTEST:
                yield short


class SoundNormaliser:
    """Normalises messages of one language by the sounds of its words."""

    def __init__(self, file: SoundsFile, folder: Folder, leet: Mapping[str, str]) -> None:
        self._folder = folder
        self._letters = re.compile(f"[{file.letters}]")
        self._sounds = [(folder.fold(old).text, folder.fold(new).text) for old, new in file.sounds]
        self._dropped = file.dropped
        self._leet = str.maketrans({symbol: letters[0] for symbol, letters in leet.items()})
        self._known: dict[str, str] = {}
        for word, others in file.variants.items():
            sound = self._sound(folder.fold(word).text)
            self._known |= {self._sound(folder.fold(other).text): sound for other in others.split()}

    def learn(self, words: Iterable[str]) -> None:
        """Take note of the words that patterns hold, so that they are known when vowels are left out."""
        known = {self.spell(word) for word in words}
        for word in sorted(known):
            for short in _shortened(word, self._dropped):
                if short not in known:
                    self._known.setdefault(short, word)

    def _sound(self, words: str) -> str:
        """Return words, separated by single spaces, as they sound."""
        words = _STRETCHED.sub(r"\1", f" {words} ")
        for old, new in self._sounds:
            words = words.replace(old, new)
        return _RUNS.sub(r"\1", words).strip()

    def spell(self, word: str) -> str:
        """Return a folded word, or the beginning of one with a star, as a normalised message would hold it."""
        if word.endswith("*"):
            return self._sound(word).removesuffix("*")
        sound = self._sound(word)
        return self._known.get(sound, sound)

    def fold(self, text: str) -> str:
        """Return `text` in the characters that messages are folded to."""
        return self._folder.fold(text).text

    def is_for(self, folded: Folded) -> bool:
        """Tell whether a message holds any letter of the language."""
        return self._letters.search(folded.text) is not None

    def normalise(self, text: str) -> Normalised:
        """Return the words of `text` by sound. Raises nothing on any string."""
        folded = self._folder.fold(text)
        return self.read(folded, plain_tokens(folded.text))

    def read(self, folded: Folded, tokens: list[Token]) -> Normalised:
        """Return the words of a text by sound; `tokens` are those of `plain_tokens`."""
        sounds = self._sound(" ".join(self._unleet(token.text) for token in tokens)).split()
        known = self._known
        return join_words([known.get(sound, sound) for sound in sounds], tokens, folded.origins)

    def _unleet(self, word: str) -> str:
        return word if word.isalpha() or word.isdecimal() else word.translate(self._leet)
