"""Times inside are UTC, always."""

from datetime import datetime, timedelta

from safety_plans.errors import NotUtc


def require_utc(*times: datetime | None) -> None:
    """Refuse a time that is not in UTC; None, for a time that has not come, passes. Raises NotUtc."""
    if any(time is not None and time.utcoffset() != timedelta(0) for time in times):
        raise NotUtc("times are passed in UTC, with their zone")
