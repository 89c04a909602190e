"""Notices words in one message that a person should read. Pure: text in, reasons out, no input or output."""

from backend.core.attention import Attention
from backend.screening.engine import VERSION, learned_status, screen, warm_up
from backend.screening.model import Reason, Screening

__all__ = ["VERSION", "Attention", "Reason", "Screening", "learned_status", "screen", "warm_up"]
