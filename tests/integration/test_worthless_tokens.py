"""Every route against tokens that are not ours, and against somebody who holds only the link to a shared plan."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jose import jwt

from backend.app import ROUTES
from backend.core.routes import Route
from backend.identity.model import Role
from backend.identity.tokens import ISSUER, STAFF_AUDIENCE, YOUNG_PERSON_AUDIENCE
from tests.conftest import World
from tests.factories import staff, young_person
from tests.planning import answer, entry, plan, planner, texts

PLAIN = {"number": "1", "path": "icons/icon.svg"}
GUARDED = [route for route in ROUTES if route.policy.name != "public"]
RECENT = [route for route in ROUTES if route.policy.name.endswith("_recent")]


def segment(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


class Forger:
    """Makes tokens that look like Kit's and like an administrator's, without our private key."""

    def __init__(self, world: World, kit: dict[str, Any]) -> None:
        self._tokens, now = world.services.tokens, world.clock.now()
        times = {"iat": int(now.timestamp()), "exp": int((now + timedelta(hours=1)).timestamp())}
        common = {"iss": ISSUER} | times
        self._claims: dict[bool, dict[str, Any]] = {
            False: common | {
                "aud": YOUNG_PERSON_AUDIENCE, "sub": kit["young_person_id"],
                "role": "young_person", "device": kit["device_id"],
            },
            True: common | {
                "aud": STAFF_AUDIENCE, "sub": "staff-Ada", "role": "admin", "auth_time": times["iat"],
                "session": "of Ada",
            },
        }  # fmt: skip

    def forged(self, how: str, *, for_staff: bool) -> str:
        """Return a token that carries the right claims and the wrong proof."""
        claims, (kid, _) = self._claims[for_staff], self._tokens.keys.signing
        head = {"alg": "none", "typ": "JWT", "kid": kid}
        match how:
            case "signed with another key":
                pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
                    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
                )
                return str(jwt.encode(claims, pem.decode(), "ES256", headers={"kid": kid}))
            case "the algorithm swapped":
                public = json.dumps(self._tokens.published()[0])
                return str(jwt.encode(claims, public, "HS256", headers={"kid": kid}))
            case "no algorithm":
                return f"{segment(head)}.{segment(claims)}."
            case "an unknown key id":
                whole = jwt.encode(claims, self._tokens.keys.signing[1], "ES256", headers={"kid": "unknown"})
                return str(whole)
            case _:
                return how


WORTHLESS = [
    "signed with another key", "the algorithm swapped", "no algorithm", "an unknown key id",
    "", "a.b.c", "x" * 4000, "\u00e9",
]  # fmt: skip


def address(route: Route) -> str:
    """Return the route's path with something in each place."""
    return "/".join(
        PLAIN.get(part[1:-1].partition(":")[0], "of-nobody") if part.startswith("{") else part
        for part in route.path.split("/")
    )


async def status(world: World, route: Route, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}
    body: dict[str, Any] | None = {} if route.body else None
    response = await world.http.request(route.method, address(route), json=body, headers=headers)
    response.close()
    return response.status


@pytest.mark.parametrize("how", WORTHLESS)
async def test_a_token_that_is_not_ours_opens_nothing(world: World, how: str) -> None:
    await staff(world.services, world.http, "Ada", Role.ADMIN)
    kit = await young_person(world.http)
    forger = Forger(world, kit.device)
    found = {
        f"{route.method} {route.path}": await status(
            world, route, forger.forged(how, for_staff=route.path.startswith("/v1/staff"))
        )
        for route in GUARDED
    }
    assert {address: code for address, code in found.items() if code != 401} == {}


async def test_whoever_holds_a_shared_link_reads_that_and_nothing_else(world: World) -> None:
    kit = await planner(world)
    await kit.writes(plan(step_2=[entry("a", "music")]), 0)
    ends_at = (world.clock.now() + timedelta(days=1)).isoformat()
    wanted = {"steps": [2], "reader_name": "Mum", "ends_at": ends_at}
    share = await answer(await kit.call("POST", "/shares", json=wanted))
    link = {"token": share["link"].partition("#")[2], "code": share["code"]}
    assert texts(await answer(await world.http.post("/v1/shared-plans", json=link))) == ["music"]
    assert {await status(world, route, link["token"]) for route in GUARDED} == {401}


async def test_the_same_claims_with_our_key_open_the_door(world: World) -> None:
    """So that the test above fails for the proof, and for nothing else."""
    await staff(world.services, world.http, "Ada", Role.ADMIN)
    kit = await young_person(world.http)
    forger = Forger(world, kit.device)
    kid, private = world.services.tokens.keys.signing
    tokens = {
        for_staff: str(jwt.encode(claims, private, "ES256", headers={"kid": kid}))
        for for_staff, claims in forger._claims.items()
    }
    headers = {"Authorization": f"Bearer {tokens[False]}"}
    assert (await world.http.get("/v1/me", headers=headers)).status == 200
    headers = {"Authorization": f"Bearer {tokens[True]}"}
    assert (await world.http.get("/v1/staff/members", headers=headers)).status == 200


@pytest.mark.parametrize("route", RECENT, ids=lambda route: f"{route.method} {route.path}")
async def test_a_console_left_open_cannot_do_what_matters_most(world: World, route: Route) -> None:
    ada = await staff(world.services, world.http, "Ada", Role.ADMIN)
    world.clock.move(minutes=5)
    assert await status(world, route, ada.token) == 403
    world.clock.move(minutes=-1)
    assert await status(world, route, ada.token) != 403
