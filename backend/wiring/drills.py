"""The parts that try out and count whether somebody is fetched."""

from functools import cached_property

from backend.drills.service import Drills
from backend.escalations.numbers.service import NumbersService
from backend.escalations.watch import Look
from backend.wiring.guidance import GuidanceParts


class DrillParts(GuidanceParts):
    """Drills, and the promise that they keep watch over."""

    @cached_property
    def drills(self) -> Drills:
        """Runs drills."""
        return Drills(
            self.stores.drills,
            self.chat,
            self.escalations,
            self.actions,
            self._erase_drill,
            self.crypto,
            self.clock,
            self.settings.drills_at,
        )

    @cached_property
    def numbers(self) -> NumbersService:
        """How fast people were fetched."""
        return NumbersService(self.stores.numbers, self.rota, self.clock)

    async def _erase_drill(self, person_id: str) -> None:
        await self.requests_data.erase(person_id)
        await self.conversation_data.erase(person_id)

    def looks(self) -> list[Look]:
        """Return what the watch looks at besides its own promises."""
        return [*super().looks(), self.drills.promise]
