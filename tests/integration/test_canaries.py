"""No text that anybody sends lies readable in the database: not in a collection, the oplog, a file or the journal.

Every field of every route that takes text is planted in `everything_is_said`, or excused with a reason in
tests/canaries_excused.py. A new route that is in neither fails the first test.
"""

from io import BytesIO
from typing import Any
from uuid import uuid4

import bson
import pytest
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from backend.app import ROUTES
from backend.core.routes import Route
from backend.identity.model import Role
from backend.launch.mongod import EmbeddedMongod
from tests.canaries import CANARY, RAW, Planter, text_fields, written_by
from tests.canaries_excused import EXCUSED
from tests.chronologies import it_is_written_down
from tests.conftest import World
from tests.factories import DISCLOSURE, SMALL_TALK, StaffClient, recovery_words, staff, young_person
from tests.fakes import Post
from tests.plan_permissions import saved_file


def address(route: Route) -> str:
    return f"{route.method} {route.path}"


async def everything_is_said(world: World) -> Planter:
    """Go through the service once, with a canary in every text."""
    planter = Planter(world.http)
    start = {"age_band": "13-15", "language": "en", "nickname": CANARY}
    token = (await planter.send("POST /v1/devices", None, start))["access_token"]
    await a_young_person_says_it(planter, token)
    await a_plan_says_it(planter, token)
    await credentials_are_wrong(planter)
    await staff_say_it(world, planter, token)
    return planter


async def a_young_person_says_it(planter: Planter, token: str) -> None:
    send = planter.send
    await send("PATCH /v1/me", token, {"nickname": CANARY}, status=200)
    conversation = (await send("POST /v1/conversations", token, {}))["id"]
    message = {"client_message_id": uuid4(), "text": f"{DISCLOSURE} {CANARY}"}
    of_it = {"conversation_id": conversation}
    await send("POST /v1/conversations/{conversation_id}/messages", token, message, **of_it)
    let_pass = {"client_message_id": uuid4(), "text": f"{SMALL_TALK} {CANARY}"}
    await send("POST /v1/conversations/{conversation_id}/messages", token, let_pass, **of_it)
    await send("POST /v1/me/objections", token, {"text": f"I object. {CANARY}"})
    await send("POST /v1/complaints", None, {"text": f"I complain. {CANARY}", "reply_to": CANARY})


async def a_plan_says_it(planter: Planter, token: str) -> None:
    contact = {
        "kind": "contact", "name": CANARY, "relation": CANARY, "may_be_told": True,
        "ways": [{"channel": "phone", "value": CANARY}],
    }  # fmt: skip
    place = {"kind": "place", "name": CANARY, "directions": CANARY}
    entries = [
        {"id": f"id-{CANARY}", "text": CANARY, "gets_in_the_way": CANARY},
        {"id": "friend", "detail": contact},
        {"id": "park", "detail": place},
    ]
    steps: dict[str, list[Any]] = {str(number): [] for number in range(1, 8)} | {"1": entries[:1]}
    steps["3"] = entries[1:]
    plan = {"plan": {"steps": steps}, "reason": CANARY, "client_revision_id": uuid4()}
    await planter.send("PUT /v1/plan", token, plan, status=200, headers={"If-None-Match": "*"})
    saved = saved_file() | {"revisions": [saved_file()["revisions"][0] | {"plan": {"steps": steps}}]}
    first = {"If-Match": '"1"'}
    await planter.send("POST /v1/plan/import", token, {"document": saved}, status=200, headers=first)
    put = "PUT /v1/plan/pictures/{picture_id}"
    picture = a_picture(planter.text(put, RAW))
    await planter.send(put, token, picture, headers={"Content-Type": "image/png"}, picture_id="one")
    ends_at = "2026-11-30T12:00:00Z"
    share = {"steps": [1], "reader_name": CANARY, "ends_at": ends_at}
    await planter.send("POST /v1/plan/shares", token, share)
    wrong = {"token": CANARY, "code": CANARY}
    await planter.send("POST /v1/shared-plans", None, wrong, status=404)
    pictures = "POST /v1/shared-plans/pictures/{picture_id}"
    await planter.send(pictures, None, wrong, status=404, picture_id="one")


def a_picture(text: str) -> bytes:
    """Return a picture with something written in its description, as cameras do."""
    described, file = PngInfo(), BytesIO()
    described.add_text("Comment", text)
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=described)
    return file.getvalue()


async def credentials_are_wrong(planter: Planter) -> None:
    """What is typed into a wrong field is as private as what belongs there."""
    wrong = {"username": CANARY, "password": CANARY, "code": CANARY}
    for place in ("tokens", "totp", "totp/confirm"):
        await planter.send(f"POST /v1/staff/{place}", None, wrong, status=401)
    await planter.send("POST /v1/tokens", None, {"refresh_token": CANARY}, status=401)
    await planter.send("POST /v1/recoveries", None, {"words": f"abandon ability {CANARY}"}, status=401)
    await planter.send("POST /v1/staff/oidc/sessions", None, {"code": CANARY}, status=401)


