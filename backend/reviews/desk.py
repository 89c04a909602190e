"""What marking and reviewing both work with."""

from dataclasses import dataclass

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.crypto import FieldCrypto
from backend.core.mongo import Mongo
from backend.reviews.model import Records
from backend.reviews.store import MarkStore, TallyStore


@dataclass(frozen=True)
class Desk:
    """The marks, the counts, the records they are about, and the means to keep, seal and audit them."""

    mongo: Mongo
    marks: MarkStore
    tallies: TallyStore
    records: Records
    crypto: FieldCrypto
    audit: Audit
    clock: Clock
