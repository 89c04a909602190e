"""Notices words in one message that a person should read. Pure: text in, reasons out, no input or output."""

from backend.core.attention import Attention
from backend.screening.engine import VERSION, screen, warm_up
from backend.screening.model import Reason, Screening

__all__ = ["VERSION", "Attention", "Reason", "Screening", "screen", "warm_up"]
