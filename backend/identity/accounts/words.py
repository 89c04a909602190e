"""Recovery words: eight of the English BIP-39 list. Two say whose they are, six prove it (66 random bits)."""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache

from mnemonic import Mnemonic

COUNT = 8
FINDING = 2


@dataclass(frozen=True)
class Words:
    """Recovery words in order, as they were shown or as somebody typed them."""

    words: tuple[str, ...]

    @property
    def finding(self) -> str:
        """Return the part that is stored to find the account."""
        return " ".join(self.words[:FINDING])

    @property
    def proving(self) -> str:
        """Return the part that is stored as a hash only."""
        return " ".join(self.words[FINDING:])


def new_words() -> Words:
    """Return eight words drawn at random."""
    return Words(tuple(secrets.choice(_known_words()) for _ in range(COUNT)))


def typed_words(text: str) -> Words:
    """Return the words in what somebody typed: capitals, commas, numbers and line ends do not matter."""
    return Words(tuple(re.findall(r"[a-z]+", unicodedata.normalize("NFKC", text).casefold())))


@cache
def _known_words() -> tuple[str, ...]:
    return tuple(Mnemonic("english").wordlist)
