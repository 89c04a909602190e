"""When an alarm is told, and told again. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LEAST_PAUSE_S = 60
LONGEST_PAUSE_S = 3600


@dataclass(frozen=True)
class Told:
    """How often a broken promise was told, and when last. `open`: it was not yet kept again."""

    at: datetime
    times: int = 1
    open: bool = True

    def again(self, now: datetime) -> "Told | None":
        """Return it told once more, or None where it is too early: a minute at least, and longer each time."""
        pause_s = min(LEAST_PAUSE_S * 2 ** max(self.times - 1, 0), LONGEST_PAUSE_S)
        if now - self.at < timedelta(seconds=pause_s):
            return None
        return Told(now, self.times + 1)

    def kept(self) -> "Told":
        """Return it after the promise was kept again: the pause still holds, its growth begins anew."""
        return replace(self, times=0, open=False)
