"""The parts of the rota."""

from functools import cached_property

from backend.escalations.rota.calendars.feeds import Feeds
from backend.escalations.rota.calendars.importing import Imports
from backend.escalations.rota.calendars.reading import Colleague
from backend.escalations.rota.changes import RotaChanges
from backend.escalations.rota.service import RotaService
from backend.escalations.rota.shift_notices.service import ShiftNotices
from backend.escalations.rota.swaps.service import Swaps
from backend.escalations.rota.test_pages.service import TestPages
from backend.identity.model import Role
from backend.wiring.escalations import EscalationParts, responders_of


class RotaParts(EscalationParts):
    """Who is on call when, changing it, and whether they can be reached."""

    @cached_property
    def rota(self) -> RotaService:
        """Who is on call when."""
        return RotaService(self.stores.rota, responders_of(self.staff), self.clock)

    @cached_property
    def rota_changes(self) -> RotaChanges:
        """Changes the rota."""
        return RotaChanges(self.mongo, self.stores.rota, responders_of(self.staff), self.audit, self.clock)

    @cached_property
    def swaps(self) -> Swaps:
        """Swaps of shifts."""
        stores, responders = self.stores, responders_of(self.staff)
        return Swaps(self.mongo, stores.rota_swaps, stores.rota, responders, self.audit, self.clock)

    @cached_property
    def rota_feeds(self) -> Feeds:
        """Calendar links."""
        stores, responders = self.stores, responders_of(self.staff)
        return Feeds(self.mongo, stores.rota_feeds, stores.rota, responders, self.audit, self.clock)

    @cached_property
    def rota_imports(self) -> Imports:
        """Calendars that are taken in."""
        return Imports(self.rota_changes, self._colleagues, self.clock)

    @cached_property
    def test_pages(self) -> TestPages:
        """Test pages to oneself."""
        responders = responders_of(self.staff)
        return TestPages(self.stores.test_pages, self.channels, responders, self.audit, self.clock)

    @cached_property
    def shift_notices(self) -> ShiftNotices:
        """Whether whoever comes on call can be reached."""
        stores, responders = self.stores, responders_of(self.staff)
        return ShiftNotices(
            stores.shift_notices, stores.rota, stores.test_pages, self.channels, responders, self.clock
        )

    async def _colleagues(self) -> list[Colleague]:
        return [
            Colleague(
                login.member.id, login.member.first_name, _names(login.member.username, login.single_sign_on)
            )
            for login in await self.stores.staff.logins()
            if login.member.role is not Role.CONTENT_EDITOR
        ]


def _names(*names: str | None) -> frozenset[str]:
    return frozenset(name.casefold() for name in names if name)
