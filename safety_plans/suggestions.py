"""Words that somebody else offers for a plan. Only its owner takes them in. Pure."""

from dataclasses import dataclass, field

from safety_plans.errors import NoSuggestions
from safety_plans.plan import Step

STEPS_WITH_SUGGESTIONS = frozenset(Step) - {Step.SAFER_SURROUNDINGS}


@dataclass(frozen=True)
class Suggestion:
    """Words for one step. `suggested_by` is a worker's id, or that of reviewed content.

    A suggestion for step 6 cannot be made at all, so none can be stored, shown or accepted.

    Raises:
        NoSuggestions: the step is 6.
    """

    step: Step
    text: str = field(repr=False)
    suggested_by: str

    def __post_init__(self) -> None:
        if self.step not in STEPS_WITH_SUGGESTIONS:
            raise NoSuggestions(f"nothing is ever suggested for step {self.step.value}")
