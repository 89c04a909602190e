"""The status line: one true sentence about the escalation, from its receipts and nothing else. Pure."""

from dataclasses import dataclass
from datetime import datetime

from backend.chat.texts import texts
from backend.core.clock import london_clock_time
from backend.escalations.truth import Facts, Standing


@dataclass(frozen=True)
class StatusLine:
    """What the young person's screen says. `with_lines`: the numbers of people who are awake belong under it."""

    standing: Standing
    sentence: str
    language: str
    since: datetime | None
    escalation_id: str | None
    with_lines: bool


def status_line(facts: Facts, language: str, now: datetime) -> StatusLine:
    """Return the status at `now` in the young person's language."""
    standing, since = facts.standing(now), facts.since(now)
    words = texts(language)
    sentence = words.status[standing.value].format(
        time=london_clock_time(since) if since else "",
        name=facts.by or "",
        role=words.roles.get(facts.by_role or "", words.roles["on_call"]),
    )
    with_lines = standing not in {Standing.NONE, Standing.CLOSED}
    return StatusLine(standing, sentence, words.language, since, facts.escalation_id, with_lines)
