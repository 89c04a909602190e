"""A token is ours, whole, current and for this kind of person; or it is nothing."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jose import jwt

from backend.core.problem import Unauthenticated
from backend.identity.model import Principal, Role
from backend.identity.signing_keys import add_key
from backend.identity.tokens import (
    STAFF_AUDIENCE,
    STAFF_TTL_S,
    YOUNG_PERSON_AUDIENCE,
    YOUNG_PERSON_TTL_S,
    Tokens,
)
from tests.fakes import MONDAY_EVENING, MovableClock

KIT = Principal("kit", Role.YOUNG_PERSON, device_id="kits-phone")
MAYA = Principal("maya", Role.ON_CALL, session_id="mayas-session")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return add_key(tmp_path_factory.mktemp("jwt"), MONDAY_EVENING).parent


@pytest.fixture(scope="session")
def other_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return add_key(tmp_path_factory.mktemp("other-jwt"), MONDAY_EVENING).parent


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def tokens(folder: Path, clock: MovableClock) -> Tokens:
    return Tokens.from_folder(folder, clock)


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    head, body, signature = token.split(".")
    return _opened(head), _opened(body), signature


def _opened(part: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def packed(part: dict[str, Any] | bytes) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(claims: dict[str, Any], like: str, by: Tokens) -> str:
    """Sign claims with a key, under the header of a token that was issued."""
    return jwt.encode(claims, by.keys.signing[1], "ES256", headers={"kid": parts(like)[0]["kid"]})


def refused(tokens: Tokens, token: str) -> bool:
    with pytest.raises(Unauthenticated):
        tokens.verify(token)
    return True


@pytest.mark.parametrize("role", list(Role))
def test_what_is_issued_is_verified(tokens: Tokens, role: Role) -> None:
    young = role is Role.YOUNG_PERSON
    somebody = Principal(
        "somebody", role, "a-phone" if young else None, session_id=None if young else "a-session"
    )
    assert tokens.verify(tokens.issue(somebody)[0]) == somebody


def test_a_staff_token_says_when_its_holder_proved_who_they_are(tokens: Tokens, clock: MovableClock) -> None:
    signed_in = replace(MAYA, signed_in_at=clock.now())
    token, _ = tokens.issue(signed_in)
    clock.move(hours=1)
    assert tokens.verify(token) == signed_in


def test_a_young_persons_token_is_short_and_a_staff_token_lasts_a_shift(tokens: Tokens) -> None:
    assert tokens.issue(KIT)[1] == YOUNG_PERSON_TTL_S == 900
    assert tokens.issue(MAYA)[1] == STAFF_TTL_S == 12 * 3600


def test_a_token_ends_at_its_time_and_not_before(tokens: Tokens, clock: MovableClock) -> None:
    token, ttl_s = tokens.issue(KIT)
    clock.move(seconds=ttl_s - 1)
    assert tokens.verify(token) == KIT
    clock.move(seconds=1)
    assert refused(tokens, token)


def test_no_token_names_anything_but_an_id_and_a_role(tokens: Tokens) -> None:
    head, body, _ = parts(tokens.issue(KIT)[0])
    assert head.keys() == {"alg", "typ", "kid"}
    assert head["alg"] == "ES256"
    assert body.keys() == {"iss", "aud", "sub", "role", "iat", "exp", "device"}
    assert parts(tokens.issue(MAYA)[0])[1].keys() == {"iss", "aud", "sub", "role", "iat", "exp", "session"}


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE"])
def test_an_unsigned_token_is_refused(tokens: Tokens, name: str) -> None:
    head, body, signature = parts(tokens.issue(MAYA)[0])
    unsigned = f"{packed(head | {'alg': name})}.{packed(body)}."
    assert refused(tokens, unsigned)
    assert refused(tokens, unsigned + signature)


@pytest.mark.parametrize("digest", ["HS256", "HS384", "HS512"])
def test_a_token_signed_with_the_public_key_as_a_password_is_refused(tokens: Tokens, digest: str) -> None:
    head, body, _ = parts(tokens.issue(MAYA)[0])
    start = f"{packed(head | {'alg': digest})}.{packed(body)}"
    [public] = tokens.keys.public.values()
    mac = hmac.new(public.to_pem(), start.encode(), getattr(hashlib, f"sha{digest[2:]}")).digest()
    assert refused(tokens, f"{start}.{packed(mac)}")


def test_a_token_of_another_key_is_refused_also_under_our_key_id(
    tokens: Tokens, other_folder: Path, clock: MovableClock
) -> None:
    others = Tokens.from_folder(other_folder, clock)
    assert refused(tokens, others.issue(MAYA)[0])
    ours = tokens.issue(MAYA)[0]
    assert refused(tokens, signed(parts(ours)[1], ours, others))


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("aud", STAFF_AUDIENCE),
        ("aud", "somebody-else"),
        ("aud", [YOUNG_PERSON_AUDIENCE]),
        ("aud", None),
        ("role", Role.ADMIN.value),
        ("role", "nobody"),
        ("iss", "somebody-else"),
        ("exp", None),
        ("exp", "soon"),
    ],
)
def test_our_key_does_not_make_up_for_a_wrong_claim(tokens: Tokens, claim: str, value: object) -> None:
    token, _ = tokens.issue(KIT)
    claims = parts(token)[1]
    assert tokens.verify(signed(claims, token, tokens)) == KIT
    assert refused(tokens, signed(claims | {claim: value}, token, tokens))


@pytest.mark.parametrize("claim", ["aud", "role", "exp", "sub", "iss", "device"])
def test_a_missing_claim_is_refused(tokens: Tokens, claim: str) -> None:
    token, _ = tokens.issue(KIT)
    claims = parts(token)[1]
    del claims[claim]
    assert refused(tokens, signed(claims, token, tokens))


def test_a_staff_token_of_no_session_is_refused(tokens: Tokens) -> None:
    """Nobody could end it."""
    token, _ = tokens.issue(MAYA)
    claims = parts(token)[1]
    del claims["session"]
    assert refused(tokens, signed(claims, token, tokens))


def test_a_raised_role_or_a_longer_life_breaks_the_signature(tokens: Tokens) -> None:
    token, _ = tokens.issue(MAYA)
    head, body, signature = parts(token)
    for change in ({"role": "admin"}, {"exp": body["exp"] + 1}, {"sub": "ruth"}):
        assert refused(tokens, f"{packed(head)}.{packed(body | change)}.{signature}")


@given(st.integers(0, 10_000), st.sampled_from("abcXYZ0189-_."))
def test_one_altered_character_is_refused_or_means_the_same_bytes(
    folder: Path, place: int, char: str
) -> None:
    tokens = Tokens.from_folder(folder, MovableClock())
    token, _ = tokens.issue(MAYA)
    place %= len(token)
    altered = token[:place] + char + token[place + 1 :]
    if _bytes(altered) != _bytes(token):
        assert refused(tokens, altered)


def _bytes(token: str) -> list[bytes]:
    return [
        base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        for part in token.split(".")
        if len(part) % 4 != 1
    ]


@given(st.text(max_size=60))
def test_no_text_is_more_than_refused(folder: Path, text: str) -> None:
    assert refused(Tokens.from_folder(folder, MovableClock()), text)
