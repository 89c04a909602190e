"""Notices words in a message that a person should read. Pure: text in, reasons out, no input or output."""

from backend.core.attention import Attention
from backend.screening.engine import EARLIER_MAX, VERSION, depends_on_earlier, learned_status, screen, warm_up
from backend.screening.model import Reason, Screening

__all__ = [
    "EARLIER_MAX",
    "VERSION",
    "Attention",
    "Reason",
    "Screening",
    "depends_on_earlier",
    "learned_status",
    "screen",
    "warm_up",
]
