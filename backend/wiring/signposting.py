"""The parts of the directory: who is awake now, and what others read of it."""

from functools import cached_property

from backend.signposting.directory import Directory
from backend.signposting.editing.service import Editing
from backend.signposting.importing.intake import Intake
from backend.signposting.importing.service import Importer
from backend.signposting.open_referral.service import OpenReferralService
from backend.signposting.service import SignpostingService
from backend.wiring.rota import RotaParts


class SignpostingParts(RotaParts):
    """Everything about services."""

    @cached_property
    def directory(self) -> Directory:
        """The entries that hold now."""
        return Directory(self.stores.services, self.clock)

    @cached_property
    def signposting(self) -> SignpostingService:
        """Who is awake now."""
        return SignpostingService(self.directory, self.stores.services, self.clock)

    @cached_property
    def open_referral(self) -> OpenReferralService:
        """The directory in Open Referral UK terms."""
        return OpenReferralService(self.directory, self.clock)

    @cached_property
    def directory_editing(self) -> Editing:
        """Changing the directory."""
        stores = self.stores
        return Editing(
            self.mongo,
            stores.service_editing,
            stores.services,
            self.directory,
            self._first_name,
            self.audit,
            self.clock,
        )

    @cached_property
    def directory_import(self) -> Importer:
        """Taking in feeds."""
        stores = self.stores
        return Importer(stores.service_import, stores.service_editing, stores.services, self.clock)

    @cached_property
    def directory_intake(self) -> Intake:
        """Feeds that editors bring in."""
        return Intake(self.directory_import, self.stores.service_import, self.audit, self._first_name)

    async def _first_name(self, staff_id: str) -> str:
        return next((member.first_name for member in await self.staff.members() if member.id == staff_id), "")
