"""Codes: which time-step a code belongs to, and recovery codes."""

import base64
import hashlib
import secrets
from datetime import datetime

import pyotp
from pyotp.exceptions import OTPVerificationError

SERVICE_NAME = "Evenlight"
DRIFT_STEPS = 1  # a step is 30 s
RECOVERY_CODES = 10
RECOVERY_BYTES = 10


def new_secret() -> str:
    """Return a fresh secret of 160 bits (base32)."""
    return pyotp.random_base32()


def uri(secret: str, username: str) -> str:
    """Return the otpauth address that an authenticator app opens."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=SERVICE_NAME)


def plain(code: str) -> str:
    """Return a typed code without the spaces and dashes that people type."""
    return "".join(char for char in code.casefold() if char.isalnum())


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the time-step that this code is of, when it is no further than DRIFT_STEPS away."""
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(code, for_time=at, valid_window=DRIFT_STEPS)
    except OTPVerificationError:
        return None


def new_recovery_codes() -> list[str]:
    """Return RECOVERY_CODES codes of 80 bits, such as "abcd-efgh-ijkl-mnop"."""
    return ["-".join(_groups(secrets.token_bytes(RECOVERY_BYTES))) for _ in range(RECOVERY_CODES)]


def _groups(raw: bytes) -> list[str]:
    text = base64.b32encode(raw).decode().lower()
    return [text[start : start + 4] for start in range(0, len(text), 4)]


def recovery_hash(code: str) -> str:
    """Return the SHA-256 of a recovery code (hex). It is random, so a slow hash would add nothing."""
    return hashlib.sha256(plain(code).encode()).hexdigest()
