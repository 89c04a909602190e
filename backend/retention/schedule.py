"""The schedule, read from data/schedule.toml. Pure but for reading its file."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

FILE = Path(__file__).parent / "data" / "schedule.toml"


class Row(BaseModel):
    """One kind of data. `what` is its collection; `field` the one that an age in days is counted from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    holds: str
    purpose: str
    ends: Literal["days", "idle", "person", "database", "hand"]
    counted_from: str
    ground: str
    keep_days: int | None = None
    until_age: int | None = None
    field: str | None = None

    @model_validator(mode="after")
    def _can_be_run(self) -> "Row":
        if (self.field is not None) != (self.ends == "days"):
            raise ValueError(f"{self.what}: a row that ends by days, and no other, names a field")
        if self.ends in {"days", "idle", "database"} and self.keep_days is None:
            raise ValueError(f"{self.what}: keep_days is missing")
        return self

    @property
    def days(self) -> int:
        """Return keep_days, where the row must have one."""
        if self.keep_days is None:
            raise ValueError(f"{self.what} has no keep_days")
        return self.keep_days


class Schedule(BaseModel):
    """All rows, and whether anybody has approved them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: Literal["draft", "approved"]
    approved_by: str
    approved_on: str
    row: list[Row]

    def of(self, what: str) -> Row:
        """Return one row, or raise KeyError."""
        for row in self.row:
            if row.what == what:
                return row
        raise KeyError(what)


@cache
def schedule() -> Schedule:
    """Return the schedule. A broken file stops the start."""
    return Schedule.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
