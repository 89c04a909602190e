"""Everything this package can refuse. No message carries a word that somebody wrote."""

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from safety_plans.plan import Plan, Step
    from safety_plans.revisions import Revision


class PlanError(Exception):
    """The root. `key` is stable, for the problem type of an answer."""

    key: ClassVar[str] = "plan-error"


class InvalidPlan(PlanError):
    """A shape that no plan has: not seven steps, an entry without an id, one id twice, a broken character."""

    key = "invalid-plan"


class LimitExceeded(PlanError):
    """More than fits. `limit` names the constant, `most` and `found` count what it counts."""

    key = "limit-exceeded"

    def __init__(
        self, limit: str, most: int, found: int, step: "Step | None" = None, entry_id: str | None = None
    ) -> None:
        """Keep the numbers for a form; `step` and `entry_id` say where, if it is in one place."""
        where = f"step {step.value}" if step else "the plan"
        super().__init__(f"{limit}: {found} in {where}; at most {most} fit")
        self.limit = limit
        self.most = most
        self.found = found
        self.step = step
        self.entry_id = entry_id


class StaleRevision(PlanError):
    """Somebody wrote in between. Carries both contents, so that they can be merged; nothing was written."""

    key = "stale-revision"

    def __init__(self, expected: int, current: "Revision | None", offered: "Plan") -> None:
        """`expected` is the number that the writer had; `current` is None where there is no revision yet."""
        super().__init__(f"expected revision {expected}, found {current.number if current else 0}")
        self.expected = expected
        self.current = current
        self.offered = offered


class BrokenHistory(PlanError):
    """Revisions that are not numbered 1, 2, 3 and so on: one was lost, repeated or put between."""

    key = "broken-history"


class UnknownRevision(PlanError):
    """No revision has this number."""

    key = "unknown-revision"


class NoSuggestions(PlanError):
    """Nobody may suggest anything for this step."""

    key = "no-suggestions"


class InvalidShare(PlanError):
    """A share of no step, with nobody, or that ends before it starts."""

    key = "invalid-share"


class InvalidReview(PlanError):
    """A time between reviews outside the two to four weeks that are offered."""

    key = "invalid-review"


class NotUtc(PlanError):
    """A time without a zone, or in another zone than UTC."""

    key = "not-utc"
