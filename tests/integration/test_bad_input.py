"""Bad input gets a problem with a stable type, echoes nothing, and loses nothing that was there before."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import ClientResponse
from yarl import URL

from backend.core.routes import MAX_BODY_BYTES
from backend.identity.tokens import YOUNG_PERSON_TTL_S
from tests.conftest import World
from tests.factories import SMALL_TALK, StaffClient, YoungPersonClient, staff, young_person

CANARY = "canary-9f4c2e"
JSON = "application/json"
CANDLE = "\N{CANDLE}"


NOT_JSON = {
    "empty": b"",
    "words": CANARY.encode(),
    "cut off": b'{"text": "' + CANARY.encode(),
    "bytes": b"\xff\xfe\xfa",
    "half UTF-8": b'{"text": "\xff"}',
    "deep": b"[" * 8000,
    "a huge number": b'{"text": ' + b"1" * 5000 + b"}",
}
NO_MESSAGE: dict[str, Any] = {
    "nothing": "",
    "spaces": "   ",
    "2001": CANARY.ljust(2001, "a"),
    "2001 emoji": CANDLE * 2001,
    "NUL": f"{CANARY}\x00",
    "escape": f"\x1b{CANARY}",
    "delete": f"{CANARY}\x7f",
    "C1": f"\x85{CANARY}",
    "high half": f"\ud800{CANARY}",
    "low half": f"{CANARY}\udc00",
    "null": None,
    "number": 7,
    "list": [CANARY],
    "object": {"text": CANARY},
}
MESSAGES = {
    "1": ("a", 1),
    "2000": ("a" * 2000, 2000),
    "2000 emoji": (CANDLE * 2000, 2000),
    "2000 composed": ("e\N{COMBINING ACUTE ACCENT}" * 2000, 2000),
    "line ends": ("two\nlines\tand\r\na tab", 20),
}
NO_TOKEN = ["", "Bearer", "Bearer ", "Basic YTpi", CANARY, f"Bearer {CANARY}", "Bearer a.b.c"]
BAD_ADDRESSES = {
    f"/v1/{CANARY}": (404, "not-found"),
    f"/static/{CANARY}.js": (404, "not-found"),
    "/static/..%2fapi.py": (404, "not-found"),
    "/static/%2e%2e/%2e%2e/settings.py": (404, "not-found"),
    f"/v1/app-texts?language={CANARY}": (422, "invalid"),
    f"/v1/services/open-now?age={CANARY}": (422, "invalid"),
    "/v1/services/open-now?age=-1": (422, "invalid"),
    f"/v1/services/open-now?audience={CANARY}": (422, "invalid"),
}
BAD_PHONES: list[tuple[dict[str, Any], str]] = [
    ({}, "age_band"),
    ({"age_band": CANARY}, "age_band"),
    ({"age_band": "13-15", "language": CANARY}, "language"),
    ({"age_band": "13-15", "nickname": CANARY.ljust(41, "a")}, "nickname"),
    ({"age_band": "13-15", "nickname": f"{CANARY}\x00"}, "nickname"),
    ({"age_band": "13-15", "nickname": f"{CANARY}\ud800"}, "nickname"),
    ({"age_band": "13-15", "nickname": [CANARY]}, "nickname"),
]


@dataclass
class Phone:
    """A young person's phone that has sent one message, and can send anything."""

    world: World
    young_person: YoungPersonClient

    @property
    def address(self) -> str:
        return f"/v1/conversations/{self.young_person.conversation_id}/messages"

    async def send(self, raw: bytes, media: str = JSON, **headers: str) -> ClientResponse:
        sent = self.young_person.headers | {"Content-Type": media} | headers
        return await self.world.http.post(self.address, data=raw, headers=sent)

    async def earlier_messages_are_there(self) -> None:
        texts = [message["text"] for message in (await self.young_person.look())["messages"]]
        assert texts == [SMALL_TALK, "Hello, I am a computer program."]


@pytest.fixture
async def phone(world: World) -> Phone:
    made = Phone(world, await young_person(world.http))
    await made.young_person.say(SMALL_TALK)
    return made


def message(text: Any, client_message_id: Any = None) -> bytes:
    """Return the body as a browser writes it: characters as they are, and escapes only where UTF-8 has no bytes."""
    body = {"client_message_id": client_message_id or str(uuid4()), "text": text}
    try:
        return json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(body).encode()


