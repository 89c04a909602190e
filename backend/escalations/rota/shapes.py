"""JSON shapes of the rota."""

from datetime import date, datetime, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, PlainSerializer

from backend.core.fields import Instant, InstantIn, PlainText
from backend.escalations.model import Responder
from backend.escalations.rota.layers import BankHolidays, Layer, Weekday
from backend.escalations.rota.model import Shift
from backend.escalations.rota.overrides import Override
from backend.escalations.rota.planned import Origin

MOST_MEMBERS = 50


def _one_line(value: str) -> str:
    if not value.strip() or "\n" in value or "\r" in value:
        raise ValueError("is empty, or longer than a line")
    return value.strip()


def _whole_minutes(value: time) -> time:
    if value.second or value.microsecond or value.tzinfo:
        raise ValueError("is not a time such as 17:30")
    return value


StaffId = Annotated[str, Field(min_length=1, max_length=100)]
ClockTime = Annotated[
    time,
    AfterValidator(_whole_minutes),
    PlainSerializer(lambda at: at.isoformat("minutes"), return_type=str, when_used="json"),
]


class ShiftView(BaseModel):
    """Somebody on call for a while; `first_name` is None for somebody who has left."""

    id: str
    staff_id: str
    first_name: str | None
    starts_at: Instant
    ends_at: Instant
    origin: Origin = Origin.SHIFT

    @classmethod
    def of(cls, shift: Shift, who: Responder | None, origin: Origin = Origin.SHIFT) -> "ShiftView":
        """Return the shape of a shift."""
        return cls(**vars(shift), first_name=who.first_name if who else None, origin=origin)


class GapView(BaseModel):
    """A stretch with nobody on call."""

    starts_at: Instant
    ends_at: Instant


class StaffChoice(BaseModel):
    """Somebody who can be on call."""

    id: str
    first_name: str


class WantedLayer(BaseModel):
    """A layer: clock times of London, weekdays from 0 (Monday) to 6, and the staff ids in the order of their turns."""

    name: Annotated[PlainText, Field(max_length=60), AfterValidator(_one_line)]
    members: list[StaffId] = Field(max_length=MOST_MEMBERS)
    starts_on: date
    turn_days: int
    from_time: ClockTime
    to_time: ClockTime
    weekdays: set[Weekday] = Field(default_factory=lambda: set(Weekday))
    bank_holidays: BankHolidays = BankHolidays.AS_USUAL

    def layer(self, layer_id: str) -> Layer:
        """Return the layer."""
        fields = {name: getattr(self, name) for name in WantedLayer.model_fields}
        lists = {"members": tuple(self.members), "weekdays": frozenset(self.weekdays)}
        return Layer(id=layer_id, **(fields | lists))


class LayerView(WantedLayer):
    """A layer as it holds now."""

    id: str

    @classmethod
    def of(cls, layer: Layer) -> "LayerView":
        """Return the shape of a layer."""
        lists = {"members": list(layer.members), "weekdays": sorted(layer.weekdays)}
        return cls(**(vars(layer) | lists))


class WantedOverride(BaseModel):
    """`staff_id` is on call instead of `instead_of`, or as well where that is null."""

    staff_id: StaffId
    instead_of: StaffId | None = None
    starts_at: InstantIn
    ends_at: InstantIn


class OverrideView(BaseModel):
    """An override; a first name is None for somebody who has left."""

    id: str
    staff_id: str
    first_name: str | None
    instead_of: str | None
    instead_of_first_name: str | None
    starts_at: Instant
    ends_at: Instant

    @classmethod
    def of(cls, override: Override, names: dict[str, str]) -> "OverrideView":
        """Return the shape of an override; `names` are first names by staff id."""
        replaced = names.get(override.instead_of or "")
        return cls(**vars(override), first_name=names.get(override.staff_id), instead_of_first_name=replaced)


class RotaView(BaseModel):
    """Fourteen days of the rota, and what they are made of."""

    starts_at: Instant
    ends_at: Instant
    shifts: list[ShiftView]
    gaps: list[GapView]
    staff: list[StaffChoice]
    layers: list[LayerView]
    overrides: list[OverrideView]


class AddShift(BaseModel):
    """A shift with instants that carry their offset from UTC."""

    staff_id: str
    starts_at: InstantIn
    ends_at: InstantIn


class RotaQuery(BaseModel):
    """From now on, or from the Monday that is so many weeks ahead."""

    weeks_ahead: int = Field(0, ge=0, le=57)


class Period(BaseModel):
    """From an instant up to another."""

    starts_at: InstantIn
    ends_at: InstantIn

    def times(self) -> tuple[datetime, datetime]:
        """Return both instants."""
        return self.starts_at, self.ends_at
