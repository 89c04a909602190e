"""Structured logs of events and opaque ids. Content never reaches a log: only the fields named here pass."""

import logging
import sys
from collections.abc import MutableMapping
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


def configure() -> None:
    """Write one JSON line per event to standard error."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s")
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
