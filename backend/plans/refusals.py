"""What the domain refuses, as problems with a field for the form."""

from collections.abc import Iterator
from contextlib import contextmanager

from backend.core.problem import NotFound, Unprocessable
from safety_plans.errors import (
    BrokenHistory,
    InvalidPlan,
    InvalidReview,
    InvalidShare,
    LimitExceeded,
    NoSuggestions,
    UnknownRevision,
)


@contextmanager
def as_problems(field: str) -> Iterator[None]:
    """Turn what the domain refuses into a problem; `field` is named where the domain knows no place."""
    try:
        yield
    except LimitExceeded as error:
        raise Unprocessable(errors=[_over(error, field)]) from None
    except InvalidPlan as error:
        raise Unprocessable(errors=[{"field": error.field or field, "reason": error.reason}]) from None
    except (BrokenHistory, InvalidShare, InvalidReview, NoSuggestions) as error:
        raise Unprocessable(errors=[{"field": field, "reason": str(error)}]) from None
    except UnknownRevision:
        raise NotFound from None


def _over(error: LimitExceeded, field: str) -> dict[str, object]:
    found: dict[str, object] = {
        "field": error.field or field,
        "reason": f"is too much: {error.found}, and at most {error.most} fit",
        "limit": error.limit.lower(),
        "most": error.most,
        "found": error.found,
    }
    if error.step:
        found["step"] = error.step.value
    return found | ({"entry_id": error.entry_id} if error.entry_id else {})
