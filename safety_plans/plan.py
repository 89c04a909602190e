"""What a safety plan holds, in its owner's words. Nothing is required. Pure.

What people wrote is left out of every `repr`, so that it cannot reach a log.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from typing import NamedTuple

from safety_plans.errors import InvalidPlan


class Step(IntEnum):
    """The steps, in their order; any may be skipped. Shape: Stanley and Brown 2012; the seventh is later."""

    WARNING_SIGNS = 1
    ON_MY_OWN = 2
    PEOPLE_AND_PLACES = 3
    PEOPLE_TO_ASK = 4
    PROFESSIONALS = 5
    SAFER_SURROUNDINGS = 6
    WHAT_MATTERS = 7

    @property
    def key(self) -> str:
        """Return the stable name, such as `warning_signs`."""
        return self.name.lower()


class Channel(StrEnum):
    """How somebody is reached."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    WEB = "web"
    OTHER = "other"


@dataclass(frozen=True)
class Way:
    """One way to reach somebody: a number, an address, or words where the channel is `other`."""

    channel: Channel
    value: str = field(repr=False)


@dataclass(frozen=True)
class Contact:
    """A person or service. `may_be_told` is the owner's answer; None until there is one, never a yes."""

    name: str = field(default="", repr=False)
    relation: str = field(default="", repr=False)
    ways: tuple[Way, ...] = ()
    may_be_told: bool | None = None


@dataclass(frozen=True)
class Place:
    """Somewhere to be, and how to get there."""

    name: str = field(default="", repr=False)
    directions: str = field(default="", repr=False)


@dataclass(frozen=True)
class Entry:
    """One thing in a step. Its order is its position in the step.

    `id` is made once by the device, unique in the plan, and stays when the entry is edited or moved.
    `pictures` are ids of photos or drawings that are kept elsewhere. `other_version_of` is the id of an entry
    that was edited differently on two devices: the mark that merging leaves, until the owner clears it.
    """

    id: str
    text: str = field(default="", repr=False)
    gets_in_the_way: str = field(default="", repr=False)
    detail: Contact | Place | None = None
    pictures: tuple[str, ...] = ()
    other_version_of: str | None = None


class Located(NamedTuple):
    """An entry and the step it is in."""

    step: Step
    entry: Entry


@dataclass(frozen=True)
class Plan:
    """The whole content at one moment: the entries of step 1, of step 2, up to step 7, each in order.

    Raises:
        InvalidPlan: other than seven steps, an entry without an id, or one id on two entries.
    """

    steps: tuple[tuple[Entry, ...], ...] = ((),) * len(Step)

    def __post_init__(self) -> None:
        if len(self.steps) != len(Step):
            raise InvalidPlan(f"a plan has {len(Step)} steps, not {len(self.steps)}")
        ids = [entry.id for _, entry in self.located()]
        if not all(ids):
            raise InvalidPlan("an entry has no id")
        if len(set(ids)) != len(ids):
            raise InvalidPlan("two entries have the same id")

    def entries(self, step: Step) -> tuple[Entry, ...]:
        """Return the entries of a step, in order."""
        return self.steps[step - 1]

    def located(self) -> Iterator[Located]:
        """Yield each entry with its step, from the first step to the last, in order."""
        return (Located(step, entry) for step in Step for entry in self.entries(step))

    def by_id(self) -> dict[str, Located]:
        """Return each entry with its step, by the entry's id."""
        return {located.entry.id: located for located in self.located()}

    def with_step(self, step: Step, *entries: Entry) -> "Plan":
        """Return this plan with other entries in one step."""
        return replace(self, steps=(*self.steps[: step - 1], entries, *self.steps[step:]))

    def is_empty(self) -> bool:
        """Say whether no step has an entry."""
        return not any(self.steps)
