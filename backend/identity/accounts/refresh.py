"""Refresh tokens: `<device>.<generation>.<MAC>`, made from a key file, so that the store holds nothing to forge one."""

import base64
import hashlib
import hmac
import re
from pathlib import Path

from backend.core.problem import Unauthenticated

SHORTEST_KEY_BYTES = 32
SHAPE = re.compile(r"(?P<device>[\w-]{1,64})\.(?P<generation>[1-9]\d{0,8})\.(?P<mac>[\w-]{43})", re.ASCII)


class RefreshTokens:
    """Makes and reads refresh tokens. Whether one still counts is for the device's generation to say."""

    def __init__(self, key: bytes) -> None:
        if len(key) < SHORTEST_KEY_BYTES:
            raise ValueError(f"the refresh key must have at least {SHORTEST_KEY_BYTES} bytes")
        self._key = key

    @classmethod
    def from_file(cls, path: Path) -> "RefreshTokens":
        """Read the key from a file."""
        return cls(path.read_bytes())

    def make(self, device_id: str, generation: int) -> str:
        """Return the token of a generation: always the same one."""
        return f"{device_id}.{generation}.{self._mac(device_id, generation)}"

    def read(self, token: str) -> tuple[str, int]:
        """Return (device id, generation), or raise Unauthenticated for what we did not make."""
        parts = SHAPE.fullmatch(token)
        if parts is None:
            raise Unauthenticated
        device_id, generation = parts["device"], int(parts["generation"])
        if not hmac.compare_digest(parts["mac"], self._mac(device_id, generation)):
            raise Unauthenticated
        return device_id, generation

    def mark(self, device_id: str) -> str:
        """Return what is kept of a signed-out device: without the key, nobody can tell which one it was."""
        return self._digest(f"signed-out|{device_id}")

    def _mac(self, device_id: str, generation: int) -> str:
        return self._digest(f"{device_id}|{generation}")

    def _digest(self, text: str) -> str:
        digest = hmac.digest(self._key, text.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
