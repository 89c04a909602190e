"""Structured logs of events and opaque ids. Content never reaches a log: only the fields named here pass."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

ALLOWED_FIELDS = frozenset(
    {
        "event", "level", "timestamp", "logger", "method", "route", "status", "duration_ms", "request_id",
        "problem", "error", "escalation_id", "conversation_id", "page_id", "staff_id", "channel", "attention",
        "attempt", "step", "round", "count", "promise", "detail", "version", "port", "outcome", "worker_id",
    }
)  # fmt: skip


def drop_unknown_fields(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep only allowed fields, so that a careless call cannot log what somebody wrote."""
    return {key: value for key, value in event.items() if key in ALLOWED_FIELDS}


class WithoutWords(logging.Formatter):
    """Lines of libraries: level, logger, and of an error its kind and place. Their messages repeat what was sent."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told = f"{record.levelname} {record.name}"
        kind, _, trace = record.exc_info or (None, None, None)
        if kind is None:
            return told
        places = traceback.extract_tb(trace)
        place = f" at {Path(places[-1].filename).name}:{places[-1].lineno}" if places else ""
        return f"{told} {kind.__name__}{place}"


def configure() -> None:
    """Write one JSON line per event to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WithoutWords())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            drop_unknown_fields,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


log = structlog.get_logger()
