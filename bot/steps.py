"""Which step of a plan a text names ("go to step 3"). Told by its words, as figures say nothing to the classifier."""

import re

from bot.certainty import TAKEN_FROM_A_LONG_TEXT
from bot.vocabulary import folded

# "Step", as the app calls it in each language; Urdu in English letters says "step".
STEP = "step|krok|kroku|pasul|pasului|قدم|ধাপ|ਕਦਮ"
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven")
NAMED = re.compile(rf"\b(?:{folded(STEP)})\s*(?:number|no|nr)?\.?\s*(\d+|{'|'.join(NUMBERS)})\b")
MOST_WORDS = 8  # Whoever writes more is telling something.
# What is not passed over for a step: whatever may be a disclosure or asks for somebody, and what is done to a plan.
KEPT = TAKEN_FROM_A_LONG_TEXT | {"stop_plan", "start_plan"}


def step_named(intent: str, text: str) -> str | None:
    """Return what a text becomes that names a step: one of the seven, or one that no plan has. None for other texts."""
    found = NAMED.search(folded(text))
    if not found or intent in KEPT or len(text.split()) > MOST_WORDS:
        return None
    named = found.group(1)
    number = NUMBERS.index(named) + 1 if named in NUMBERS else int(named)
    return f"plan_step_{number}" if 1 <= number <= len(NUMBERS) else "plan_no_step"
