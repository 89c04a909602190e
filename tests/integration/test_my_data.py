"""Everything that is held about somebody can be taken away, and nothing that is held has nobody to answer for it."""

import json
from typing import Any
from uuid import uuid4

import bson
from aiohttp import ClientResponse

from backend.identity.model import Principal, Role
from tests.canaries import RAW
from tests.conftest import World
from tests.factories import DISCLOSURE, StaffClient, YoungPersonClient, on_call, staff, young_person
from tests.integration.test_canaries import everything_is_said

# Which part of the download answers for a collection. A collection with somebody's ids in it that is not here fails.
ANSWERS_FOR = {
    "young_people": "account",
    "devices": "account",
    "conversations": "conversation",
    "messages": "conversation",
    "escalations": "requests_for_a_person",
    "chronology_entries": "requests_for_a_person",
    "receipts": "requests_for_a_person",
    "pages": "requests_for_a_person",  # notifications without content; what counts of them is in the receipts
    "console_notices": "requests_for_a_person",
    "plan_revisions": "safety_plan",
    "plan_pictures": "safety_plan",
    "plan_reviews": "safety_plan",
    "plan_shares": "safety_plan",
    "plan_readings": "safety_plan",
    "plan_suggestions": "safety_plan",
    "screening_marks": "marks_on_the_word_check",
    "mentoring_interests": "mentoring_interest",
    "complaints": "complaints",
    "audit": "who_opened_my_record",
    "erasures": "erasure",
}
# Routes that take nothing about the person who downloads.
NOT_OF_THEIRS = {
    "POST /v1/tokens", "POST /v1/recoveries", "POST /v1/staff/tokens", "POST /v1/staff/totp",
    "POST /v1/staff/totp/confirm", "POST /v1/staff/oidc/sessions", "POST /v1/staff/members",
    "PATCH /v1/staff/members/{staff_id}", "POST /v1/shared-plans", "POST /v1/shared-plans/pictures/{picture_id}",
    "PUT /v1/staff/rota/calendar",
    # How staff are reached, and what providers of pages tell: no young person is in it.
    "PUT /v1/staff/me/contact-points", "POST /v1/staff/me/contact-points/verify",
    "PUT /v1/staff/members/{staff_id}/contact-points", "POST /v1/page-acknowledgements",
    "POST /v1/providers/notify/receipts", "POST /v1/providers/notify/messages",
    "POST /v1/providers/sms2/receipts/{page_id}", "POST /v1/providers/sms2/messages",
    # These came without signing in: nobody knows whose they are.
    "POST /v1/complaints", "POST /v1/staff/complaints/{complaint_id}/answer",
}  # fmt: skip
_ACCOUNT = ("account.facts", "account.opinion", "account.own_words", "follow_up.what")
_ANSWERS = ("answers.done", "answers.told.who", "answers.told.why")
WRITTEN = {
    "close": (*_ACCOUNT, *_ANSWERS),
    "chronology": _ACCOUNT,
    "hand-over": ("note",),
    "chronology/{entry_id}/corrections": (*_ACCOUNT, *_ANSWERS, "answers.why_nobody", "why"),
    "chronology/{entry_id}/reviews": _ACCOUNT,
}
NOT_HELD = {
    ("POST /v1/devices", "nickname"): "another nickname has taken its place",
    ("PUT /v1/plan/pictures/{picture_id}", RAW): "what a camera writes into a picture is not kept",
    **{
        (f"POST /v1/staff/escalations/{{escalation_id}}/{end}", name): "a person looks through it first"
        for end, names in WRITTEN.items()
        for name in names
        if name != "account.own_words"
    },
    ("PUT /v1/staff/escalations/{escalation_id}/mark", "note"): "a person looks through it first",
    ("PUT /v1/staff/escalations/{escalation_id}/messages/{message_id}/mark", "note"): "the same",
    ("POST /v1/staff/screening-reviews/{review_id}/decide", "note"): "the same",
}


