"""Screening at the door of the chat. If it breaks, the message counts as one that needs a person now."""

from collections.abc import Sequence

from backend.chat.model import Noticed
from backend.chat.texts import meant
from backend.core.attention import Attention
from backend.core.logging import log
from backend.escalations.model import Reason
from backend.screening import screen

UNSCREENABLE = Reason("unscreenable", "unscreenable", "the screen could not read this message")


def notice(text: str, earlier: Sequence[str] = ()) -> Noticed:
    """Return what screening noticed, with the exact phrases from the message; `earlier` are those before it."""
    try:
        text = meant(text)
        result = screen(text, earlier)
        reasons = tuple(Reason(reason.rule, reason.kind, reason.says) for reason in result.reasons)
        words = _phrases(text, [(reason.start, reason.end) for reason in result.reasons])
        return Noticed(result.attention, reasons, words, result.version)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, a person looks at it
        log.error("screening_failed", error=type(error).__name__)
        return Noticed(Attention.NOW, (UNSCREENABLE,), (text,))


def _phrases(text: str, spans: list[tuple[int, int]]) -> tuple[str, ...]:
    """Return the words at these places; places that overlap are one phrase, as it was written."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(dict.fromkeys(text[start:end] for start, end in joined))