async def staff_say_it(world: World, planter: Planter, token: str) -> None:
    send, ada = planter.send, await staff(world.services, world.http, "Ada", Role.ADMIN)
    [escalation] = (await ada.list())["escalations"]
    one, of_it = "POST /v1/staff/escalations/{escalation_id}", {"escalation_id": escalation["id"]}
    await send(f"{one}/take-over", ada.token, {}, status=200, **of_it)
    written = {"client_message_id": uuid4(), "text": f"Hello. {CANARY}"}
    await send(f"{one}/messages", ada.token, written, **of_it)
    await words_are_offered(planter, token, ada.token, escalation)
    await the_screen_is_marked(planter, ada, escalation["id"])
    asked = {"to": (await staff(world.services, world.http, "Ruth")).id, "note": f"Go gently. {CANARY}"}
    await send(f"{one}/hand-over", ada.token, asked, status=200, **of_it)
    await it_is_written_down(planter, ada.token, escalation["id"])
    [*_, complaint] = await world.services.mongo.db.complaints.find({}).to_list(None)
    answer = "POST /v1/staff/complaints/{complaint_id}/answer"
    await send(answer, ada.token, {"text": CANARY}, status=200, complaint_id=complaint["_id"])
    await send("PUT /v1/mentoring-interest", token, {}, status=200)
    interests = await send("GET /v1/staff/mentoring-interests", ada.token, None, status=200)
    answer, interest = "POST /v1/staff/mentoring-interests/{interest_id}/answer", interests["interests"][0]
    await send(answer, ada.token, {"text": CANARY}, status=200, interest_id=interest["id"])
    member = {"username": "new", "first_name": "New", "role": "on_call", "password": f"{CANARY}-long"}
    made = await send("POST /v1/staff/members", ada.token, member)
    await a_calendar_says_it(planter, ada.token)
    change = "PATCH /v1/staff/members/{staff_id}"
    await send(change, ada.token, {"password": f"{CANARY}-long"}, status=200, staff_id=made["id"])
    world.services.channels["apprise"] = Post("apprise")
    await paging_says_it(planter, ada.token)


async def paging_says_it(planter: Planter, token: str) -> None:
    """Providers who prove nothing, a link that is not ours, addresses that cannot be."""
    send, form = planter.send, {"Content-Type": "application/x-www-form-urlencoded"}
    await send("POST /v1/page-acknowledgements", None, {"token": CANARY}, status=404)
    notify = "POST /v1/providers/notify"
    await send(f"{notify}/receipts", None, {"reference": CANARY, "status": CANARY}, status=401)
    await send(f"{notify}/messages", None, {"source_number": CANARY, "message": CANARY}, status=401)
    for end in ("messages", "receipts/{page_id}"):
        second = f"POST /v1/providers/sms2/{end}"
        body = f"Body={planter.text(second, RAW)}".encode()
        await send(second, None, body, status=401, headers=form, page_id="one")
    me = "/v1/staff/me/contact-points"
    point = {"kind": "apprise", "address": f"json://localhost/{CANARY}"}
    await send(f"PUT {me}", token, {"points": [point]}, status=200)
    await send(f"POST {me}/verify", token, {"kind": "apprise", "code": CANARY}, status=422)
    of_member = "PUT /v1/staff/members/{staff_id}/contact-points"
    await send(of_member, token, {"points": [point]}, status=200, staff_id="staff-Ada")


async def a_calendar_says_it(planter: Planter, token: str) -> None:
    """Only who and when is kept of a calendar."""
    put = "PUT /v1/staff/rota/calendar"
    event = f"SUMMARY:Ada {planter.text(put, RAW)}\r\nDTSTART:20261201T180000Z\r\nDTEND:20261201T200000Z\r\n"
    calendar = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n".encode()
    as_calendar = {"Content-Type": "text/calendar"}
    stored = await planter.send(put, token, calendar, status=200, headers=as_calendar, query="?dry_run=false")
    assert stored["stored"] == 1


async def the_screen_is_marked(planter: Planter, ada: StaffClient, escalation_id: str) -> None:
    """Staff say what the screen missed and fetched them for, and a supervisor decides."""
    send, of_it = planter.send, {"escalation_id": escalation_id}
    messages = (await ada.open(escalation_id))["messages"]
    [let_pass] = [one["id"] for one in messages if one["text"].startswith(SMALL_TALK)]
    one = "PUT /v1/staff/escalations/{escalation_id}"
    missed = {"kind": "abuse", "note": f"Said sideways. {CANARY}"}
    marking = f"{one}/messages/{{message_id}}/mark"
    await send(marking, ada.token, missed, status=200, message_id=let_pass, **of_it)
    await send(f"{one}/mark", ada.token, {"note": f"In jest. {CANARY}"}, status=200, **of_it)
    waiting = await send("GET /v1/staff/screening-reviews", ada.token, None, status=200)
    decide = "POST /v1/staff/screening-reviews/{review_id}/decide"
    decided = {"decision": "no_change", "note": f"Seen. {CANARY}"}
    await send(decide, ada.token, decided, status=200, review_id=waiting["reviews"][0]["id"])


