"""What a feature offers about the people whose data it holds: all of it to take away, and all of it gone."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol


class PersonalData(Protocol):
    """One feature's share of what is held about a young person."""

    @property
    def name(self) -> str:
        """Return the name of this part in the download, such as "conversation"."""
        ...

    async def export(self, person_id: str) -> Any:
        """Return everything held, JSON-able and opened; None where nothing is held. Staff: first name and role."""
        ...

    async def erase(self, person_id: str) -> None:
        """Remove everything held. Safe to run again, also after the person's data key is gone."""
        ...


@dataclass(frozen=True)
class DutyRecord:
    """What the safeguarding duty keeps of one request for a person; `content` is JSON-able and opened."""

    id: str
    opened_at: datetime
    age_band: str
    content: dict[str, Any]


class SafeguardingDuty(Protocol):
    """The part of somebody's data that the safeguarding duty keeps after erasure."""

    async def open_request(self, person_id: str) -> bool:
        """Tell whether a request for a person is not closed yet."""
        ...

    async def records(self, person_id: str) -> list[DutyRecord]:
        """Return what must be kept. Needs the person's data key."""
        ...

    async def began(self, person_id: str) -> list[tuple[datetime, str]]:
        """Return (opened at, age band) of each request; opens nothing."""
        ...


def instant_text(at: datetime | None) -> str | None:
    """Return an instant as JSON carries it, RFC 3339 in UTC."""
    if at is None:
        return None
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