async def problem(response: ClientResponse, status: int, key: str) -> dict[str, Any]:
    """Return the problem, after checking that it is one and that it gives nothing away."""
    raw = await response.text()
    assert (response.status, response.content_type) == (status, "application/problem+json"), raw
    document: dict[str, Any] = json.loads(raw)
    assert document["type"] == f"urn:evenlight:problem:{key}"
    assert document["status"] == status
    assert document["title"]
    assert CANARY not in raw
    assert not any(
        word in raw for word in ("Traceback", 'File "', ".py", "Error(", "pydantic", "input_value")
    )
    assert response.headers["Cache-Control"] == "no-store"
    return document


async def test_a_body_over_16_kib_is_too_large(phone: Phone) -> None:
    raw = json.dumps({"text": CANARY * 2000}).encode()
    assert len(raw) > MAX_BODY_BYTES
    await problem(await phone.send(raw), 413, "too-large")
    await phone.earlier_messages_are_there()


async def test_a_body_of_exactly_16_kib_is_read(phone: Phone) -> None:
    at_the_limit = message("a").ljust(MAX_BODY_BYTES)
    assert (await phone.send(at_the_limit)).status == 201
    await problem(await phone.send(at_the_limit + b" "), 413, "too-large")


async def test_a_body_without_a_length_is_not_read_past_the_limit(phone: Phone) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"a" * 1000

    headers = phone.young_person.headers | {"Content-Type": JSON}
    response = await phone.world.http.post(phone.address, data=pieces(), headers=headers)
    await problem(response, 413, "too-large")


async def test_only_json_is_taken(phone: Phone, subtests: pytest.Subtests) -> None:
    for media in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/xml",
        "text/json",
    ):
        with subtests.test(media):
            await problem(await phone.send(message(CANARY), media), 415, "unsupported-media-type")
    await phone.earlier_messages_are_there()


async def test_what_is_not_json_is_a_bad_request(phone: Phone, subtests: pytest.Subtests) -> None:
    for name, raw in NOT_JSON.items():
        with subtests.test(name):
            await problem(await phone.send(raw), 400, "bad-request")
    await phone.earlier_messages_are_there()


async def test_json_that_is_no_object_is_a_bad_request(phone: Phone, subtests: pytest.Subtests) -> None:
    for value in ([CANARY], CANARY, 7, None, True):
        with subtests.test(repr(value)):
            await problem(await phone.send(json.dumps(value).encode()), 400, "bad-request")
    await phone.earlier_messages_are_there()


async def test_a_text_that_cannot_be_a_message_is_invalid_and_not_repeated(
    phone: Phone, subtests: pytest.Subtests
) -> None:
    for name, text in NO_MESSAGE.items():
        with subtests.test(name):
            invalid = await problem(await phone.send(message(text)), 422, "invalid")
            assert [error["field"] for error in invalid["errors"]] == ["text"]
    await phone.earlier_messages_are_there()


async def test_a_text_at_the_limit_is_taken_whole(phone: Phone, subtests: pytest.Subtests) -> None:
    for name, (text, length) in MESSAGES.items():
        with subtests.test(name):
            response = await phone.send(message(text))
            assert response.status == 201
            kept = (await response.json())["message"]
            assert len(kept["text"]) == length
            assert kept["text"] in [found["text"] for found in (await phone.young_person.look())["messages"]]


async def test_a_client_message_id_is_a_uuid(phone: Phone, subtests: pytest.Subtests) -> None:
    for client_id in (CANARY, 7, {"$ne": 1}, ["a"], "6f5902ac"):
        with subtests.test(repr(client_id)):
            invalid = await problem(await phone.send(message("hello", client_id)), 422, "invalid")
            assert [error["field"] for error in invalid["errors"]] == ["client_message_id"]
    await phone.earlier_messages_are_there()


