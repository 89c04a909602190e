"""The parts that every feature uses."""

from functools import cached_property

from backend.core.attempts import Attempts
from backend.core.audit import Audit
from backend.core.clock import Clock, SystemClock
from backend.core.crypto import FieldCrypto
from backend.core.crypto.kms import known_master_keys
from backend.core.crypto.master_key import MasterKeys
from backend.core.limits import Limiter
from backend.core.live import Hub
from backend.core.mongo import Mongo
from backend.core.worded import Drafts
from backend.settings import Settings
from backend.wiring.stores import Stores


class CoreParts:
    """A part is made when it is first asked for."""

    def __init__(self, settings: Settings, **overrides: object) -> None:
        self.settings = settings
        Drafts.shown = not settings.production
        self.__dict__.update(overrides)

    @cached_property
    def clock(self) -> Clock:
        """Tells the time."""
        return SystemClock()

    @cached_property
    def mongo(self) -> Mongo:
        """The store. Opens no connection: the first use does."""
        return Mongo(self.settings.mongodb_uri, self.settings.database)

    @cached_property
    def stores(self) -> Stores:
        """The files that name MongoDB fields."""
        return Stores.on(self.mongo)

    @cached_property
    def crypto(self) -> FieldCrypto:
        """Seals and opens text."""
        return FieldCrypto(self.mongo, self.stores.key_vault, self.master_keys, self.clock)

    def master_keys(self) -> MasterKeys:
        """Read the master keys anew: a rotation adds one while the service runs."""
        files = self.settings.master_key_path, self.settings.next_master_key_path
        return known_master_keys(self.settings, *files)

    @cached_property
    def audit(self) -> Audit:
        """Who read or changed what."""
        return Audit(self.mongo, self.clock, self.settings.audit_heads_path)

    @cached_property
    def limiter(self) -> Limiter:
        """Slows floods."""
        return Limiter(on=self.settings.rate_limits, trusted_proxies=self.settings.trusted_proxies)

    @cached_property
    def attempts(self) -> Attempts:
        """Slows guessing."""
        return Attempts(self.limiter, on=self.settings.rate_limits)

    @cached_property
    def hub(self) -> Hub:
        """Wakes whoever is looking."""
        return Hub()
