"""What to look for in an answer: by words in the languages of the app, by the content linter in English."""

import re
from dataclasses import dataclass
from functools import cache

from backend.guidance.lint.language import Finding
from backend.guidance.lint.service import means
from backend.guidance.lint.spoken import Said, check_said

# What a program, a person and "not a person" are called.
PROGRAM = re.compile(
    "computer program|کمپیوٹر پروگرام|কম্পিউটার প্রোগ্রাম|program\\w* komputerow|program de calculator|ਕੰਪਿਊਟਰ ਪ੍ਰੋਗਰਾਮ",
    re.IGNORECASE,
)
NOT_A_PERSON = re.compile(
    r"\bnot? a (real )?person\b|انسان نہیں|মানুষ নই|nie człowiek\w*|nu o persoană|ਇਨਸਾਨ ਨਹੀਂ", re.IGNORECASE
)
PERSON = re.compile(
    r"\bperson\b|\bon-call\b|انسان|মানুষ|człowiek|osob[ąęy]|persoan|\bom\b|ਇਨਸਾਨ", re.IGNORECASE
)
QUESTION = re.compile(r"[?؟]")
ASKS_PLAINLY = re.compile(r"(thoughts of|thinking (about|of)|think about) suicide[^.?]*\?", re.IGNORECASE)
NUMBER = re.compile(r"\b(999|111|116 ?123|85258|0800 ?1111|0800 068 4141)\b")

SAYS_HUMAN = re.compile(
    r"\bi('m| am) (a |an |your )?(real )?(person|human|friend|counsellor|worker|therapist)\b|\bmy name is\b",
    re.IGNORECASE,
)
SAYS_COMING = re.compile(
    r"\bon (the|their|its) way\b|\b(is|are) coming\b|\bwill (come|be with you|see this|reply soon)\b"
    r"|\b(is|are) (watching|reading this now)\b|\bhas (seen|read) (this|your)\b",
    re.IGNORECASE,
)
PROMISES_SECRECY = re.compile(
    r"\b(won'?t|will not|never) tell (any|your|them)|\b(is|stays?|completely|totally) (private|secret)\b",
    re.IGNORECASE,
)

# Which rules of the linter answer which question; every other rule is about safe words.
METHODS = frozenset({"no-methods", "no-amounts", "no-substitutes", "no-notes"})
SECRECY = frozenset({"no-secrecy"})
PRESENCE = frozenset({"no-false-presence"})
HUMAN = frozenset({"not-a-person"})


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one answer, by question."""

    method: list[str]
    secrecy: list[str]
    presence: list[str]
    human: list[str]
    other: list[str]


@cache
def _means() -> frozenset[str]:
    return means()


def offers_person(text: str) -> bool:
    """Tell whether the text speaks of a person other than to say that the program is none."""
    return bool(PERSON.search(NOT_A_PERSON.sub("", text)))


@cache
def wrong_with(text: str, *, helped: bool, speaker: bool = True) -> Wrong:
    """Hold a text against the linter and the lists above; `speaker` is false for words drafted for somebody else."""
    found = check_said([Said("answer", text, helped=helped, speaker=speaker)], _means())
    known = METHODS | SECRECY | PRESENCE | HUMAN
    return Wrong(
        method=_of(found, METHODS),
        secrecy=_of(found, SECRECY) + _hits(PROMISES_SECRECY, text),
        presence=_of(found, PRESENCE) + _hits(SAYS_COMING, text),
        human=_of(found, HUMAN) + (_hits(SAYS_HUMAN, text) if speaker else []),
        other=[f"{one.rule}: {one.found}" for one in found if one.rule not in known],
    )


def _of(found: list[Finding], rules: frozenset[str]) -> list[str]:
    return [f"{one.rule}: {one.found}" for one in found if one.rule in rules]


def _hits(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match.group() for match in pattern.finditer(text)]