async def words_are_offered(
    planter: Planter, token: str, staff_token: str, escalation: dict[str, Any]
) -> None:
    """Staff offer words for a plan that was shown to them, and the owner takes them in."""
    send, of_it = planter.send, {"escalation_id": escalation["id"]}
    show = "POST /v1/conversations/{conversation_id}/plan-shares"
    await send(show, token, {"steps": [1]}, conversation_id=escalation["conversation_id"])
    offer = "POST /v1/staff/escalations/{escalation_id}/plan-suggestions"
    offered = await send(offer, staff_token, {"step": 1, "text": f"Perhaps {CANARY}"}, **of_it)
    accept, entry = "POST /v1/plan/word-suggestions/{words_id}/accept", {"entry_id": f"id-{CANARY}"}
    match = {"If-Match": '"2"'}
    await send(accept, token, entry, status=200, headers=match, words_id=offered["id"])


async def test_no_field_that_takes_text_was_forgotten(world: World) -> None:
    planter = await everything_is_said(world)
    forgotten = [
        f"{address(route)} {name}"
        for route in ROUTES
        for name in (text_fields(route.body) if route.body else {RAW} if route.raw else set())
        if name not in planter.fields_of(address(route)) and (address(route), name) not in EXCUSED
    ]
    assert forgotten == []
    known = {(address(route), name) for route in ROUTES if route.body for name in text_fields(route.body)}
    assert set(EXCUSED) <= known


async def test_no_collection_and_not_the_oplog_holds_what_was_sent(world: World) -> None:
    mongo, seen, found = world.services.mongo, 0, []
    [newest] = await mongo.client.local["oplog.rs"].find({}).sort("$natural", -1).limit(1).to_list(1)
    planter = await everything_is_said(world)
    await world.worker_runs()
    await world.services.audit.chain()
    as_it_lies = CodecOptions(document_class=RawBSONDocument)
    for database in (mongo.db.name, world.services.stores.key_vault.database, "local"):
        collections = mongo.client.get_database(database, codec_options=as_it_lies)
        for name in await collections.list_collection_names():
            query = {"ts": {"$gte": newest["ts"]}} if name == "oplog.rs" else {}
            async for document in collections[name].find(query):
                seen += 1
                found += [f"{name}: {planted}" for planted in planter.found_in(document.raw)]
    assert seen > 3 * len(planter.planted)
    assert found == []


async def test_no_file_and_not_the_journal_holds_what_was_sent(world: World, mongod: EmbeddedMongod) -> None:
    planter = await everything_is_said(world)
    in_the_open = {"text": f"in the open {CANARY}"}
    await world.services.mongo.db.planted.insert_one(planter.filled("nowhere", "", in_the_open))
    await world.services.mongo.client.admin.command("fsync", 1)  # a checkpoint; the journal is there already
    found = {
        (where, path.parent.name) for path, data in written_by(mongod) for where in planter.found_in(data)
    }
    await world.services.mongo.db.planted.drop()
    assert {where for where, _ in found} == {"nowhere text"}
    assert "journal" in {folder for _, folder in found}


@pytest.mark.parametrize("kind", ["live", "backup"])
async def test_an_erased_person_cannot_be_read_in_the_store_or_in_a_restored_backup(
    world: World, kind: str
) -> None:
    phone = await young_person(world.http, nickname="Sam")
    await phone.say(DISCLOSURE)
    await recovery_words(phone)
    mongo, crypto = world.services.mongo, world.services.crypto
    person = await mongo.db.young_people.find_one({"_id": phone.device["young_person_id"]})
    assert person
    backup = {name: await mongo.db[name].find({}).to_list(None) for name in ("messages", "escalations")}

    await crypto.destroy_key(person["key_id"])
    if kind == "backup":  # of the data, without the key vault: see docs/operations.md
        for name, documents in backup.items():
            await mongo.db[name].delete_many({})
            await mongo.db[name].insert_many(documents)

    sealed = [value async for found in mongo.db.messages.find({}) for value in _sealed_in(found)]
    sealed += [value async for found in mongo.db.escalations.find({}) for value in _sealed_in(found)]
    assert len(sealed) > 3
    assert {await crypto.open_if_kept(value) for value in sealed} == {None}
    # Staff see that there was a request, and nothing of what was said; nothing breaks.
    maya = await staff(world.services, world.http, "Maya")
    [listed] = (await maya.list())["escalations"]
    assert (listed["words"], listed["young_person"]["nickname"]) == ([], None)
    opened = await world.http.get(f"/v1/staff/escalations/{listed['id']}", headers=maya.headers)
    assert (opened.status, (await opened.json())["type"]) == (410, "urn:evenlight:problem:gone")


def _sealed_in(value: object) -> list[bson.Binary]:
    if isinstance(value, bson.Binary) and value.subtype == 6:
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for one in inner for found in _sealed_in(one)]
