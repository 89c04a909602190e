"""The one composition root: every part is made here, and tests replace parts here.

Each file adds the parts of one area to those before it, in the order of their imports; drills is the last.
"""

from backend.settings import Settings
from backend.wiring.drills import DrillParts


class Services(DrillParts):
    """Everything that app, worker and commands use."""

    async def close(self) -> None:
        """Give connections back."""
        await self.bot.close()
        self.plan_printer.close()
        self.guidance_press.close()
        self.mongo.close()


def build_services(settings: Settings, **overrides: object) -> Services:
    """Return the services; a part named in `overrides` replaces the usual one."""
    return Services(settings, **overrides)


__all__ = ["Services", "build_services"]
