"""Whether a text is in a language that the bot has learned from, told by its letters and words alone."""

import re
import unicodedata
from collections.abc import Iterable

# Words may hold vowel signs, which Python does not count as letters of a word.
WORD = re.compile(r"[^\W\d_][^\s\d.,;:!?\"()/…۔؟،।_]*")  # noqa: RUF001 - the stops of Urdu and Bengali
FEW_WORDS = 3


def folded(text: str) -> str:
    """Return the text in small letters without accents: "żyć" and "zyc" are one word. The featurizers do the same."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return unicodedata.normalize("NFKC", "".join(one for one in letters if not unicodedata.combining(one)))


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, without accents, digits and signs."""
    return [word.strip("'\u2019-") for word in WORD.findall(folded(text))]


class Known:
    """The words and letters that the bot has learned from."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        """Take the words, as `words` returns them."""
        self.vocabulary = frozenset(vocabulary)
        self.letters = frozenset(letter for word in self.vocabulary for letter in word if letter.isalpha())

    def reads(self, text: str, least_share: float) -> bool:
        """Tell whether enough of the text is known. A text without words is never called unread."""
        found = words(text)
        letters = [letter for word in found for letter in word if letter.isalpha()]
        if sum(letter in self.letters for letter in letters) * 2 < len(letters):
            return False
        if len(found) < FEW_WORDS:
            return True
        return sum(word in self.vocabulary for word in found) >= least_share * len(found)
