"""A picture as it is stored. Pure."""

import json
from dataclasses import dataclass
from hashlib import sha256

from backend.core.crypto import Sealed
from backend.plans.pictures.image import Picture


@dataclass(frozen=True)
class StoredPicture:
    """One picture: `sealed` holds its bytes and all that is known of them."""

    owner_id: str
    picture_id: str
    sealed: Sealed


@dataclass(frozen=True)
class Kept:
    """A picture, and the digest of what was sent, so that sending it again is recognised."""

    picture: Picture
    sent_digest: str

    def to_bytes(self) -> bytes:
        """Return a line of JSON with what is known, and then the picture."""
        known = {
            "media": self.picture.media,
            "width": self.picture.width,
            "height": self.picture.height,
            "sent": self.sent_digest,
        }
        return json.dumps(known).encode() + b"\n" + self.picture.data


def kept_from(opened: bytes) -> Kept:
    """Return what `Kept.to_bytes` wrote."""
    line, _, data = opened.partition(b"\n")
    known = json.loads(line)
    return Kept(Picture(known["media"], data, known["width"], known["height"]), known["sent"])


def digest(sent: bytes) -> str:
    """Return what a sent file is recognised by."""
    return sha256(sent).hexdigest()
