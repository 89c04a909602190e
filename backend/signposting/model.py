"""The directory in the terms of Open Referral UK: services, the ways to reach them, and what may be shown."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

CHARGED_PREFIXES = ("084", "087", "09")
QUIET_CHANNELS = frozenset({"text", "webchat"})
ADULT_YEARS = 18
ALL_DAY_AND_NIGHT = "24/7"


class Audience(StrEnum):
    """Who is asking."""

    YOUNG_PERSON = "young_person"
    PARENT = "parent"
    PROFESSIONAL = "professional"
    ANYONE = "anyone"


class Display(StrEnum):
    """What the public may see of an entry."""

    SHOW = "show"
    SHOW_WITH_LABEL = "show_with_label"
    HIDE = "hide"


class Cost(StrEnum):
    """What it costs whoever uses it."""

    FREE = "free"
    NORMAL_RATE = "normal_rate"
    CHARGED = "charged"
    UNKNOWN = "unknown"


class Place(StrEnum):
    """Where somebody has to be to use a service."""

    HOME = "home"
    OUT = "out"


class State(StrEnum):
    """What is known about a service at one instant."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DisplayRule:
    """Whether an entry is shown, the caution beside it, and why so. Raises ValueError when the caution is missing."""

    rule: Display
    label: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        """A caution without words would be a silent "yes"."""
        if self.rule is Display.SHOW_WITH_LABEL and not self.label:
            raise ValueError("show_with_label needs a label")


@dataclass(frozen=True)
class Channel:
    """One way to reach a service. `type` is phone, text, webchat, web, email, in_person, relay or similar."""

    type: str
    value: str
    note: str = ""

    @property
    def charged(self) -> bool:
        """Tell whether ringing costs more than a normal call."""
        return self.type in {"phone", "text"} and self.value.replace(" ", "").startswith(CHARGED_PREFIXES)


@dataclass(frozen=True)
class Source:
    """Where a fact was read, and how old it is. `url` is None for something nobody has looked up."""

    publisher: str
    url: str | None
    as_of: str | None


@dataclass(frozen=True)
class Location:
    """A place that people go to. Without all of an address it is only a name."""

    name: str
    address_1: str | None = None
    city: str | None = None
    state_province: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True)
class Service:
    """One entry of the directory. `opening_hours` is in OpenStreetMap syntax, or None when nobody knows.

    The public sees the first block only; the second says how far the first can be trusted. The third is what it can
    be looked for by: needs and faiths are terms (terms.py), languages are codes, only those that are certain.
    `checked_on` is the day when a person here last made sure of it; `feed` is where it was imported from.
    """

    id: str
    name: str
    organization: str
    scope: str
    description: str
    audience: tuple[Audience, ...]
    minimum_age: float | None
    maximum_age: float | None
    eligibility_description: str
    opening_hours: str | None
    holiday_note: str
    interpretation_services: str
    fees_description: str
    confidentiality: str
    url: str | None
    channels: tuple[Channel, ...]

    withheld_channels: tuple[Channel, ...]
    crisis_rank: int | None
    never_hidden: bool
    display: DisplayRule
    confidence: str
    as_of: str
    unverified: tuple[str, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]

    needs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    faiths: tuple[str, ...] = ()
    cost: Cost = Cost.UNKNOWN
    locations: tuple[Location, ...] = ()
    checked_on: date | None = None
    next_check_on: date | None = None
    feed: str | None = None

    @property
    def shown(self) -> bool:
        """Tell whether the public may see this entry."""
        return self.display.rule is not Display.HIDE

    @cached_property
    def public_channels(self) -> tuple[Channel, ...]:
        """Return the ways to reach it that cost nothing beyond a normal call."""
        return tuple(channel for channel in self.channels if not channel.charged)

    @cached_property
    def ways(self) -> frozenset[str]:
        """Return the kinds of ways to reach it."""
        return frozenset(channel.type for channel in self.public_channels)

    @cached_property
    def quiet(self) -> bool:
        """Tell whether it can be used without being heard."""
        return bool(self.ways & QUIET_CHANNELS)

    @cached_property
    def places(self) -> frozenset[Place]:
        """Return where it can be used: at home, by going there, or both."""
        return frozenset(Place.OUT if way == "in_person" else Place.HOME for way in self.ways)

    @property
    def in_a_crisis(self) -> bool:
        """Tell whether it belongs to the few that are named first, and are checked most often."""
        return self.crisis_rank is not None

    def overdue(self, day: date) -> bool:
        """Tell whether nobody has checked it in time. The four that never disappear are never doubted aloud."""
        return self.next_check_on is not None and day > self.next_check_on and not self.never_hidden

    def hours_on(self, day: date) -> str | None:
        """Return the hours that may be told: those that nobody checked in time are no longer confirmed."""
        return None if self.overdue(day) and self.opening_hours != ALL_DAY_AND_NIGHT else self.opening_hours

    @cached_property
    def form_only(self) -> bool:
        """Tell whether there is nobody at the other end, only a page to fill in or read."""
        return self.ways <= {"web"}

    def serves(self, audience: Audience, age: int | None) -> bool:
        """Tell whether it is for this asker. `age` is a young person's, in years; None means 11 to 18."""
        if audience is Audience.ANYONE:
            return True
        meant = audience in self.audience or Audience.ANYONE in self.audience
        return meant and (audience is not Audience.YOUNG_PERSON or self._welcomes(age))

    def _welcomes(self, age: int | None) -> bool:
        if age is None:
            return self.minimum_age is None or self.minimum_age < ADULT_YEARS
        old_enough = self.minimum_age is None or age >= self.minimum_age
        return old_enough and (self.maximum_age is None or age <= self.maximum_age)


@dataclass(frozen=True)
class Line:
    """One number of the block that is always shown, in the same order. `href` starts the call or the text."""

    id: str
    name: str
    says: str
    channel: str
    value: str
    href: str


@dataclass(frozen=True)
class Listing:
    """A service as somebody sees it at one instant. Times are in UTC; `says` is ready to show."""

    id: str
    name: str
    what_for: str
    state: State
    closes_at: datetime | None
    opens_at: datetime | None
    says: str
    channels: tuple[Channel, ...]
    label: str | None
    checked: str


@dataclass(frozen=True)
class OpenNow:
    """The answer to "who is awake now". `always_open` does not depend on the directory or the time.

    `says` is set when nothing that fits is open. `day_and_night` are entries that do not fit, but never close: there
    are always at least three that never close in an answer. `more` counts what fits and is not listed.
    """

    as_of: datetime
    says: str | None
    services: tuple[Listing, ...]
    more: int
    day_and_night: tuple[Listing, ...]
    always_open: tuple[Line, ...]
