"""The directory in the terms of Open Referral UK: services, the ways to reach them, and what may be shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CHARGED_PREFIXES = ("084", "087", "09")
QUIET_CHANNELS = frozenset({"text", "webchat"})
ADULT_YEARS = 18


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


class State(StrEnum):
    """What is known about a service at one instant."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DisplayRule:
    """Whether an entry is shown, and the caution beside it. Raises ValueError when the caution is missing."""

    rule: Display
    label: str | None = None

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
class Service:
    """One entry of the directory. `opening_hours` is in OpenStreetMap syntax, or None when nobody knows.

    The public sees the first block only; the second says how far the first can be trusted.
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

    @property
    def shown(self) -> bool:
        """Tell whether the public may see this entry."""
        return self.display.rule is not Display.HIDE

    @property
    def public_channels(self) -> tuple[Channel, ...]:
        """Return the ways to reach it that cost nothing beyond a normal call."""
        return tuple(channel for channel in self.channels if not channel.charged)

    @property
    def quiet(self) -> bool:
        """Tell whether it can be used without being heard."""
        return any(channel.type in QUIET_CHANNELS for channel in self.public_channels)

    @property
    def form_only(self) -> bool:
        """Tell whether there is nobody at the other end, only a page to fill in or read."""
        return all(channel.type == "web" for channel in self.public_channels)

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


@dataclass(frozen=True)
class OpenNow:
    """The answer to "who is awake now". `always_open` does not depend on the directory or the time."""

    as_of: datetime
    services: tuple[Listing, ...]
    always_open: tuple[Line, ...]
