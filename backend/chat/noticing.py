"""Screening at the door of the chat. If it breaks, the message counts as one that needs a person now."""

from backend.chat.model import Noticed
from backend.core.attention import Attention
from backend.core.logging import log
from backend.escalations.model import Reason
from backend.screening import screen

UNSCREENABLE = Reason("unscreenable", "unscreenable", "the screen could not read this message")


def notice(text: str) -> Noticed:
    """Return what screening noticed, with the exact phrases from the message."""
    try:
        result = screen(text)
        reasons = tuple(Reason(reason.rule, reason.kind, reason.says) for reason in result.reasons)
        words = tuple(dict.fromkeys(text[reason.start : reason.end] for reason in result.reasons))
        return Noticed(result.attention, reasons, words, result.version)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, a person looks at it
        log.error("screening_failed", error=type(error).__name__)
        return Noticed(Attention.NOW, (UNSCREENABLE,), (text,))
