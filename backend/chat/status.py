"""The status line: what is true of the escalation, from its receipts alone, and what the rota plans. Pure."""

from dataclasses import dataclass
from datetime import datetime

from backend.chat.texts import Texts, texts
from backend.core.clock import LONDON, london_clock_time
from backend.escalations.truth import Facts, Standing

OUT_OF_HOURS = "none_out_of_hours"
# What is said of these depends on who is on call, and on who is planned to be.
TELL_OF_THE_ROTA = frozenset({Standing.NONE, Standing.NOBODY_ON_CALL})


@dataclass(frozen=True)
class StatusLine:
    """What the young person's screen says. `with_lines`: the numbers of people who are awake belong under it."""

    standing: Standing
    sentence: str
    language: str
    since: datetime | None
    escalation_id: str | None
    with_lines: bool


def status_line(
    facts: Facts, language: str, now: datetime, *, on_call: bool = True, planned_from: datetime | None = None
) -> StatusLine:
    """Return the status at `now` in the young person's language.

    Where nobody was asked for yet, it says before they write that nobody is on call, and who is awake. `planned_from`:
    when somebody is planned to be on call, where nobody is.
    """
    standing, since = facts.standing(now), facts.since(now)
    words = texts(language)
    out_of_hours = standing is Standing.NONE and not on_call
    sentence = words.status[OUT_OF_HOURS if out_of_hours else standing.value].format(
        time=london_clock_time(since) if since else "",
        name=facts.by or "",
        role=words.roles.get(facts.by_role or "", words.roles["on_call"]),
        planned=_planned(words, planned_from, now),
    )
    with_lines = out_of_hours or standing not in {Standing.NONE, Standing.CLOSED}
    return StatusLine(standing, sentence, words.language, since, facts.escalation_id, with_lines)


def _planned(words: Texts, planned_from: datetime | None, now: datetime) -> str:
    """Return the sentence about the next shift, with the space before it; nothing where none is planned."""
    if planned_from is None:
        return ""
    today = planned_from.astimezone(LONDON).date() == now.astimezone(LONDON).date()
    said = words.planned["today" if today else "tomorrow"].format(time=london_clock_time(planned_from))
    return f" {said}"
