"""Acknowledging from the page itself: its link, and an answer by SMS. Providers prove who they are."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer
from pymongo.errors import AutoReconnect

from backend.app import create_app
from backend.core.attention import Attention
from backend.escalations.paging.second_provider import signature
from backend.identity.model import Role
from backend.settings import Settings
from backend.wiring import build_services
from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, on_call, staff, young_person
from tests.fake_providers import NOTIFY_KEY, Providers
from tests.fakes import BotServer, MovableClock, RecordingChannel

PUBLIC_URL = "https://evenlight.example.org"
NUMBER = "+447700900001"


@pytest.fixture
async def providers() -> AsyncIterator[Providers]:
    made = Providers()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def paged(settings: Settings, providers: Providers, tmp_path: Any) -> AsyncIterator[World]:
    """The service with Notify and the second provider, both on loopback."""
    for name, secret in (("notify", NOTIFY_KEY), ("callback", "callback-token"), ("sms2", "second-token")):
        (tmp_path / name).write_text(secret)
    settings.database = f"test-{uuid4().hex[:12]}"
    settings.public_url = PUBLIC_URL
    settings.notify_url = settings.sms2_url = providers.url
    settings.notify_key_file, settings.notify_template = tmp_path / "notify", "template-1"
    settings.notify_callback_token_file = tmp_path / "callback"
    settings.sms2_account, settings.sms2_token_file = "AC1", tmp_path / "sms2"
    settings.sms2_from = "+441"
    bot, clock = BotServer(), MovableClock()
    settings.bot_url = await bot.start()
    services = build_services(settings, clock=clock)
    await services.stores.create_indexes()
    async with TestClient(TestServer(create_app(services))) as http:
        yield World(services, http, clock, bot, RecordingChannel())
        await services.mongo.client.drop_database(settings.database)
        await services.mongo.client.drop_database(services.stores.key_vault.database)
    await bot.stop()


def text_of(providers: Providers, place: int = -1) -> str:
    return str(providers.notify.asked[place]["personalisation"]["text"])


def link_of(text: str) -> str:
    return text.split("/acknowledge#")[1].split(maxsplit=1)[0]


def code_of(text: str) -> str:
    return text.rsplit(" ", 1)[-1]


async def reached_by_sms(world: World, providers: Providers, name: str = "Maya", number: str = NUMBER) -> Any:
    """Add somebody who is on call, and who has shown that a number is theirs."""
    who = await staff(world.services, world.http, name, Role.SUPERVISOR)
    await on_call(world.services, who, world.clock.now())
    mine = "/v1/staff/me/contact-points"
    body = {"points": [{"kind": "sms", "address": number}]}
    response = await world.http.put(mine, json=body, headers=who.headers)
    assert response.status == 200, await response.text()
    code = text_of(providers).split("code is ")[1][:6]
    verified = await world.http.post(
        f"{mine}/verify", json={"kind": "sms", "code": code}, headers=who.headers
    )
    assert verified.status == 200, await verified.text()
    return who


async def pages(world: World) -> None:
    await (await young_person(world.http)).say(DISCLOSURE)
    await world.worker_runs()


async def press(world: World, token: str) -> int:
    response = await world.http.post("/v1/page-acknowledgements", json={"token": token})
    return response.status


async def state(who: StaffClient) -> str:
    [escalation] = (await who.list())["escalations"]
    return str(escalation["state"])


async def from_notify(world: World, end: str, token: str = "callback-token", **body: Any) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    response = await world.http.post(f"/v1/providers/notify/{end}", json=body, headers=headers)
    return response.status


async def from_second(world: World, end: str, form: dict[str, str], token: str = "second-token") -> int:
    path = f"/v1/providers/sms2/{end}"
    headers = {"X-Twilio-Signature": signature(token, f"{PUBLIC_URL}{path}", form)}
    response = await world.http.post(path, data=form, headers=headers)
    return response.status


async def test_the_link_of_a_page_acknowledges_it_once_with_no_sign_in(
    paged: World, providers: Providers
) -> None:
    maya = await reached_by_sms(paged, providers)
    await pages(paged)
    token = link_of(text_of(providers))
    assert (await paged.http.get("/acknowledge")).status == 200
    assert await state(maya) == "open", "opening the page alone acknowledges nothing"

    assert await press(paged, token) == 200
    assert await state(maya) == "acknowledged"
    assert await press(paged, token) == 410


async def test_a_link_that_we_did_not_make_opens_nothing(paged: World, providers: Providers) -> None:
    maya = await reached_by_sms(paged, providers)
    await pages(paged)
    token = link_of(text_of(providers))
    named, mac = token.split(".")
    forged = [f"{named}.{mac[::-1]}", f"{named}.", named, mac, f"{named}x.{mac}", "é.é", "..", f"{token}A"]
    assert [await press(paged, one) for one in forged] == [404] * len(forged)
    assert await state(maya) == "open"


async def test_a_link_ends_when_somebody_else_has_it_and_a_new_alert_has_a_new_one(
    paged: World, providers: Providers
) -> None:
    maya = await reached_by_sms(paged, providers)
    phone = await young_person(paged.http)
    await phone.say(DISCLOSURE)
    await paged.worker_runs()
    old = link_of(text_of(providers))
    [escalation] = (await maya.list())["escalations"]
    await maya.act(escalation["id"], "acknowledge")
    assert await press(paged, old) == 410

    paged.clock.move(minutes=2)
    await phone.say(DISCLOSURE)
    await paged.worker_runs()

    assert await press(paged, old) == 410, "it was of words that were seen; these are new"
    assert await press(paged, link_of(text_of(providers))) == 200


async def test_a_link_ends_after_a_day(paged: World, providers: Providers) -> None:
    await reached_by_sms(paged, providers)
    await pages(paged)
    paged.clock.move(hours=25)
    assert await press(paged, link_of(text_of(providers))) == 410


async def test_an_answer_by_sms_acknowledges_from_the_right_number_only(
    paged: World, providers: Providers
) -> None:
    maya = await reached_by_sms(paged, providers)
    await pages(paged)
    code = code_of(text_of(providers))

    await from_notify(paged, "messages", source_number="447700900999", message=code)
    await from_notify(paged, "messages", source_number=NUMBER[1:], message="yes on my way")
    await from_notify(paged, "messages", source_number=NUMBER[1:], message=f"9{code}")
    assert await state(maya) == "open"

    assert await from_notify(paged, "messages", source_number=NUMBER[1:], message=f"Ok {code}!") == 200
    assert await state(maya) == "acknowledged"
    assert await from_notify(paged, "messages", source_number=NUMBER[1:], message=code) == 200


async def test_the_second_provider_may_bring_the_answer_too(paged: World, providers: Providers) -> None:
    maya = await reached_by_sms(paged, providers)
    await pages(paged)
    form = {"From": NUMBER, "Body": code_of(text_of(providers)), "Empty": ""}
    assert await from_second(paged, "messages", form, token="another-token") == 401
    assert await state(maya) == "open"
    assert await from_second(paged, "messages", form) == 200
    assert await state(maya) == "acknowledged"


async def test_an_answer_by_sms_takes_no_chat_over_and_is_no_error_to_the_provider(
    paged: World, providers: Providers
) -> None:
    maya = await reached_by_sms(paged, providers)
    await pages(paged)
    ruth = await staff(paged.services, paged.http, "Ruth")
    [found] = (await ruth.list())["escalations"]
    assert (await ruth.act(found["id"], "take-over")).status == 200
    first = code_of(text_of(providers))

    paged.clock.move(minutes=6)
    await paged.services.silences.check()
    await paged.worker_runs()
    asked = code_of(text_of(providers))
    assert asked != first, "the team is asked for somebody else"
    assert await from_notify(paged, "messages", source_number=NUMBER[1:], message=asked) == 200
    [held] = (await maya.list())["escalations"]
    assert (held["taken_over_by"]["first_name"], held["offer"]["state"]) == ("Ruth", "lapsed")


async def test_receipts_of_both_providers_are_stored(paged: World, providers: Providers) -> None:
    maya = await reached_by_sms(paged, providers)
    await pages(paged)
    page_id = providers.notify.asked[-1]["reference"]

    assert await from_notify(paged, "receipts", "wrong", reference=page_id, status="delivered") == 401
    assert await from_notify(paged, "receipts", reference=page_id, status="sending") == 200
    assert await from_notify(paged, "receipts", reference=page_id, status="permanent-failure") == 200
    await paged.worker_runs()
    second_id = providers.second.asked[-1]["StatusCallback"].rsplit("/", 1)[1]
    for status in ("sent", "delivered", "delivered"):
        assert await from_second(paged, f"receipts/{second_id}", {"MessageStatus": status}) == 200

    [escalation] = (await maya.list())["escalations"]
    kinds = [hop["kind"] for hop in (await maya.open(escalation["id"]))["chronology"]]
    assert (kinds.count("page_undelivered"), kinds.count("page_delivered")) == (1, 1)


async def test_pages_carry_nothing_of_what_was_said(paged: World, providers: Providers) -> None:
    await reached_by_sms(paged, providers)
    phone = await young_person(paged.http, nickname="Kit")
    await phone.say(DISCLOSURE)
    await paged.worker_runs()
    told = str(providers.notify.asked[-1])
    assert not any(word in told for word in ("alive", "Kit", phone.device["young_person_id"]))


async def test_when_the_store_is_gone_a_page_still_goes_to_the_last_known_number(
    paged: World, providers: Providers, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reached_by_sms(paged, providers)
    emergency = paged.services.emergency
    await emergency.remember(await paged.services.escalations.on_call())

    async def gone(*_: object) -> None:
        raise AutoReconnect("gone")

    monkeypatch.setattr(paged.services.stores.contact_points, "get", gone)
    monkeypatch.setattr(paged.services.stores.notices, "put", gone)
    before = len(providers.notify.asked)
    await emergency.page(Attention.NOW, "store", "The store does not answer.")

    assert len(providers.notify.asked) == before + 1
    assert "acknowledge" not in text_of(providers)
