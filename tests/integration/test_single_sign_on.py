"""Signing in through a real provider of OpenID Connect, as a browser goes: there, back, and into the console."""

import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from backend.identity.model import Role
from backend.identity.staff.members.service import OPERATOR, Change
from backend.settings import Settings
from tests.conftest import World, free_port
from tests.factories import PASSWORD

EMAIL = "amina@example.org"
SUBJECT = "subject-of-amina"
REFUSED = "/staff#sign-in-problem=not-signed-in"


def started(port: int) -> "subprocess.Popen[bytes]":
    """Start a provider and wait until it answers."""
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            httpx.get(f"http://127.0.0.1:{port}/.well-known/openid-configuration")
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return process
    raise TimeoutError


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_port()
    process = started(port)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture
def settings(settings: Settings, provider: str, tmp_path: Path) -> Settings:
    secret = tmp_path / "client-secret"
    secret.write_text("agreed: with the provider\n")
    settings.oidc_issuer, settings.oidc_name = provider, "Luton Council"
    settings.oidc_client_secret_file = secret
    return settings


class Browser:
    """A browser with cookies of its own. It follows no redirect by itself, so that a test can meddle."""

    def __init__(self, world: World, provider: str) -> None:
        self._provider = provider
        self.http = httpx.AsyncClient(base_url=str(world.http.make_url("")))

    async def to_provider(self) -> str:
        answer = await self.http.get("/v1/staff/oidc/login")
        assert answer.status_code == 302
        return answer.headers["location"]

    async def agree(self, address: str, subject: str = SUBJECT) -> str:
        """Sign in at the provider and return the address that it sends the browser back to."""
        answer = await self.http.post(address, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    async def come_back(self, address: str) -> str:
        answer = await self.http.get(address)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    async def exchange(self, console: str) -> httpx.Response:
        code = console.partition("#sign-in=")[2]
        return await self.http.post("/v1/staff/oidc/sessions", json={"code": code})

    async def sign_in(self, subject: str = SUBJECT) -> httpx.Response:
        return await self.exchange(await self.come_back(await self.agree(await self.to_provider(), subject)))


async def tell_provider(provider: str, subject: str = SUBJECT, **claims: Any) -> None:
    async with httpx.AsyncClient() as http:
        assert (await http.put(f"{provider}/users/{subject}", json=claims)).status_code == 204


@pytest.fixture
async def browser(world: World, provider: str) -> AsyncIterator[Browser]:
    world.clock.move(seconds=(datetime.now(UTC) - world.clock.now()).total_seconds())
    await world.services.staff_members.add(
        OPERATOR, "amina", Change("Amina", Role.SUPERVISOR, single_sign_on=EMAIL)
    )
    await tell_provider(provider, email=EMAIL, email_verified=True)
    made = Browser(world, provider)
    yield made
    await made.http.aclose()


async def test_the_console_is_told_where_to_sign_in(browser: Browser) -> None:
    offer = (await browser.http.get("/v1/staff/oidc")).json()
    assert offer == {"enabled": True, "name": "Luton Council"}


async def test_a_member_signs_in_and_is_recognised_by_subject_from_then_on(
    world: World, browser: Browser, provider: str
) -> None:
    answer = await browser.sign_in()

    assert answer.status_code == 201, answer.text
    assert answer.json()["staff"]["first_name"] == "Amina"
    bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert (await browser.http.get("/v1/staff/me", headers=bearer)).json()["role"] == "supervisor"

    await tell_provider(provider, email="married@example.org", email_verified=True)
    assert (await browser.sign_in()).status_code == 201
    actions = [entry["action"] async for entry in world.services.mongo.db.audit.find().sort("_id", 1)]
    assert actions == ["staff_added", "single_sign_on_linked", "staff_signed_in", "staff_signed_in"]


async def test_signing_out_ends_a_session_of_single_sign_on_too(browser: Browser) -> None:
    tokens = [(await browser.sign_in()).json()["access_token"] for _ in range(2)]
    ended, other = [{"Authorization": f"Bearer {token}"} for token in tokens]
    assert (await browser.http.post("/v1/staff/sign-out", json={}, headers=ended)).status_code == 200
    assert (await browser.http.get("/v1/staff/me", headers=ended)).status_code == 401
    assert (await browser.http.get("/v1/staff/me", headers=other)).status_code == 200


async def test_the_provider_is_asked_with_pkce_state_and_nonce_and_the_cookie_is_ours_alone(
    browser: Browser,
) -> None:
    answer = await browser.http.get("/v1/staff/oidc/login")

    asked = parse_qs(urlsplit(answer.headers["location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["prompt"] == ["login"]
    assert all(len(asked[name][0]) >= 43 for name in ("code_challenge", "state", "nonce"))
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert asked["state"][0].lower() not in cookie


async def test_a_host_that_is_none_is_a_bad_request(browser: Browser) -> None:
    answer = await browser.http.get("/v1/staff/oidc/login", headers={"Host": "x:99999999"})
    assert answer.status_code == 400


async def test_somebody_whom_nobody_added_is_not_let_in(
    world: World, browser: Browser, provider: str
) -> None:
    await tell_provider(provider, "stranger", email="stranger@example.org", email_verified=True)
    back = await browser.agree(await browser.to_provider(), "stranger")

    assert await browser.come_back(back) == REFUSED
    assert len(await world.services.staff.members()) == 1


@pytest.mark.parametrize("claims", [{"email": EMAIL}, {"email": EMAIL, "email_verified": "true"}, {}])
async def test_an_address_that_the_provider_did_not_verify_is_nobody(
    browser: Browser, provider: str, claims: dict[str, Any]
) -> None:
    await tell_provider(provider, "impostor", **claims)
    back = await browser.agree(await browser.to_provider(), "impostor")

    assert await browser.come_back(back) == REFUSED


async def test_a_second_subject_with_the_same_address_does_not_become_the_member(
    browser: Browser, provider: str
) -> None:
    assert (await browser.sign_in()).status_code == 201
    await tell_provider(provider, "impostor", email=EMAIL, email_verified=True)
    back = await browser.agree(await browser.to_provider(), "impostor")

    assert await browser.come_back(back) == REFUSED


async def test_a_wrong_state_is_refused(browser: Browser) -> None:
    back = httpx.URL(await browser.agree(await browser.to_provider()))
    for state in ("", "made-up", back.params["state"][:-1]):
        assert await browser.come_back(str(back.copy_set_param("state", state))) == REFUSED

    assert "#sign-in=" in await browser.come_back(str(back)), "a wrong guess spoils nothing"


async def test_a_wrong_nonce_is_refused(browser: Browser) -> None:
    address = httpx.URL(await browser.to_provider()).copy_set_param("nonce", "of-another-sign-in")

    assert await browser.come_back(await browser.agree(str(address))) == REFUSED


async def test_an_answer_is_worth_something_once(browser: Browser) -> None:
    back = await browser.agree(await browser.to_provider())
    console = await browser.come_back(back)

    assert await browser.come_back(back) == REFUSED
    assert (await browser.exchange(console)).status_code == 201
    assert (await browser.exchange(console)).status_code == 401


async def test_another_browser_can_use_neither_the_answer_nor_the_code(
    world: World, browser: Browser, provider: str
) -> None:
    other = Browser(world, provider)
    await other.to_provider()
    back = await browser.agree(await browser.to_provider())
    assert await other.come_back(back) == REFUSED

    console = await browser.come_back(back)
    assert (await other.exchange(console)).status_code == 401
    assert (await browser.exchange(console)).status_code == 201
    await other.http.aclose()


async def test_the_code_and_the_way_there_end(world: World, browser: Browser) -> None:
    console = await browser.come_back(await browser.agree(await browser.to_provider()))
    world.clock.move(seconds=61)
    assert (await browser.exchange(console)).status_code == 401

    back = await browser.agree(await browser.to_provider())
    world.clock.move(minutes=10, seconds=1)
    assert await browser.come_back(back) == REFUSED


async def test_who_says_no_at_the_provider_is_back_at_the_console(browser: Browser) -> None:
    answer = await browser.http.post(await browser.to_provider(), data={"action": "deny"})

    assert await browser.come_back(answer.headers["location"]) == REFUSED


async def test_a_removed_member_does_not_come_back_through_the_provider(
    world: World, browser: Browser
) -> None:
    console = await browser.come_back(await browser.agree(await browser.to_provider()))
    [amina] = await world.services.staff.members()
    await world.services.staff_members.remove(OPERATOR, amina.id)

    assert (await browser.exchange(console)).status_code == 401
    assert await browser.come_back(await browser.agree(await browser.to_provider())) == REFUSED


async def test_sessions_that_end_while_somebody_is_on_the_way_stay_ended(
    world: World, browser: Browser
) -> None:
    console = await browser.come_back(await browser.agree(await browser.to_provider()))
    [amina] = await world.services.staff.members()
    world.clock.move(seconds=30)
    await world.services.staff_members.change(OPERATOR, amina.id, Change(role=Role.ON_CALL))

    assert (await browser.exchange(console)).status_code == 401


async def test_with_the_provider_down_the_console_says_so_and_the_password_works(
    world: World, browser: Browser
) -> None:
    provider = world.services.single_sign_on.provider
    back = await browser.agree(await browser.to_provider())
    [amina] = await world.services.staff.members()
    await world.services.staff_members.change(OPERATOR, amina.id, Change(password=PASSWORD))
    world.clock.move(minutes=9)
    gone = f"http://127.0.0.1:{free_port()}"
    provider._metadata["token_endpoint"] = f"{gone}/token"
    assert await browser.come_back(back) == "/staff#sign-in-problem=provider-down"

    world.clock.move(minutes=1)
    provider.settings = type(provider.settings)(**vars(provider.settings) | {"issuer": gone})
    assert await browser.to_provider() == "/staff#sign-in-problem=provider-down"

    credentials = {"username": "amina", "password": PASSWORD}
    assert (await browser.http.post("/v1/staff/tokens", json=credentials)).status_code == 201


async def test_a_late_sign_in_at_the_provider_is_no_fresh_proof(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The provider says when somebody signed in there; what needs a fresh sign-in counts from then."""
    identity = world.services.single_sign_on.provider.identity

    async def long_ago(*asked: Any) -> Any:
        found = await identity(*asked)
        earlier = world.clock.now() - timedelta(minutes=6)
        return type(found)(**vars(found) | {"signed_in_at": earlier})

    monkeypatch.setattr(world.services.single_sign_on.provider, "identity", long_ago)
    token = (await browser.sign_in()).json()["access_token"]

    principal = world.services.tokens.verify(token)
    assert principal.signed_in_at is not None
    assert world.clock.now() - principal.signed_in_at >= timedelta(minutes=6)