class Story:
    """A young person with something in every feature, each text with a word of its own."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.canaries = {
            name: f"{name}-{uuid4().hex[:12]}"
            for name in ("nickname", "talk", "bot", "disclosure", "staff", "complaint", "objection")
        }
        self.note = f"note-{uuid4().hex[:12]}"
        self.escalation_id = ""
        self.kit: YoungPersonClient
        self.maya: StaffClient

    async def tell(self) -> "Story":
        words, world = self.canaries, self.world
        self.maya = await staff(world.services, world.http, "Maya")
        await on_call(world.services, self.maya, world.clock.now())
        self.kit = await young_person(world.http, nickname=words["nickname"])
        world.bot.answer = [{"text": f"I am a computer program. {words['bot']}"}]
        await self.kit.say(f"my homework {words['talk']}")
        await self.kit.say(f"{DISCLOSURE} {words['disclosure']}")
        await world.worker_runs()
        await self._staff_acts()
        for address, name in (("/v1/complaints", "complaint"), ("/v1/me/objections", "objection")):
            sent = await world.http.post(address, json={"text": words[name]}, headers=self.kit.headers)
            assert sent.status == 201, await sent.text()
        return self

    async def _staff_acts(self) -> None:
        [escalation] = (await self.maya.list())["escalations"]
        self.escalation_id = escalation["id"]
        await self.maya.open(self.escalation_id)
        await self.maya.act(self.escalation_id, "take-over")
        await self.maya.say(self.escalation_id, f"Hello. {self.canaries['staff']}")
        closed = await self.maya.close(self.escalation_id, facts=self.note)
        assert closed.status == 200

    async def get(self, address: str) -> ClientResponse:
        response = await self.world.http.get(address, headers=self.kit.headers)
        assert response.status == 200, await response.text()
        return response


async def collections_with(world: World, ids: list[str]) -> set[str]:
    """Return the collections in which one of these ids is found."""
    db, found = world.services.mongo.db, set[str]()
    for name in await db.list_collection_names():
        async for document in db[name].find({}):
            if any(one.encode() in bson.encode(document) for one in ids):
                found.add(name)
    return found


async def signed_in(world: World) -> tuple[dict[str, str], list[str]]:
    """Return the headers of the only young person, and every id that stands for them."""
    db = world.services.mongo.db
    person, device = await db.young_people.find_one({}), await db.devices.find_one({})
    assert person
    assert device
    token, _ = world.services.tokens.issue(Principal(person["_id"], Role.YOUNG_PERSON, device["_id"]))
    of_theirs = [
        found["_id"] for name in ("conversations", "escalations") async for found in db[name].find({})
    ]
    return {"Authorization": f"Bearer {token}"}, [person["_id"], device["_id"], *of_theirs]


async def test_whatever_was_said_by_any_route_has_a_part_of_the_download(world: World) -> None:
    planter = await everything_is_said(world)
    headers, ids = await signed_in(world)
    found = await collections_with(world, ids)
    assert {"young_people", "messages", "escalations", "receipts", "plan_revisions", "audit"} <= found
    assert found - ANSWERS_FOR.keys() == set()
    response = await world.http.get("/v1/me/data", headers=headers)
    text = await response.text()
    parts = json.loads(text)["parts"]
    assert {ANSWERS_FOR[name] for name in found} <= {name for name, content in parts.items() if content}
    missing = {
        (address, name)
        for (address, name), planted in planter.planted.items()
        if planted not in text and address not in NOT_OF_THEIRS and (address, name) not in NOT_HELD
    }
    assert missing == set()
    assert "staff-Ada" not in text


async def test_after_erasure_nothing_of_it_is_left_but_what_was_said_to_stay(world: World) -> None:
    planter = await everything_is_said(world)
    headers, ids = await signed_in(world)
    response = await world.http.post("/v1/me/erasure", json={"confirm": True}, headers=headers)
    assert (await response.json())["state"] == "done"
    assert await collections_with(world, ids) <= {"audit", "erasures", "safeguarding_records"}
    db = world.services.mongo.db
    for name in ANSWERS_FOR.keys() - {"audit", "erasures", "complaints"}:
        assert await db[name].count_documents({}) == 0, name
    [kept] = await db.safeguarding_records.find({}).to_list(None)
    content = await world.services.crypto.open(kept["sealed"])
    # Of what led to it the phrases that were noticed, and not the whole message.
    one = "POST /v1/staff/escalations/{escalation_id}"
    written = {f"{one}/{end} {name}" for end, names in WRITTEN.items() for name in names}
    assert set(planter.found_in(content.encode())) == written
    assert "alive" in content


async def test_the_file_holds_every_text_of_theirs_and_of_those_who_answered(world: World) -> None:
    story = await Story(world).tell()
    document = await (await story.get("/v1/me/data")).json()
    text = json.dumps(document)
    assert [name for name, canary in story.canaries.items() if canary not in text] == []
    shown = document["parts"]["conversation"]["messages"]
    in_store = await world.services.mongo.db.messages.count_documents({})
    assert len(shown) == in_store
    assert {message["author"] for message in shown} == {"young_person", "bot", "safety", "staff"}
    [request] = document["parts"]["requests_for_a_person"]
    assert "alive" in json.dumps(request["words"])
    assert request["what_happened"]


async def test_a_note_of_staff_is_said_to_be_there_and_is_not_handed_out_unread(world: World) -> None:
    story = await Story(world).tell()
    text = json.dumps(await (await story.get("/v1/me/data")).json())
    assert story.note not in text
    assert "Staff wrote this" in text


async def test_staff_are_first_name_and_role_only(world: World) -> None:
    story = await Story(world).tell()
    text = json.dumps(await (await story.get("/v1/me/data")).json())
    assert "Maya" in text
    assert story.maya.id not in text
    assert world.clock.now().isoformat()[:10] in text


async def test_the_readable_page_holds_the_same_words(world: World) -> None:
    story = await Story(world).tell()
    html = await (await story.get("/v1/me/data.html")).text()
    assert [name for name, canary in story.canaries.items() if canary not in html] == []
    assert "<script" not in html


async def test_both_are_files_that_no_cache_keeps(world: World) -> None:
    story = await Story(world).tell()
    for address, media in (("/v1/me/data", "application/json"), ("/v1/me/data.html", "text/html")):
        headers = (await story.get(address)).headers
        assert headers["Content-Disposition"].startswith("attachment;")
        assert "evenlight" not in headers["Content-Disposition"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Type"].startswith(media)


async def test_nobody_gets_somebody_elses(world: World) -> None:
    story = await Story(world).tell()
    noor = await young_person(world.http)
    for address in ("/v1/me/data", "/v1/me/data.html", "/v1/me/record-access"):
        text = await (await world.http.get(address, headers=noor.headers)).text()
        assert [name for name, canary in story.canaries.items() if canary in text] == []
        assert story.kit.device["young_person_id"] not in text


async def test_who_opened_my_record_says_who_and_what_the_newest_first(world: World) -> None:
    story = await Story(world).tell()
    entries: list[dict[str, Any]] = (await (await story.get("/v1/me/record-access")).json())["entries"]
    said = [(entry["who"], entry["says"]) for entry in entries]
    assert ("Maya, on-call team", "Opened your conversation") in said
    assert ("Maya, on-call team", "Wrote to you") in said
    assert "You" not in {who for who, _ in said}
    assert entries == sorted(entries, key=lambda entry: entry["at"], reverse=True)


async def test_somebody_who_has_left_is_still_named(world: World) -> None:
    story = await Story(world).tell()
    [maya] = [one for one in await world.services.staff.members() if one.first_name == "Maya"]
    await world.services.stores.staff.remove(maya, world.clock.now())
    entries = (await (await story.get("/v1/me/record-access")).json())["entries"]
    assert {entry["who"] for entry in entries} == {"Maya, on-call team"}
