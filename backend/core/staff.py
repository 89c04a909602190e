"""Who of the staff did something, as it is kept beside what they did."""

from dataclasses import dataclass


@dataclass(frozen=True)
class By:
    """A member of staff as they were then: their first name and role may change, and they may leave."""

    id: str
    first_name: str
    role: str
