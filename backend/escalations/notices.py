"""Why a person is needed: reasons and exact phrases. Sealed with the young person's key wherever it is stored."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from backend.core.crypto import FieldCrypto, Sealed
from backend.escalations.model import Reason


@dataclass(frozen=True)
class Notice:
    """What was noticed in one message."""

    reasons: tuple[Reason, ...]
    words: tuple[str, ...]

    def to_text(self) -> str:
        """Return it as JSON, for sealing."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Notice":
        """Return what `to_text` wrote."""
        fields = json.loads(text)
        return cls(tuple(Reason(**reason) for reason in fields["reasons"]), tuple(fields["words"]))


async def opened(crypto: FieldCrypto, sealed: Iterable[Sealed]) -> Notice:
    """Open notices and return them as one, each reason and phrase once, in order."""
    texts = [await crypto.open_if_kept(one) for one in sealed]
    notices = [Notice.from_text(text) for text in texts if text]
    reasons = dict.fromkeys(reason for notice in notices for reason in notice.reasons)
    words = dict.fromkeys(word for notice in notices for word in notice.words)
    return Notice(tuple(reasons), tuple(words))
