"""ES256 access tokens through python-jose. The only file that knows the library."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jose import jwk, jwt
from jose.backends.base import Key
from jose.exceptions import JOSEError

from backend.core.clock import Clock
from backend.core.logging import log
from backend.core.problem import Unauthenticated
from backend.identity import signing_keys
from backend.identity.model import Principal, Role

ALGORITHM = "ES256"
ISSUER = "evenlight"
YOUNG_PERSON_AUDIENCE = "evenlight:young-person"
STAFF_AUDIENCE = "evenlight:staff"
YOUNG_PERSON_TTL_S = 15 * 60
STAFF_TTL_S = 12 * 60 * 60
LONGEST_TTL_S = max(YOUNG_PERSON_TTL_S, STAFF_TTL_S)


class Keys:
    """The keys of a folder as it is now: one that was added or taken away counts at once, in every process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: list[str] = []
        self._private: dict[str, Key] = {}
        self._public: dict[str, Key] = {}
        self._read(signing_keys.names(folder))

    @property
    def signing(self) -> tuple[str, Key]:
        """Return (kid, private key) of the newest key."""
        self._look()
        return next(reversed(self._private.items()))

    @property
    def public(self) -> dict[str, Key]:
        """Return every public key by its kid, oldest first."""
        self._look()
        return self._public

    def _look(self) -> None:
        # A folder that cannot be read, or holds a broken key, must sign nobody out: what was read last holds.
        try:
            names = signing_keys.names(self._folder)
            if names != self._names:
                self._read(names)
        except (OSError, ValueError, JOSEError) as error:
            log.error("signing_keys_unreadable", error=type(error).__name__)

    def _read(self, names: list[str]) -> None:
        pems = [file.pem for file in signing_keys.read_keys(self._folder)]
        if not pems:
            raise ValueError(f"{self._folder} holds no signing key")
        private = {key_id(pem): jwk.construct(pem, ALGORITHM) for pem in pems}
        self._public = {kid: key.public_key() for kid, key in private.items()}
        self._private, self._names = private, names


class Tokens:
    """Issues and verifies tokens. The newest key signs; every key in the folder verifies, found by its `kid`."""

    def __init__(self, keys: Keys, clock: Clock) -> None:
        self.keys, self._clock = keys, clock

    @classmethod
    def from_folder(cls, folder: Path, clock: Clock) -> "Tokens":
        """Read the signing keys of a folder. Raises OSError or ValueError when there is none."""
        return cls(Keys(folder), clock)

    def issue(self, principal: Principal) -> tuple[str, int]:
        """Return a signed token and its life in seconds."""
        audience, ttl_s = _audience(principal.role)
        now = self._clock.now()
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": audience,
            "sub": principal.id,
            "role": principal.role.value,
            "iat": int(now.timestamp()),
            "exp": int((now + timedelta(seconds=ttl_s)).timestamp()),
        }
        if principal.device_id is not None:
            claims["device"] = principal.device_id
        if principal.session_id is not None:
            claims["session"] = principal.session_id
        if principal.signed_in_at is not None:
            claims["auth_time"] = int(principal.signed_in_at.timestamp())
        kid, private = self.keys.signing
        return jwt.encode(claims, private, ALGORITHM, headers={"kid": kid}), ttl_s

    def verify(self, token: str) -> Principal:
        """Return the principal, or raise Unauthenticated for any token that is not ours, whole and current."""
        try:
            claims = jwt.decode(
                token,
                self.keys.public[jwt.get_unverified_header(token)["kid"]],
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                # jose reads the machine's clock; ours may be moved, so expiry and audience are checked below.
                options={"verify_aud": False, "verify_exp": False, "verify_iat": False},
            )
            role = Role(claims["role"])
            if claims["aud"] != _audience(role)[0] or int(claims["exp"]) <= self._clock.now().timestamp():
                raise Unauthenticated
            return _principal(claims, role)
        except (JOSEError, KeyError, ValueError, TypeError, OverflowError) as error:
            raise Unauthenticated from error

    def published(self) -> list[dict[str, Any]]:
        """Return the public keys as the `keys` of a JWK set (RFC 7517)."""
        return [_public_jwk(kid, key) for kid, key in self.keys.public.items()]


def key_id(pem: str) -> str:
    """Return the `kid` of a private or public key: a hash of the public one."""
    key = jwk.construct(pem, ALGORITHM)
    return hashlib.sha256(key.public_key().to_pem()).hexdigest()[:16]


def _public_jwk(kid: str, key: Key) -> dict[str, Any]:
    return key.to_dict() | {"kid": kid, "use": "sig"}


def _principal(claims: dict[str, Any], role: Role) -> Principal:
    if role is Role.YOUNG_PERSON:
        return Principal(str(claims["sub"]), role, device_id=str(claims["device"]))
    auth_time = claims.get("auth_time")
    signed_in_at = None if auth_time is None else datetime.fromtimestamp(int(auth_time), UTC)
    return Principal(str(claims["sub"]), role, signed_in_at=signed_in_at, session_id=str(claims["session"]))


def _audience(role: Role) -> tuple[str, int]:
    if role is Role.YOUNG_PERSON:
        return YOUNG_PERSON_AUDIENCE, YOUNG_PERSON_TTL_S
    return STAFF_AUDIENCE, STAFF_TTL_S
