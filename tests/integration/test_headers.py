"""With every answer a browser is told to run nothing of others, and what not to keep."""

from aiohttp import web
from multidict import CIMultiDictProxy

from backend.app import ROUTES
from backend.core.middleware import HSTS, SECURITY_HEADERS, security_headers
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, YoungPersonClient, staff, young_person
from tests.integration.test_worthless_tokens import address


async def headers(
    world: World, path: str, who: StaffClient | YoungPersonClient | None = None
) -> CIMultiDictProxy[str]:
    sent = who.headers if who else {}
    async with world.http.get(path, headers=sent, allow_redirects=False) as response:
        return response.headers


async def test_every_answer_carries_the_headers_and_a_personal_one_is_kept_nowhere(world: World) -> None:
    ada, kit = await staff(world.services, world.http, "Ada", Role.ADMIN), await young_person(world.http)
    await kit.say(DISCLOSURE)
    [escalation] = (await ada.list())["escalations"]
    known = {"{escalation_id}": escalation["id"], "{conversation_id}": kit.conversation_id}
    lacking, kept = set(), set()
    for route in [route for route in ROUTES if route.method == "GET"]:
        path = address(route)
        for name, value in known.items():
            path = path.replace("of-nobody", value) if name in route.path else path
        found = await headers(world, path, ada if route.path.startswith("/v1/staff") else kit)
        lacking |= {(path, name) for name, value in SECURITY_HEADERS.items() if found.get(name) != value}
        lacking |= {(path, "Server")} if found["Server"] != "evenlight" else set()
        if route.policy.name != "public" and "no-store" not in found.get("Cache-Control", ""):
            kept.add(path)
    assert lacking == set()
    assert kept == set()


async def test_what_is_not_there_or_not_allowed_carries_them_too(world: World) -> None:
    for path in ("/nothing", "/v1/me", "/static/../settings.py", "/v1/staff/oidc/callback"):
        found = await headers(world, path)
        assert {name: found.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS, path


async def test_only_production_asks_for_tls_from_then_on(world: World) -> None:
    assert "Strict-Transport-Security" not in await headers(world, "/")
    answer = web.Response()
    await security_headers(production=True)(None, answer)
    assert answer.headers["Strict-Transport-Security"] == HSTS
