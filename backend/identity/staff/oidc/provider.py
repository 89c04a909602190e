"""The provider: its addresses by discovery, an address to send a browser to, and who an answer is about."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken, UserInfo
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from backend.core.clock import Clock
from backend.core.logging import log
from backend.identity.staff.oidc.model import Identity, Login, ProviderDown, ProviderSettings, SignInRefused

ALGORITHMS = ["RS256", "ES256", "EdDSA"]
SCOPE = "openid profile email"
TIMEOUT_S = 5.0
LEEWAY_S = 60
METADATA_FOR = timedelta(minutes=10)


class Provider:
    """A client of one provider. Its addresses and keys are kept for METADATA_FOR."""

    def __init__(self, settings: ProviderSettings, clock: Clock) -> None:
        self.settings, self._clock = settings, clock
        self._metadata: dict[str, Any] = {}
        self._keys: KeySetSerialization = {"keys": []}
        self._read_at: datetime | None = None

    async def address(self, login: Login, state: str) -> str:
        """Return where to send the browser. Raises ProviderDown."""
        metadata = await self._discovered()
        uri: str = prepare_grant_uri(
            metadata["authorization_endpoint"],
            self.settings.client_id,
            "code",
            login.redirect_uri,
            SCOPE,
            state,
            nonce=login.nonce,
            code_challenge=create_s256_code_challenge(login.verifier),
            code_challenge_method="S256",
            # Somebody else may have left their session at the provider open on this machine.
            prompt="login",
        )
        return uri

    async def identity(self, login: Login, code: str) -> Identity:
        """Return who signed in. Raises ProviderDown or SignInRefused."""
        metadata = await self._discovered()
        answer = await self._redeem(metadata["token_endpoint"], login, code)
        claims = await self._verified(str(answer.get("id_token", "")), login)
        if self.settings.claim not in claims and metadata.get("userinfo_endpoint"):
            claims |= await self._user_info(metadata["userinfo_endpoint"], answer, claims["sub"])
        return Identity(claims["sub"], self._known_as(claims), _instant(claims.get("auth_time")))

    def _known_as(self, claims: dict[str, Any]) -> str | None:
        name = claims.get(self.settings.claim)
        if not isinstance(name, str) or not name.strip():
            return None
        if self.settings.claim == "email" and claims.get("email_verified") is not True:
            return None
        return name.strip().casefold()

    async def _redeem(self, endpoint: str, login: Login, code: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": login.redirect_uri,
            "code_verifier": login.verifier,
        }
        secret, auth = self.settings.client_secret, None
        if secret is None:
            form["client_id"] = self.settings.client_id
        else:
            auth = httpx.BasicAuth(quote(self.settings.client_id, safe=""), quote(secret, safe=""))
        return await _asked("POST", endpoint, data=form, auth=auth)

    async def _verified(self, id_token: str, login: Login) -> dict[str, Any]:
        try:
            token = await self._decoded(id_token)
            claims = CodeIDToken(
                token.claims,
                token.header,
                options={
                    "iss": {"essential": True, "value": self.settings.issuer},
                    "aud": {"essential": True, "value": self.settings.client_id},
                    "nonce": {"essential": True, "value": login.nonce},
                },
                params={"client_id": self.settings.client_id},
            )
            claims.validate(now=int(self._clock.now().timestamp()), leeway=LEEWAY_S)
        except (JoseError, ValueError, TypeError) as error:
            raise SignInRefused from error
        return dict(claims)

    async def _decoded(self, id_token: str) -> jwt.Token:
        try:
            return jwt.decode(id_token, KeySet.import_key_set(self._keys), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            # The provider may have changed its keys since we read them.
            await self._discovered(anew=True)
            return jwt.decode(id_token, KeySet.import_key_set(self._keys), algorithms=ALGORITHMS)

    async def _user_info(self, endpoint: str, answer: dict[str, Any], subject: str) -> dict[str, Any]:
        bearer = {"Authorization": f"Bearer {answer.get('access_token', '')}"}
        found = UserInfo(await _asked("GET", endpoint, headers=bearer))
        if found.get("sub") != subject:
            raise SignInRefused
        return {name: found[name] for name in (self.settings.claim, "email_verified") if name in found}

    async def _discovered(self, *, anew: bool = False) -> dict[str, Any]:
        now = self._clock.now()
        if anew or self._read_at is None or now - self._read_at >= METADATA_FOR:
            try:
                self._metadata, self._keys = await self._discover()
            except SignInRefused as error:
                raise ProviderDown from error
            self._read_at = now
        return self._metadata

    async def _discover(self) -> tuple[dict[str, Any], KeySetSerialization]:
        issuer = self.settings.issuer
        metadata = await _asked("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if metadata.get("issuer") != issuer or not all(
            isinstance(metadata.get(name), str) for name in needed
        ):
            raise ProviderDown
        keys = await _asked("GET", metadata["jwks_uri"])
        if not isinstance(keys.get("keys"), list):
            raise ProviderDown
        return metadata, {"keys": keys["keys"]}


def _instant(auth_time: float | None) -> datetime | None:
    try:
        return None if auth_time is None else datetime.fromtimestamp(auth_time, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SignInRefused from error


async def _asked(method: str, address: str, **request: Any) -> dict[str, Any]:
    """Return the JSON object that the provider answers. Raises ProviderDown, SignInRefused where it says no."""
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False) as client:
            answer = await client.request(method, address, **request)
        document = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ProviderDown from error
    if 400 <= answer.status_code < 500:
        log.warning("single_sign_on_refused", status=answer.status_code)
        raise SignInRefused
    if answer.status_code != 200 or not isinstance(document, dict):
        raise ProviderDown
    return document
