"""Every route against every kind of caller. What is expected is written out, not worked out from the code."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import ClientTimeout
from jose import jwt

from backend.app import ROUTES
from backend.identity.model import Principal, Role
from backend.identity.tokens import ISSUER, STAFF_AUDIENCE, YOUNG_PERSON_AUDIENCE, Tokens
from tests.chronology_permissions import CHRONOLOGY_TABLE, chronology_call
from tests.conftest import World
from tests.directory_permissions import DIRECTORY_TABLE, directory_call
from tests.factories import (
    DISCLOSURE,
    PASSWORD,
    StaffClient,
    YoungPersonClient,
    closing,
    on_call,
    recovery_words,
    signed_in_again,
    staff,
    young_person,
)
from tests.fakes import MONDAY_EVENING, MovableClock
from tests.guidance_permissions import GUIDANCE_TABLE, guidance_call
from tests.paging_permissions import PAGING_TABLE, paging_call
from tests.plan_permissions import PLAN_TABLE, plan_call
from tests.review_permissions import REVIEW_TABLE
from tests.rota_permissions import ROTA_TABLE, rota_call
from tests.staff_permissions import STAFF_TABLE

CALLERS = [
    "anonymous", "young person", "another young person", "on call", "supervisor", "content editor", "admin",
    "expired", "wrong audience",
]  # fmt: skip
CALLS = (guidance_call, plan_call, directory_call, chronology_call, paging_call, rota_call)

# A letter for each caller above: o answered, c answered or 409 by the state of things, n not found (404),
# i let in and told why not (409, 422), f forbidden (403), u unauthenticated (401).
OTHERS = GUIDANCE_TABLE | PLAN_TABLE | DIRECTORY_TABLE | PAGING_TABLE | CHRONOLOGY_TABLE
TABLE = OTHERS | REVIEW_TABLE | ROTA_TABLE | STAFF_TABLE | {
    "GET /":                                                     "ooooooooo",
    "GET /plan":                                                 "ooooooooo",
    "GET /you":                                                  "ooooooooo",
    "GET /shared":                                               "ooooooooo",
    "GET /help":                                                 "ooooooooo",
    "GET /help/{language}":                                      "ooooooooo",
    "GET /words/{language}":                                         "ooooooooo",
    "GET /staff":                                                "ooooooooo",
    "GET /staff-sw.js":                                          "ooooooooo",
    "GET /manifest.webmanifest":                                 "ooooooooo",
    "GET /manifest-plain.webmanifest":                           "ooooooooo",
    "GET /sw.js":                                                "ooooooooo",
    "GET /static/{path:.+}":                                     "ooooooooo",
    "GET /health/live":                                          "ooooooooo",
    "GET /health/ready":                                         "ooooooooo",
    "GET /metrics":                                              "ooooooooo",
    "GET /v1/openapi.json":                                      "ooooooooo",
    "GET /v1/app-texts":                                         "ooooooooo",
    "GET /v1/privacy-notice":                                    "ooooooooo",
    "GET /v1/services/open-now":                                 "ooooooooo",
    "POST /v1/devices":                                          "ooooooooo",
    "POST /v1/tokens":                                           "ooooooooo",
    "GET /v1/devices":                                           "uooffffuu",
    "DELETE /v1/devices/{device_id}":                            "uonffffuu",
    "GET /v1/me":                                                "uooffffuu",
    "PATCH /v1/me":                                              "uooffffuu",
    "POST /v1/recovery-words":                                   "uooffffuu",
    "POST /v1/recoveries":                                       "ooooooooo",
    "GET /v1/app-settings":                                      "ooooooooo",
    "GET /.well-known/jwks.json":                                "ooooooooo",
    "POST /v1/conversations":                                    "uooffffuu",
    "GET /v1/conversations/current":                             "uooffffuu",
    "POST /v1/conversations/{conversation_id}/messages":         "uonffffuu",
    "POST /v1/conversations/{conversation_id}/person-requests":  "uonffffuu",
    "GET /v1/conversations/{conversation_id}/stream":            "uonffffuu",
    "GET /v1/staff/escalations":                                 "uffoofouu",
    "GET /v1/staff/stream":                                      "uffoofouu",
    "GET /v1/staff/rota":                                        "uffoofouu",
    "GET /v1/staff/numbers":                                     "ufffofouu",
    "GET /v1/staff/numbers.csv":                                 "ufffofouu",
    "GET /v1/staff/drills":                                      "ufffofouu",
    "POST /v1/staff/drills":                                     "ufffofouu",
    "POST /v1/staff/shifts":                                     "ufffofouu",
    "GET /v1/staff/escalations/{escalation_id}":                 "uffoofouu",
    "GET /v1/staff/escalations/{escalation_id}/stream":          "uffoofouu",
    "POST /v1/staff/escalations/{escalation_id}/acknowledge":    "uffccfcuu",
    "POST /v1/staff/escalations/{escalation_id}/take-over":      "uffccfcuu",
    # Ada is asked, and cannot ask herself.
    "POST /v1/staff/escalations/{escalation_id}/hand-over":          "uffccfiuu",
    "POST /v1/staff/escalations/{escalation_id}/hand-over/accept":   "uffccfcuu",
    "POST /v1/staff/escalations/{escalation_id}/hand-over/decline":  "uffccfcuu",
    "POST /v1/staff/escalations/{escalation_id}/hand-over/withdraw": "uffccfcuu",
    "POST /v1/staff/escalations/{escalation_id}/messages":       "uffccfcuu",
    "POST /v1/staff/escalations/{escalation_id}/hand-back":      "uffccfcuu",
    "POST /v1/staff/escalations/{escalation_id}/close":          "uffccfcuu",
    "GET /complaints":                                          "ooooooooo",
    "POST /v1/complaints":                                      "ooooooooo",
    "GET /v1/complaints/{reference}":                           "nnnnnnnnn",
    "POST /v1/me/objections":                                   "uooffffuu",
    "GET /v1/mentoring-interest":                               "uooffffuu",
    "PUT /v1/mentoring-interest":                               "uooffffuu",
    "DELETE /v1/mentoring-interest":                            "uooffffuu",
    "GET /v1/staff/mentoring-interests":                        "ufffofouu",
    "POST /v1/staff/mentoring-interests/{interest_id}/answer":  "ufffnfnuu",
    "GET /v1/me/record-access":                                 "uooffffuu",
    "GET /v1/me/data":                                          "uooffffuu",
    "GET /v1/me/data.html":                                     "uooffffuu",
    "GET /v1/me/erasure/preview":                               "uooffffuu",
    "GET /v1/me/erasure":                                       "unnffffuu",
    "DELETE /v1/me/erasure":                                    "unnffffuu",
    "GET /v1/staff/complaints":                                 "ufffofouu",
    "POST /v1/staff/complaints/{complaint_id}/acknowledge":     "ufffnfnuu",
    "POST /v1/staff/complaints/{complaint_id}/answer":          "ufffnfnuu",
    "GET /v1/staff/safeguarding-records/{record_id}":           "ufffnfnuu",
    # The last one: somebody who is erased can call nothing any more.
    "POST /v1/me/erasure":                                      "uooffffuu",
}  # fmt: skip
MEANS = {"o": {200, 201, 202, 204}, "c": {200, 201, 409}, "i": {409, 422}, "n": {404}, "f": {403}, "u": {401}}


@dataclass
class House:
    """Everybody who can call, and one escalation to call about."""

    world: World
    kit: YoungPersonClient
    tokens: dict[str, str]
    escalation_id: str
    other_device_of_kit: str
    recovery_words: str
    leaving: dict[
        str, str
    ]  # Tokens of further sessions: whoever signs out can call nothing more with that one.

    def token(self, caller: str, path: str) -> str | None:
        """Return the token; `expired` and `wrong audience` are of the role that the route is for."""
        for_staff = path.startswith("/v1/staff")
        if path == "/v1/staff/sign-out" and caller in self.leaving:
            return self.leaving[caller]
        return self.tokens.get(caller) or self.tokens.get(
            f"{caller}, {'staff' if for_staff else 'young person'}"
        )

    def body(self, path: str) -> dict[str, Any]:
        """Return a body that is valid for the route."""
        starts_at = MONDAY_EVENING + timedelta(days=1)
        bodies: dict[str, dict[str, Any]] = {
            "devices": {"age_band": "13-15"},
            "tokens": {"refresh_token": self.kit.device["refresh_token"]},
            "recoveries": {"words": self.recovery_words},
            "messages": {"client_message_id": str(uuid4()), "text": "Hello."},
            "person-requests": {"client_message_id": str(uuid4())},
            "hand-over": {"to": "staff-Ada"},
            "close": {"outcome": "other"} | closing(),
            "decide": {"decision": "no_change"},
            "complaints": {"text": "Nobody answered."},
            "objections": {"text": "Please do not."},
            "answer": {"text": "We are sorry."},
            "erasure": {"confirm": True},
            "sessions": {"code": "never given out"},
            "members": {"username": "noor", "first_name": "Noor"},
            "shifts": {
                "staff_id": "staff-Maya",
                "starts_at": starts_at.isoformat(),
                "ends_at": (starts_at + timedelta(hours=8)).isoformat(),
            },
        }
        if path in ("/v1/staff/tokens", "/v1/staff/totp"):
            return {"username": "maya", "password": PASSWORD}
        if path == "/v1/staff/totp/confirm":
            return {"username": "maya", "password": PASSWORD, "code": "no code of theirs"}
        return bodies.get(path.rsplit("/", 1)[-1], {})

    async def status(self, address: str, caller: str) -> int:
        """Call the route as this caller and return the status; streams are left after their head."""
        method, pattern = address.split(" ")
        filled = pattern.replace("{conversation_id}", self.kit.conversation_id)
        filled = filled.replace("{device_id}", self.other_device_of_kit).replace("{staff_id}", "staff-Olu")
        path = re.sub(r"\{path:.*\}", "icons/icon.svg", filled.replace("{escalation_id}", self.escalation_id))
        path = re.sub(r"\{\w+\}", "of-nobody", path.replace("{language}", "ur"))
        token = self.token(caller, pattern)
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        call = next(filter(None, (call_of(address) for call_of in CALLS)), None)
        if call is None:
            call = {"json": None if method in {"GET", "DELETE"} else self.body(pattern)}
        headers |= call.pop("headers", {})
        timeout = ClientTimeout(total=20)
        response = await self.world.http.request(method, path, headers=headers, timeout=timeout, **call)
        response.close()
        return response.status


def with_audience(world: World, principal: Principal, audience: str) -> str:
    """Return a token signed with our key, for the other kind of caller."""
    now = world.clock.now()
    claims = {
        "iss": ISSUER, "aud": audience, "sub": principal.id, "role": principal.role.value,
        "iat": int(now.timestamp()), "exp": int((now + timedelta(hours=1)).timestamp()),
    }  # fmt: skip
    kid, private = world.services.tokens.keys.signing
    return str(jwt.encode(claims | {"device": principal.device_id}, private, "ES256", headers={"kid": kid}))


def worthless(world: World, kit: Principal, ruth: Principal) -> dict[str, str]:
    """Return tokens of ours that have ended, or that are for somebody else."""
    yesterday = MovableClock(MONDAY_EVENING - timedelta(days=1))
    back_then = Tokens.from_folder(world.services.settings.jwt_keys_path, yesterday)
    return {
        "expired, young person": back_then.issue(kit)[0],
        "expired, staff": back_then.issue(ruth)[0],
        "wrong audience, young person": with_audience(world, kit, STAFF_AUDIENCE),
        "wrong audience, staff": with_audience(world, ruth, YOUNG_PERSON_AUDIENCE),
    }


@pytest.fixture
async def house(world: World) -> House:
    members: dict[str, StaffClient] = {
        "on call": await staff(world.services, world.http, "Maya"),
        "supervisor": await staff(world.services, world.http, "Ruth", Role.SUPERVISOR),
        "content editor": await staff(world.services, world.http, "Edie", Role.CONTENT_EDITOR),
        "admin": await staff(world.services, world.http, "Ada", Role.ADMIN),
    }
    world.services.drills.promised_s = 0.1  # No worker runs here: a drill would wait for it.
    await staff(world.services, world.http, "Olu")  # Whom an administrator may take off the list.
    await on_call(world.services, members["on call"], world.clock.now())
    kit, other = await young_person(world.http), await young_person(world.http)
    await kit.say(DISCLOSURE)
    await world.worker_runs()
    [escalation] = (await members["on call"].list())["escalations"]
    tokens = {name: member.token for name, member in members.items()}
    leaving = {name: await signed_in_again(member) for name, member in members.items()}
    tokens |= {"young person": kit.token, "another young person": other.token}
    kit_is = Principal(kit.device["young_person_id"], Role.YOUNG_PERSON, kit.device["device_id"])
    tokens |= worthless(world, kit_is, Principal("staff-Ruth", Role.SUPERVISOR, session_id="of Ruth"))
    words = await recovery_words(kit)
    spare = await (await world.http.post("/v1/recoveries", json={"words": words})).json()
    words = await recovery_words(await young_person(world.http))
    return House(world, kit, tokens, escalation["id"], spare["device_id"], words, leaving)


def test_the_table_is_of_every_route_and_every_caller() -> None:
    assert TABLE.keys() == {f"{route.method} {route.path}" for route in ROUTES}
    assert {len(row) for row in TABLE.values()} == {len(CALLERS)}


async def test_every_route_answers_every_caller_as_the_table_says(
    house: House, subtests: pytest.Subtests
) -> None:
    for address, row in TABLE.items():
        for caller, letter in zip(CALLERS, row, strict=True):
            with subtests.test(f"{address}, {caller}"):
                assert await house.status(address, caller) in MEANS[letter]


async def test_a_closed_door_changes_nothing_behind_it(house: House) -> None:
    shut_out = [
        (address, caller)
        for address, row in TABLE.items()
        for caller, letter in zip(CALLERS, row, strict=True)
        if letter in "ufn" and not address.startswith("GET")
    ]
    before = await contents(house.world)
    for address, caller in shut_out:
        await house.status(address, caller)
    assert await contents(house.world) == before


async def contents(world: World) -> dict[str, list[Any]]:
    """Return every document but those that the watch writes by itself."""
    collections = await world.services.mongo.db.list_collection_names()
    names = [name for name in collections if name not in {"heartbeats", "alarms"}]
    return {
        name: await world.services.mongo.db[name].find({}).sort("_id", 1).to_list(None)
        for name in sorted(names)
    }


async def test_reading_a_record_is_audited_and_trying_to_is_not_reading(house: House) -> None:
    audit = house.world.services.mongo.db.audit
    await audit.delete_many({})
    for caller in CALLERS:
        await house.status("GET /v1/staff/escalations/{escalation_id}", caller)
    readers = [entry["actor"] async for entry in audit.find({"action": "conversation_opened"}).sort("_id", 1)]
    assert readers == ["staff-Maya", "staff-Ruth", "staff-Ada"]
