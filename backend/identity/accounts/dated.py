"""Settings that law or policy may move, as data with dates: data/dated.toml."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from backend.identity.model import AgeBand

SHIPPED = Path(__file__).parent / "data" / "dated.toml"


class _Dated(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    begins_on: date = Field(alias="from")


class DigitalConsentAge(_Dated):
    """From which age a young person can agree to an online service by themselves (UK GDPR, article 8)."""

    age: int = Field(ge=13, le=16)
    source: str

    def reached_at(self, age: int) -> bool:
        """Tell whether somebody of this age, in whole years, can agree by themselves."""
        return age >= self.age


class Band(BaseModel):
    """An age band; both ages are in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: AgeBand
    youngest: int
    oldest: int


class AgeBands(_Dated):
    """All that is asked about age."""

    bands: tuple[Band, ...]


class DeviceIdleDays(_Dated):
    """How long a phone may lie unused before it has to begin again."""

    days: int = Field(gt=0)


class _Begins(Protocol):
    @property
    def begins_on(self) -> date: ...


D = TypeVar("D", bound=_Begins)


class DatedSettings(BaseModel):
    """Everything in the file: what held, what holds, and what is coming."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    digital_consent_age: tuple[DigitalConsentAge, ...]
    age_bands: tuple[AgeBands, ...]
    device_idle_days: tuple[DeviceIdleDays, ...]

    def consent_age_on(self, day: date) -> DigitalConsentAge:
        """Return the age of digital consent on a day."""
        return _in_force(self.digital_consent_age, day)

    def age_bands_on(self, day: date) -> tuple[Band, ...]:
        """Return the age bands on a day."""
        return _in_force(self.age_bands, day).bands

    def device_idle_days_on(self, day: date) -> int:
        """Return how many days a phone may lie unused."""
        return _in_force(self.device_idle_days, day).days


@cache
def dated_settings() -> DatedSettings:
    """Return the settings that ship with this release."""
    return DatedSettings.model_validate(tomllib.loads(SHIPPED.read_text()))


def _in_force(entries: Sequence[D], day: date) -> D:
    """Return the last entry that has begun; before the first, the first."""
    ordered = sorted(entries, key=lambda entry: entry.begins_on)
    return next((entry for entry in reversed(ordered) if entry.begins_on <= day), ordered[0])
