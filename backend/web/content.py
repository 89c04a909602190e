"""Pages and files as they are sent: packed once, so that a slow phone waits less and no request packs anew."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

MEDIA = {".webmanifest": "application/manifest+json", ".js": "text/javascript"}
PACKED_ALREADY = ("image/png", "application/octet-stream")


@dataclass(frozen=True)
class Content:
    """What an address holds: its bytes, and their media type (MIME) with the character set for text."""

    body: bytes
    media: str

    @property
    def text(self) -> str:
        """Return the words of a page."""
        return self.body.decode()

    @cached_property
    def etag(self) -> str:
        """Change with the bytes and with nothing else."""
        return hashlib.sha256(self.body).hexdigest()[:16]

    @cached_property
    def packed(self) -> bytes | None:
        """Return the bytes as gzip (RFC 1952), or None where that saves nothing."""
        if self.media in PACKED_ALREADY:
            return None
        packed = gzip.compress(self.body, mtime=0)
        return packed if len(packed) < len(self.body) else None


def text(content: str, media: str = "text/html") -> Content:
    """Return a text as it is sent."""
    return Content(content.encode(), f"{media}; charset=utf-8")


def file(path: Path) -> Content:
    """Return a file as it is sent, read and packed again only when it has changed. Raises OSError."""
    return _file(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1024)
def _file(path: Path, _changed_at_ns: int) -> Content:
    media = MEDIA.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Content(path.read_bytes(), media)
