"""Everything this package can refuse. No message carries a word that somebody wrote."""

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from safety_plans.plan import Plan, Step
    from safety_plans.revisions import Revision


class PlanError(Exception):
    """The root. `key` is stable, for the problem type of an answer."""

    key: ClassVar[str] = "plan-error"


class InvalidPlan(PlanError):
    """A shape that no plan has: not seven steps, an entry without an id, one id twice, a broken character.

    `field` is the path to it in the document that was read, such as `plan.steps.4.0.text`; empty where none was.
    """

    key = "invalid-plan"

    def __init__(self, reason: str, field: str = "") -> None:
        """Keep the reason, which a form can show beside the field."""
        super().__init__(reason)
        self.reason = reason
        self.field = field


class LimitExceeded(PlanError):
    """More than fits. `limit` names the constant, `most` and `found` count what it counts."""

    key = "limit-exceeded"

    def __init__(
        self,
        limit: str,
        most: int,
        found: int,
        step: "Step | None" = None,
        entry_id: str | None = None,
        field: str = "",
    ) -> None:
        """Keep the numbers for a form; the others say where, if it is in one place. `field` is as in InvalidPlan."""
        where = f"step {step.value}" if step else "the plan"
        super().__init__(f"{limit}: {found} in {where}; at most {most} fit")
        self.limit = limit
        self.most = most
        self.found = found
        self.step = step
        self.entry_id = entry_id
        self.field = field


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
    """Revisions that are not numbered on by one: one was lost, repeated or put between."""

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