async def test_somebody_elses_conversation_is_not_found_in_the_same_words_as_none(phone: Phone) -> None:
    other = await young_person(phone.world.http)
    for suffix, body in (("messages", message(CANARY)), ("person-requests", message("x"))):
        answers = []
        for conversation_id in (other.conversation_id, uuid4().hex, "%24ne", "..%2f..%2fv1"):
            address = f"/v1/conversations/{conversation_id}/{suffix}"
            headers = phone.young_person.headers | {"Content-Type": JSON}
            answer = await phone.world.http.post(address, data=body, headers=headers)
            answers.append(await problem(answer, 404, "not-found"))
        assert all(answer == answers[0] for answer in answers)
    theirs = await phone.world.http.get(
        f"/v1/conversations/{other.conversation_id}/stream", headers=phone.young_person.headers
    )
    await problem(theirs, 404, "not-found")
    assert (await other.look())["messages"] == []


async def test_an_escalation_that_is_not_there_is_not_found(phone: Phone) -> None:
    maya = await staff(phone.world.services, phone.world.http, "Maya")
    address = f"/v1/staff/escalations/{uuid4().hex}"
    for suffix in ("", "/stream"):
        await problem(await phone.world.http.get(address + suffix, headers=maya.headers), 404, "not-found")
    for action in ("acknowledge", "take-over", "hand-back"):
        await problem(await maya.act("nothing", action), 404, "not-found")
    await problem(await maya.close("nothing", facts=CANARY), 404, "not-found")
    await problem(await maya.say("nothing", CANARY), 404, "not-found")


async def test_a_token_that_has_ended_asks_to_sign_in_again_and_says_how(phone: Phone) -> None:
    phone.world.clock.move(seconds=YOUNG_PERSON_TTL_S)
    response = await phone.send(message(CANARY))
    await problem(response, 401, "unauthenticated")
    assert response.headers["WWW-Authenticate"] == "Bearer"


async def test_what_is_no_token_of_ours_is_refused_before_the_body_is_read(
    phone: Phone, subtests: pytest.Subtests
) -> None:
    for header in NO_TOKEN:
        with subtests.test(header):
            await problem(await phone.send(CANARY.encode(), Authorization=header), 401, "unauthenticated")
    await phone.earlier_messages_are_there()


async def test_staff_cannot_speak_as_a_young_person_nor_the_reverse(phone: Phone) -> None:
    maya: StaffClient = await staff(phone.world.services, phone.world.http, "Maya")
    await problem(await phone.send(message(CANARY), **maya.headers), 403, "forbidden")
    for address in ("/v1/staff/escalations", "/v1/staff/rota", "/v1/staff/me", "/v1/staff/stream"):
        refused = await phone.world.http.get(address, headers=phone.young_person.headers)
        await problem(refused, 403, "forbidden")
    await phone.earlier_messages_are_there()


async def test_a_method_that_is_not_there_is_not_allowed(phone: Phone) -> None:
    for method in ("GET", "PUT", "PATCH", "DELETE", "OPTIONS"):
        response = await phone.world.http.request(method, phone.address, headers=phone.young_person.headers)
        await problem(response, 405, "method-not-allowed")
    await phone.earlier_messages_are_there()


async def test_an_address_with_rubbish_in_it_is_answered_without_repeating_it(
    world: World, subtests: pytest.Subtests
) -> None:
    for address, (status, key) in BAD_ADDRESSES.items():
        with subtests.test(address):
            found = await world.http.session.get(
                URL(str(world.http.make_url("/")) + address[1:], encoded=True)
            )
            await problem(found, status, key)


async def test_a_phone_that_cannot_be_started_says_which_field(
    world: World, subtests: pytest.Subtests
) -> None:
    for body, field in BAD_PHONES:
        with subtests.test(repr(body)):
            response = await world.http.post(
                "/v1/devices", data=json.dumps(body), headers={"Content-Type": JSON}
            )
            invalid = await problem(response, 422, "invalid")
            assert [error["field"] for error in invalid["errors"]] == [field]


async def test_a_wrong_password_and_an_unknown_name_are_answered_alike(world: World) -> None:
    await staff(world.services, world.http, "Maya")
    answers = [
        await problem(await world.http.post("/v1/staff/tokens", json=body), 401, "unauthenticated")
        for body in (
            {"username": "maya", "password": CANARY},
            {"username": CANARY, "password": CANARY},
            {"username": "Maya", "password": "\N{CANDLE}"},
        )
    ]
    assert all(answer == answers[0] for answer in answers)
