"""The words that services are looked for by: three taxonomies of our own."""

from dataclasses import dataclass
from functools import cache

from babel import Locale

NEEDS = {
    "danger": "Life in danger",
    "suicide": "Thinking about suicide",
    "self_harm": "Hurting yourself",
    "low": "Finding it hard to cope",
    "talk": "Somebody to talk to",
    "abuse": "Being hurt, threatened or controlled",
    "honour": "Being made to marry, or hurt in the name of honour",
    "running_away": "Running away, or away from home",
    "bullying": "Bullying",
    "online": "Trouble online, pictures",
    "eating": "Eating",
    "lgbt": "Who you love, who you are",
    "grief": "Somebody has died",
    "parenting": "Worried about a child",
    "care": "Mental health care",
    "youth_work": "Youth work and things to do",
}
FAITHS = {
    "buddhism": "Buddhism",
    "christianity": "Christianity",
    "hinduism": "Hinduism",
    "islam": "Islam",
    "judaism": "Judaism",
    "sikhism": "Sikhism",
}
AUDIENCES = {
    "young_person": "Young people",
    "parent": "Parents and carers",
    "professional": "Professionals",
    "anyone": "Anyone",
}
CONFIDENCE = {
    "high": "One official source or two others, and no conflict",
    "medium": "One source, or an old one, or details that differ",
    "low": "A name or a number only, or a feed that nobody here has checked",
}
SIGN_LANGUAGE = {"bfi": "British Sign Language"}


@dataclass(frozen=True)
class Taxonomy:
    """One list of terms: code and name of each."""

    id: str
    name: str
    description: str
    terms: dict[str, str]


@cache
def languages() -> dict[str, str]:
    """Return the English name of each language that is known, by its code (BCP 47)."""
    names = Locale("en").languages
    return {code.replace("_", "-"): name for code, name in names.items()} | SIGN_LANGUAGE


@cache
def taxonomies() -> tuple[Taxonomy, ...]:
    """Return every taxonomy."""
    return (
        Taxonomy("needs", "Needs", "What somebody comes for, in plain words", NEEDS),
        Taxonomy(
            "languages", "Languages", "Languages spoken for certain, without an interpreter", languages()
        ),
        Taxonomy("audiences", "Audiences", "Whom a service is for", AUDIENCES),
        Taxonomy("confidence", "Confidence", "How sure this directory is of an entry", CONFIDENCE),
        Taxonomy("faiths", "Faiths", "Faiths that a service knows well; it need not preach", FAITHS),
    )
