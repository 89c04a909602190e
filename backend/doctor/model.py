"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether something is as it should be."""

    OK = "ok"
    NOTE = "note"  # safe, but somebody should know
    UNSAFE = "unsafe"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what was found, and how to mend it where that is needed."""

    about: str
    verdict: Verdict
    says: str
    mend: str = ""


def ok(about: str, says: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(about, Verdict.OK, says)


def note(about: str, says: str, mend: str = "") -> Finding:
    """Return a finding that somebody should know of."""
    return Finding(about, Verdict.NOTE, says, mend)


def unsafe(about: str, says: str, mend: str) -> Finding:
    """Return a finding that has to be mended before young people use the service."""
    return Finding(about, Verdict.UNSAFE, says, mend)
