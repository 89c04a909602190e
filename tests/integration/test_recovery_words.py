"""Eight words sign in on another phone, whoever asks without them learns nothing."""

from typing import Any

import pytest
from aiohttp import ClientResponse
from jose import jwt

from backend.identity.accounts import recovery as recovery_module
from backend.identity.accounts.words import Words, new_words
from backend.settings import Settings
from tests.conftest import World
from tests.factories import DISCLOSURE, YoungPersonClient, recovery_words, young_person

UNKNOWN = "abandon ability able about above absent absorb abstract"


async def recover(world: World, words: Any) -> ClientResponse:
    return await world.http.post("/v1/recoveries", json={"words": words})


async def test_words_bring_back_the_account_on_another_phone(world: World) -> None:
    phone = await young_person(world.http, nickname="Kit", age_band="16-18")
    await phone.say("my maths homework took ages")
    response = await recover(world, await recovery_words(phone))
    session = await response.json()
    assert response.status == 201
    assert (session["nickname"], session["age_band"], session["language"]) == ("Kit", "16-18", "en")
    assert session["young_person_id"] == phone.device["young_person_id"]
    assert session["device_id"] != phone.device["device_id"]
    other = YoungPersonClient(world.http, session, session["access_token"])
    assert await other.look() == await phone.look()
    await other.renew()


async def test_words_work_however_they_are_typed_and_more_than_once(world: World) -> None:
    words = await recovery_words(await young_person(world.http))
    for typed in (words.upper(), words.replace(" ", ", "), f"  {words}\n", words.replace(" ", "\n")):
        assert (await recover(world, typed)).status == 201


async def test_new_words_end_older_ones(world: World) -> None:
    phone = await young_person(world.http)
    older = await recovery_words(phone)
    newer = await recovery_words(phone)
    assert (await recover(world, older)).status == 401
    assert (await recover(world, newer)).status == 201


async def test_me_says_when_words_were_made_and_never_which(world: World) -> None:
    phone = await young_person(world.http)
    words = await recovery_words(phone)
    me = await (await world.http.get("/v1/me", headers=phone.headers)).text()
    assert '"recovery_words_made_at":"2026-11-23T21:10:00.000Z"' in me
    assert not set(words.split()) & set(me.replace('"', " ").split())


async def test_the_store_holds_two_words_and_an_argon2id_hash_of_the_others(world: World) -> None:
    words = (await recovery_words(await young_person(world.http))).split()
    [found] = [one async for one in world.services.mongo.db.young_people.find({})]
    stored = found["recovery"]
    assert stored["finding"] == " ".join(words[:2])
    assert stored["words_hash"].startswith("$argon2id$")
    proving = " ".join(words[2:])
    assert proving not in repr(found)
    async for entry in world.services.mongo.db.audit.find({}):
        assert proving not in repr(entry)


def wrong_words(right: str) -> dict[str, str]:
    """Return words that are wrong in every way that a typist or a guesser can be."""
    words = right.split()
    other = "zoo" if words[-1] != "zoo" else "zone"
    return {
        "last word": " ".join([*words[:-1], other]),
        "order": " ".join([*words[:2], *reversed(words[2:])]),
        "too few": " ".join(words[:7]),
        "too many": f"{right} {other}",
        "only the two that find": " ".join(words[:2]),
        "none": "",
        "no words": "12345 !!",
        "unknown": UNKNOWN,
        "not in the list": " ".join([*words[:2], *["evenlight"] * 6]),
    }


async def test_whatever_is_wrong_the_answer_is_the_same_and_one_hash_was_checked(
    world: World, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    world.services.attempts._on = False
    right = await recovery_words(await young_person(world.http))
    passwords, checked = world.services.passwords, list[str | None]()
    matches = passwords.matches

    async def counted(stored: str | None, secret: str) -> bool:
        checked.append(stored)
        return await matches(stored, secret)

    monkeypatch.setattr(passwords, "matches", counted)
    shapes = set()
    for way, words in wrong_words(right).items():
        with subtests.test(way):
            checked.clear()
            response = await recover(world, words)
            shapes.add((response.status, response.content_type, await response.text()))
            assert len(checked) == 1
    [(status, media, _)] = shapes
    assert (status, media) == (401, "application/problem+json")


@pytest.mark.parametrize("words", [None, 7, ["abandon"], "x" * 301, "ab\ud800"])
async def test_what_is_no_text_is_invalid(world: World, words: Any) -> None:
    assert (await recover(world, words)).status == 422


@pytest.fixture
def limited(settings: Settings) -> None:
    settings.rate_limits = True


@pytest.mark.usefixtures("limited")
async def test_guessing_is_slowed_and_the_owner_elsewhere_is_not_kept_out(world: World) -> None:
    statuses = [(await recover(world, UNKNOWN)).status for _ in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    words = await recovery_words(await young_person(world.http))
    assert (await recover(world, words)).status == 201


async def test_two_accounts_are_never_found_by_the_same_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = await young_person(world.http), await young_person(world.http)
    finding = tuple((await recovery_words(one)).split()[:2])
    fresh = new_words()
    drawn = iter([Words((*finding, *fresh.words[2:])), fresh])
    monkeypatch.setattr(recovery_module, "new_words", lambda: next(drawn))
    assert await recovery_words(other) == " ".join(fresh.words)


async def test_making_and_using_words_is_audited(world: World) -> None:
    phone = await young_person(world.http)
    await recover(world, await recovery_words(phone))
    entries = [entry async for entry in world.services.mongo.db.audit.find({}).sort("_id", 1)]
    assert [entry["action"] for entry in entries] == ["recovery_words_made", "recovery_words_used"]
    assert {entry["subject"] for entry in entries} == {phone.device["young_person_id"]}


@pytest.mark.parametrize("age_band", ["11-12", "13-15", "16-18"])
async def test_crisis_help_is_the_same_at_every_age(world: World, age_band: str) -> None:
    phone = await young_person(world.http, age_band=age_band)
    answer = await phone.say(DISCLOSURE)
    assert answer["replies"]
    assert answer["status"]["state"] == "alerting"
    assert (await phone.want_person())["status"]["state"] == "alerting"
    assert await recovery_words(phone)


async def test_help_and_numbers_ask_for_no_age(world: World) -> None:
    for address in ("/help", "/v1/services/open-now"):
        assert (await world.http.get(address)).status == 200


async def test_the_app_settings_are_dated_and_open_to_all(world: World) -> None:
    told = await (await world.http.get("/v1/app-settings")).json()
    assert (told["digital_consent_age"], told["as_of"]) == (13, "2026-11-23")
    assert [band["digital_consent"] for band in told["age_bands"]] == ["nobody", "everybody", "everybody"]


async def test_the_published_keys_verify_a_token(world: World) -> None:
    phone = await young_person(world.http)
    [key] = (await (await world.http.get("/.well-known/jwks.json")).json())["keys"]
    claims = jwt.decode(
        phone.token, key, algorithms=["ES256"], options={"verify_aud": False, "verify_exp": False}
    )
    assert jwt.get_unverified_header(phone.token)["kid"] == key["kid"]
    assert claims["device"] == phone.device["device_id"]
