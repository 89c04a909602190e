"""The status line: one true sentence about the escalation, from its receipts and nothing else. Pure."""

from dataclasses import dataclass
from datetime import datetime

from backend.chat.texts import texts
from backend.core.clock import london_clock_time
from backend.escalations.truth import Facts, Standing

OUT_OF_HOURS = "none_out_of_hours"


@dataclass(frozen=True)
class StatusLine:
    """What the young person's screen says. `with_lines`: the numbers of people who are awake belong under it."""

    standing: Standing
    sentence: str
    language: str
    since: datetime | None
    escalation_id: str | None
    with_lines: bool


def status_line(facts: Facts, language: str, now: datetime, *, on_call: bool = True) -> StatusLine:
    """Return the status at `now` in the young person's language.

    Where nobody was asked for yet, it says before they write that nobody is on call, and who is awake.
    """
    standing, since = facts.standing(now), facts.since(now)
    words = texts(language)
    out_of_hours = standing is Standing.NONE and not on_call
    sentence = words.status[OUT_OF_HOURS if out_of_hours else standing.value].format(
        time=london_clock_time(since) if since else "",
        name=facts.by or "",
        role=words.roles.get(facts.by_role or "", words.roles["on_call"]),
    )
    with_lines = out_of_hours or standing not in {Standing.NONE, Standing.CLOSED}
    return StatusLine(standing, sentence, words.language, since, facts.escalation_id, with_lines)
