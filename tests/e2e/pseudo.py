"""English as if in another language: longer, accented and in brackets, so that cut and untranslated text shows."""

import re

from backend.web.wording.catalogues import BY_ENGLISH, PARTS, Interface
from backend.web.wording.english import english

ACCENTED = str.maketrans("aeiouyAEIOUYcnszCNSZ", "áéîõüýÁÉÎÕÜÝçñšžÇÑŠŽ")
HALF_AS_LONG_AGAIN = 0.5
BLANK = re.compile(r"(\{\w+\})")


def pseudo(text: str) -> str:
    """Return "[Šéñd ~~]" for "Send": blanks and a space at the end stay."""
    parts = BLANK.split(text.rstrip(" "))
    said = "".join(part if BLANK.fullmatch(part) else part.translate(ACCENTED) for part in parts)
    longer = " ~~~" * max(1, round(len(text) * HALF_AS_LONG_AGAIN / 4))
    return f"[{said}{longer}]" + text[len(text.rstrip(" ")) :]


def pseudo_interface() -> Interface:
    """Return every part of the app in the pseudo-language, which passes for Polish here."""
    parts = [part for part in PARTS if part != "help"]
    texts = [text for part in parts if part != "page" for text in english(part)]
    forms = {text.context: dict.fromkeys(("one", "few", "many"), pseudo(text.many or "")) for text in texts}
    return Interface(
        language="pl",
        dir="ltr",
        draft=True,
        parts=parts,
        said={text.english: pseudo(text.english) for part in BY_ENGLISH for text in english(part)},
        messages={
            str(text.context): forms[text.context] if text.many else pseudo(text.english) for text in texts
        },
    )
