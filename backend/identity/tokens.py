"""ES256 access tokens through python-jose. The only file that knows the library."""

import hashlib
from datetime import timedelta
from pathlib import Path

from jose import jwk, jwt
from jose.exceptions import JOSEError

from backend.core.clock import Clock
from backend.core.problem import Unauthenticated
from backend.identity.model import Principal, Role

ALGORITHM = "ES256"
ISSUER = "evenlight"
YOUNG_PERSON_AUDIENCE = "evenlight:young-person"
STAFF_AUDIENCE = "evenlight:staff"
YOUNG_PERSON_TTL_S = 15 * 60
STAFF_TTL_S = 12 * 60 * 60


class Tokens:
    """Issues and verifies tokens with one P-256 key; `kid` is a hash of the public key."""

    def __init__(self, private_key_pem: str, clock: Clock) -> None:
        private = jwk.construct(private_key_pem, ALGORITHM)
        self._private_pem = private_key_pem
        self._public_pem: str = private.public_key().to_pem().decode()
        self._kid = hashlib.sha256(self._public_pem.encode()).hexdigest()[:16]
        self._clock = clock

    @classmethod
    def from_file(cls, path: Path, clock: Clock) -> "Tokens":
        """Read the signing key (PEM) from a file."""
        return cls(path.read_text(), clock)

    def issue(self, principal: Principal) -> tuple[str, int]:
        """Return a signed token and its life in seconds."""
        audience, ttl_s = _audience(principal.role)
        now = self._clock.now()
        claims = {
            "iss": ISSUER,
            "aud": audience,
            "sub": principal.id,
            "role": principal.role.value,
            "iat": int(now.timestamp()),
            "exp": int((now + timedelta(seconds=ttl_s)).timestamp()),
        }
        return jwt.encode(claims, self._private_pem, ALGORITHM, headers={"kid": self._kid}), ttl_s

    def verify(self, token: str) -> Principal:
        """Return the principal, or raise Unauthenticated for any token that is not ours, whole and current."""
        try:
            if jwt.get_unverified_header(token).get("kid") != self._kid:
                raise Unauthenticated
            claims = jwt.decode(
                token,
                self._public_pem,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                # jose reads the machine's clock; ours may be moved, so expiry and audience are checked below.
                options={"verify_aud": False, "verify_exp": False, "verify_iat": False},
            )
            role = Role(claims["role"])
            if claims["aud"] != _audience(role)[0] or int(claims["exp"]) <= self._clock.now().timestamp():
                raise Unauthenticated
            return Principal(id=str(claims["sub"]), role=role)
        except (JOSEError, KeyError, ValueError, TypeError) as error:
            raise Unauthenticated from error


def _audience(role: Role) -> tuple[str, int]:
    if role is Role.YOUNG_PERSON:
        return YOUNG_PERSON_AUDIENCE, YOUNG_PERSON_TTL_S
    return STAFF_AUDIENCE, STAFF_TTL_S
