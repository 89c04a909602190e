"""What came of a rehearsal: a line for each persona, what was said where something failed, and the sum of it. Pure."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from tests.rehearsal.checks import Answer
from tests.rehearsal.persona import Check, Persona

SHOWN_AS = {True: "yes", False: "NO", None: "-"}


class Outcome(StrEnum):
    """What one check came to, held against the misses that are known."""

    HOLDS = "holds"
    FAILS = "fails"
    KNOWN_MISS = "known miss"
    MISS_IS_OVER = "known miss is over"


@dataclass(frozen=True)
class Rehearsed:
    """One persona with the answer to every check."""

    persona: Persona
    answers: dict[Check, Answer]

    def outcome(self, check: Check) -> Outcome:
        """Return what a check came to."""
        held = self.answers[check].holds
        if check in self.persona.expected_misses:
            return Outcome.KNOWN_MISS if held is False else Outcome.MISS_IS_OVER
        return Outcome.FAILS if held is False else Outcome.HOLDS

    @property
    def wrong(self) -> list[str]:
        """Return a line for each check that fails, and for each known miss that is over."""
        lines = []
        for check, answer in self.answers.items():
            if self.outcome(check) is Outcome.FAILS:
                lines.append(f"{check}: {answer.why}")
            elif self.outcome(check) is Outcome.MISS_IS_OVER:
                lines.append(f"{check}: holds now; take it off the expected misses")
        return lines

    @property
    def known(self) -> list[str]:
        """Return a line for each known miss, with its reason."""
        return [
            f"{check}: {self.persona.expected_misses[check]}"
            for check in self.answers
            if self.outcome(check) is Outcome.KNOWN_MISS
        ]


def line(one: Rehearsed) -> str:
    """Return the persona's line, and indented what failed and what is known to miss."""
    about = one.persona
    who = f"{about.id} ({about.age}, {about.writes}, {about.style}, {about.topic})"
    asked = " ".join(f"{check}:{SHOWN_AS[answer.holds]}" for check, answer in one.answers.items())
    lines = [f"{'FAILS ' if one.wrong else 'holds '} {who}", f"       {asked}"]
    lines += [f"       ! {wrong}" for wrong in one.wrong]
    lines += [f"       known miss, {known}" for known in one.known]
    return "\n".join(lines)


def summary(rehearsed: list[Rehearsed]) -> str:
    """Return how many conversations held, and how many known misses there are."""
    failed = sum(bool(one.wrong) for one in rehearsed)
    known = sum(len(one.known) for one in rehearsed)
    return (
        f"{len(rehearsed)} personas: {len(rehearsed) - failed} as they have to be, {failed} not; "
        f"{known} known misses in {sum(bool(one.known) for one in rehearsed)} of them."
    )


def counts(rehearsed: list[Rehearsed]) -> list[tuple[Check, int, int, int]]:
    """Return for each check how many conversations it was asked of, in how many it held, and the known misses."""
    found = []
    for check in Check:
        held = Counter(one.answers[check].holds for one in rehearsed)
        known = sum(one.outcome(check) is Outcome.KNOWN_MISS for one in rehearsed)
        found.append((check, held[True] + held[False], held[True], known))
    return found


def markdown(rehearsed: list[Rehearsed], walks: list[str]) -> str:
    """Return the whole report."""
    lines = ["# Rehearsal", "", summary(rehearsed), "", *(f"- {walk}" for walk in walks), ""]
    lines += ["| check | asked of | yes | known misses |", "|---|---|---|---|"]
    lines += [f"| {check} | {asked} | {yes} | {known} |" for check, asked, yes, known in counts(rehearsed)]
    lines += ["", "| persona | age | writes | style | topic | outcome |", "|---|---|---|---|---|---|"]
    lines += [_row(one) for one in rehearsed]
    return "\n".join([*lines, ""])


def _row(one: Rehearsed) -> str:
    about = one.persona
    outcome = "; ".join([*one.wrong, *(f"known miss, {known}" for known in one.known)]) or "all yes"
    cells = (about.id, about.age, about.writes, about.style, about.topic, outcome.replace("|", "/"))
    return f"| {' | '.join(str(cell) for cell in cells)} |"
