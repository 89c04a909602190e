"""The parts that reach staff: channels, what pages say, and where each member is reached."""

from functools import cached_property

from backend.escalations.contact_points.service import ContactPoints
from backend.escalations.paging.addresses import Addresses
from backend.escalations.paging.channels import Channel, ChannelTools, create_channels
from backend.escalations.paging.letters import Letters
from backend.escalations.paging.links import PageLinks
from backend.wiring.identity import IdentityParts


class PagingParts(IdentityParts):
    """Ways to reach staff."""

    @property
    def public_url(self) -> str:
        """Return where browsers and providers reach this service; without a setting, where it listens."""
        settings = self.settings
        return (settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/")

    @cached_property
    def page_links(self) -> PageLinks:
        """Signed links and reply codes of pages."""
        return PageLinks(self.stores.page_secrets, self.crypto)

    @cached_property
    def letters(self) -> Letters:
        """What pages say."""
        return Letters(self.page_links, self.public_url)

    @cached_property
    def addresses(self) -> Addresses:
        """Where members are reached."""
        return Addresses(self.stores.contact_points, self.crypto)

    @cached_property
    def channels(self) -> dict[str, Channel]:
        """Ways to reach staff, by name."""
        callback_url = self.public_url if self.settings.public_url else None
        return create_channels(
            ChannelTools(
                self.stores.notices,
                self.clock,
                self.settings,
                self.addresses.of,
                self.letters,
                callback_url,
            )
        )

    @cached_property
    def contact_points(self) -> ContactPoints:
        """How each member is reached."""
        return ContactPoints(
            self.mongo,
            self.stores.contact_points,
            self.channels,
            self.letters,
            self.page_links,
            self.stores.staff.set_channels,
            self.crypto,
            self.audit,
            self.clock,
            production=self.settings.production,
        )
