"""Which of our languages the bot's words are in, told by their letters. For our own words, not for what people write.

The bot answers in English where nobody has written its words in another language, and does not say which it was.
"""

import re

from backend.core.languages import ENGLISH

# One letter is enough: hardly a sentence in these languages does without, and our English has none of them.
LETTERS = {
    "ur": re.compile("[\u0620-\u06d3]"),
    "bn": re.compile("[\u0985-\u09cc]"),
    "pa": re.compile("[\u0a05-\u0a4c]"),
    "pl": re.compile("[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]"),
    "ro": re.compile("[ăâîșțşţĂÂÎȘȚŞŢ]"),
}


def written_in(text: str) -> str:
    """Return the language of the bot's words."""
    return next((language for language, letters in LETTERS.items() if letters.search(text)), ENGLISH)
