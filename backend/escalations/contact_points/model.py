"""A contact point, and what an address may look like. Pure."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from backend.core.crypto import Sealed
from backend.core.problem import Problem

CONSOLE = "console"
EMAIL, SMS, VOICE, PUSH, APPRISE = "email", "sms", "voice", "push", "apprise"
KINDS = (EMAIL, SMS, VOICE, PUSH, APPRISE)
CODE_LIVES_S = 600
MOST_TRIES = 5
NEXT_CODE_AFTER_S = 30


class WrongCode(Problem):
    """Not the code that was sent, or it is too old, or was tried too often."""

    status, key, title = 422, "wrong-code", "This is not the code that we sent, or it has run out"


@dataclass(frozen=True)
class ContactPoint:
    """One address of one member; `place` is its order among theirs. Unverified ones are never paged."""

    staff_id: str
    kind: str
    place: int
    sealed_address: Sealed
    fingerprint: str
    verified_at: datetime | None = None
    code_hash: str | None = None
    code_sent_at: datetime | None = None
    tries: int = 0


def normalised(kind: str, address: str, *, encrypted_only: bool) -> str:
    """Return an address as it is kept. Raises ValueError saying what is wrong. Apprise may have an empty one."""
    stripped = address.strip()
    if kind in {SMS, VOICE}:
        return _number(stripped)
    if kind == EMAIL:
        return _email(stripped)
    return _subscription(stripped, encrypted_only=encrypted_only) if kind == PUSH else stripped


def _number(address: str) -> str:
    number = re.sub(r"[\s().-]", "", address)
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise ValueError("is not a number with its country code, such as +44 7700 900123")
    return number


def _email(address: str) -> str:
    if len(address) > 254 or not re.fullmatch(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\".]+", address):
        raise ValueError("is not an email address")
    return address


def _subscription(address: str, *, encrypted_only: bool) -> str:
    wrong = ValueError("is not the push subscription of a browser")
    try:
        found = json.loads(address)
        endpoint, keys = found["endpoint"], {name: str(found["keys"][name]) for name in ("p256dh", "auth")}
        schemes = {"https"} if encrypted_only else {"https", "http"}
        known = urlsplit(endpoint).scheme in schemes and bool(urlsplit(endpoint).hostname)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise wrong from error
    if not known:
        raise wrong
    return json.dumps({"endpoint": endpoint, "keys": keys})


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(10**6):06}"


def code_hash(staff_id: str, kind: str, code: str) -> str:
    """Return what is kept of a code (hex). Short-lived and counted, so that guessing the hash is of no use."""
    return hashlib.sha256(f"{staff_id}|{kind}|{code.strip()}".encode()).hexdigest()
