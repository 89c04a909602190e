"""The one composition root: every part is made here, and tests replace parts here.

Each file adds the parts of one area to those before it: core, identity, escalations, chat, plans, rights.
"""

from backend.settings import Settings
from backend.wiring.rights import RightsParts


class Services(RightsParts):
    """Everything that app, worker and commands use."""

    async def close(self) -> None:
        """Give connections back."""
        await self.bot.close()
        self.plan_printer.close()
        self.mongo.close()


def build_services(settings: Settings, **overrides: object) -> Services:
    """Return the services; a part named in `overrides` replaces the usual one."""
    return Services(settings, **overrides)


__all__ = ["Services", "build_services"]
