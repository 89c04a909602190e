"""Reading age in years: the Flesch-Kincaid grade and five. A measure of words and sentences, and of nothing else."""

import re
import warnings
from functools import cache
from typing import Any

from backend.guidance.markdown import sentences

YEARS_AT_GRADE_NOUGHT = 5
# A number is dialled and a name is looked for: neither is read as words are.
NOT_WORDS = re.compile(r"\b(?:HOPELINE247|[A-Z]{2,}|\d[\d:]*)\b")
SPACES = re.compile(r"\s+")


@cache
def _textstat() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It asks for pkg_resources, which warns; and it is slow to import.
        from textstat import textstat  # noqa: PLC0415
    return textstat


def reading_age(body: str, now: str = "") -> float:
    """Return the reading age of Markdown, to a tenth of a year."""
    return reading_age_of(f"{now} {sentences(body)}")


def reading_age_of(text: str) -> float:
    """Return the reading age of plain sentences, to a tenth of a year."""
    words = SPACES.sub(" ", NOT_WORDS.sub(" ", text)).strip()
    if not words:
        return float(YEARS_AT_GRADE_NOUGHT)
    return round(float(_textstat().flesch_kincaid_grade(words)) + YEARS_AT_GRADE_NOUGHT, 1)
