"""Editors: written, reviewed, approved by a second person, published, withdrawn; and every step kept."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from backend.app import create_app
from backend.chat.texts import texts as chat_texts
from backend.guidance.library import shipped
from backend.identity.model import Role
from backend.wiring import Services, build_services
from backend.wiring.guidance import safety_texts
from tests.conftest import World
from tests.factories import StaffClient, staff
from tests.guidance_permissions import WRITING

TONIGHT = "/v1/staff/guidance/tonight/en"


@dataclass
class Desk:
    """Two editors, and somebody who reads in production."""

    world: World
    edie: StaffClient
    omar: StaffClient
    reader: TestClient[Any, Any]
    services: Services  # the reader's

    async def begin(self, who: StaffClient, piece: str = TONIGHT, **words: Any) -> dict[str, Any]:
        body = {"writing": WRITING | words}
        return await self._sent(
            self.world.http.post(f"{piece}/versions", json=body, headers=who.headers), 201
        )

    async def step(
        self, who: StaffClient, version: dict[str, Any], step: str, status: int = 200, piece: str = TONIGHT
    ) -> dict[str, Any]:
        body = {"revision": version["revision"], "step": step, "note": f"because {step}"}
        address = f"{piece}/versions/{version['number']}/steps"
        return await self._sent(self.world.http.post(address, json=body, headers=who.headers), status)

    async def edit(
        self, who: StaffClient, version: dict[str, Any], status: int = 200, **words: Any
    ) -> dict[str, Any]:
        body = {"revision": version["revision"], "writing": WRITING | words}
        address = f"{TONIGHT}/versions/{version['number']}"
        return await self._sent(self.world.http.put(address, json=body, headers=who.headers), status)

    async def published(self, **words: Any) -> dict[str, Any]:
        version = await self.step(self.edie, await self.begin(self.edie, **words), "submit")
        return await self.step(self.edie, await self.step(self.omar, version, "approve"), "publish")

    async def read(self) -> str:
        self.world.clock.move(seconds=6)
        return await (await self.reader.get("/parents/tonight")).text()

    async def show(self, who: StaffClient, piece: str = TONIGHT) -> dict[str, Any]:
        return await self._sent(self.world.http.get(piece, headers=who.headers), 200)

    @staticmethod
    async def _sent(request: Any, status: int) -> dict[str, Any]:
        response = await request
        assert response.status == status, await response.text()
        found: dict[str, Any] = await response.json()
        return found


@pytest.fixture
async def desk(world: World) -> Any:
    edie = await staff(world.services, world.http, "Edie", Role.CONTENT_EDITOR)
    omar = await staff(world.services, world.http, "Omar", Role.CONTENT_EDITOR)
    production = world.services.settings.model_copy(update={"env": "production"})
    services = build_services(production, clock=world.clock)
    async with TestClient(TestServer(create_app(services))) as reader:
        yield Desk(world, edie, omar, reader, services)


async def test_words_are_read_only_once_a_second_person_approved_and_somebody_published_them(
    desk: Desk,
) -> None:
    version = await desk.begin(desk.edie, title="The late hours")
    for step, who in (("submit", desk.edie), ("approve", desk.omar)):
        assert "The late hours" not in await desk.read()
        version = await desk.step(who, version, step)
    assert "The late hours" not in await desk.read()
    version = await desk.step(desk.edie, version, "publish")
    html = await desk.read()
    assert ">The late hours</h1>" in html
    assert "Approved by Omar on 23 November 2026." in html
    assert html.count("not been approved yet") == 1  # the block around it, whose own approval is another
    assert version["state"] == "published"


async def test_whoever_wrote_a_word_of_it_does_not_approve_it(desk: Desk) -> None:
    version = await desk.begin(desk.edie)
    version = await desk.edit(desk.omar, version, title="By both")
    version = await desk.step(desk.edie, version, "submit")
    for who in (desk.edie, desk.omar):
        assert (await desk.step(who, version, "approve", 403))["type"].endswith("own-words")
    noor = await staff(desk.world.services, desk.world.http, "Noor", Role.ADMIN)
    assert (await desk.step(noor, version, "approve"))["approved_by"] == "Noor"


async def test_withdrawn_words_are_gone_and_nothing_older_comes_back(desk: Desk) -> None:
    first = await desk.published(title="The first")
    second = await desk.published(title="The second")
    assert "The second" in await desk.read()
    history = (await desk.show(desk.edie))["versions"]
    assert [one["state"] for one in history] == ["published", "replaced"]
    await desk.step(desk.edie, second, "withdraw")
    html = await desk.read()
    assert "The second" not in html
    assert "The first" not in html
    assert 'href="tel:999"' in html
    await desk.step(desk.edie, first | {"revision": first["revision"] + 1}, "publish", 409)


async def test_what_is_under_review_stays_as_it_was_read_until_it_is_sent_back(desk: Desk) -> None:
    version = await desk.step(desk.edie, await desk.begin(desk.edie), "submit")
    await desk.edit(desk.edie, version, 409, title="Quickly changed")
    version = await desk.step(desk.omar, version, "send_back")
    version = await desk.edit(desk.edie, version, title="Changed")
    assert version["writing"]["title"] == "Changed"
    assert [event["did"] for event in version["events"]] == ["begin", "submit", "send_back", "edit"]
    assert version["events"][2] | {"at": ""} == {
        "at": "",
        "by": "Omar",
        "did": "send_back",
        "note": "because send_back",
    }


async def test_two_editors_at_once_and_one_is_told(desk: Desk) -> None:
    version = await desk.begin(desk.edie)
    await desk.edit(desk.edie, version, title="Mine")
    await desk.edit(desk.omar, version, 409, title="Yours")
    await desk.begin(desk.omar, "/v1/staff/guidance/first-days/en")
    response = await desk.world.http.post(
        f"{TONIGHT}/versions", json={"writing": WRITING}, headers=desk.omar.headers
    )
    assert response.status == 409


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ({"body": "Tell someone."}, "help-line"),
        ({"now": "He committed suicide. Ring 999."}, "no-crime"),
        ({"review_by": "2026-11-22"}, "review-date"),
        ({"body": "See [this](https://elsewhere.example). Ring [999](tel:999)."}, "unknown-site"),
        ({"body": "<script>alert(1)</script> Ring [999](tel:999)."}, "plain-markdown"),
    ],
)
async def test_words_that_break_a_rule_are_kept_and_do_not_reach_review(
    desk: Desk, words: dict[str, Any], rule: str
) -> None:
    version = await desk.begin(desk.edie, **words)
    refused = await desk.step(desk.edie, version, "submit", 422)
    assert rule in {error["field"] for error in refused["errors"]}
    shown = await desk.show(desk.edie)
    assert rule in {found["rule"] for found in shown["findings"]}
    assert shown["versions"][0]["state"] == "draft"


@pytest.mark.parametrize(
    "words",
    [
        {"title": ""},
        {"body": "x" * 12_001},
        {"sources": []},
        {"review_by": "soon"},
        {"now": "a\x00b"},
        {"odd": "1"},
        {"body": "  \n"},
    ],
)
async def test_words_of_no_shape_are_refused_with_the_field(desk: Desk, words: dict[str, Any]) -> None:
    body = {"writing": WRITING | words}
    response = await desk.world.http.post(f"{TONIGHT}/versions", json=body, headers=desk.edie.headers)
    assert response.status == 422
    assert (await response.json())["errors"][0]["field"].startswith("writing.")


@pytest.mark.parametrize(
    "body", ["---\nid: other\n---\nRing [999](tel:999).", "a: b\n...\n# x\n\n999", "{{ now }} {% x %}"]
)
async def test_words_that_look_like_a_file_or_a_template_are_words(desk: Desk, body: str) -> None:
    version = await desk.begin(desk.edie, body=body, title="{{ title }}: 'a' # b")
    assert version["writing"]["body"] == body
    assert version["writing"]["title"] == "{{ title }}: 'a' # b"


async def test_a_translation_has_versions_of_its_own(desk: Desk) -> None:
    urdu = "/v1/staff/guidance/tonight/ur"
    version = await desk.begin(desk.edie, urdu, title="آج رات")
    version = await desk.step(desk.edie, version, "submit", piece=urdu)
    version = await desk.step(desk.omar, version, "approve", piece=urdu)
    await desk.step(desk.omar, version, "publish", piece=urdu)
    desk.world.clock.move(seconds=6)
    html = await (await desk.reader.get("/parents/tonight?language=ur")).text()
    assert '<article class="words" id="onward" lang="ur" dir="rtl"' in html
    assert "<article" not in await desk.read()
    unknown = await desk.world.http.get("/v1/staff/guidance/tonight/xx", headers=desk.edie.headers)
    assert unknown.status == 404


async def test_the_overview_names_everything_and_where_it_stands(desk: Desk) -> None:
    await desk.begin(desk.edie)
    response = await desk.world.http.get("/v1/staff/guidance", headers=desk.omar.headers)
    pieces = {(one["name"], one["language"]): one for one in (await response.json())["pieces"]}
    assert set(shipped()) | {(text.name, text.language) for text in safety_texts()} == set(pieces)
    assert pieces["tonight", "en"]["state"] == "draft"
    assert pieces["sleep", "en"]["state"] is None


async def test_every_step_is_in_the_audit_with_the_hash_of_the_words(desk: Desk) -> None:
    version = await desk.published()
    found = desk.world.services.mongo.db.audit.find({"subject": f"guidance.tonight.en.{version['number']}"})
    entries = [(entry["action"], entry["actor"], entry["why"]) async for entry in found]
    assert [action for action, _, _ in entries] == [
        "guidance_begin", "guidance_submit", "guidance_approve", "guidance_publish",
    ]  # fmt: skip
    assert {why for _, _, why in entries} == {version["sha256"]}


async def test_a_safety_text_is_approved_as_it_stands_and_counts_by_its_hash(desk: Desk) -> None:
    texts, piece = desk.world.services.safety_texts, "/v1/staff/guidance/chat-texts/en"
    drafts = {(text.name, text.language) for text in await texts.unapproved()}
    assert {("chat-texts", "en"), ("privacy-notice", "en"), ("page-words", "en")} <= drafts
    assert chat_texts("en").review.status == "draft"
    response = await desk.world.http.post(f"{piece}/versions", json={}, headers=desk.edie.headers)
    version = await response.json()
    assert response.status == 201
    assert "I am a computer program" in version["text"]
    version = await desk.step(desk.edie, version, "submit", piece=piece)
    await desk.step(desk.edie, version, "approve", 403, piece=piece)
    version = await desk.step(desk.omar, version, "approve", piece=piece)
    left = {(text.name, text.language) for text in await texts.unapproved()}
    assert drafts - left == {("chat-texts", "en")}
    review = chat_texts("en").review
    assert (review.status, review.approved_by, review.approved_on) == ("approved", "Omar", "2026-11-23")
    await desk.step(desk.omar, version, "publish", 409, piece=piece)
    again = await desk.world.http.post(f"{piece}/versions", json={}, headers=desk.edie.headers)
    assert again.status == 409
    await desk.step(desk.edie, version, "withdraw", piece=piece)
    assert {(text.name, text.language) for text in await texts.unapproved()} == drafts
    assert chat_texts("en").review.status == "draft"


async def test_with_the_store_down_what_was_published_is_still_read(desk: Desk) -> None:
    await desk.published(title="Kept in mind")
    services = desk.services
    assert "Kept in mind" in await desk.read()
    down = services.settings.model_copy(update={"mongodb_uri": "mongodb://127.0.0.1:1/?replicaSet=rs0"})
    services.guidance_shelf._store = build_services(down).stores.guidance
    assert "Kept in mind" in await desk.read()


async def test_approvals_hold_after_a_restart_while_the_store_is_down(desk: Desk, tmp_path: Path) -> None:
    piece = "/v1/staff/guidance/chat-texts/en"
    begun = await desk.world.http.post(f"{piece}/versions", json={}, headers=desk.edie.headers)
    version = await desk.step(desk.edie, await begun.json(), "submit", piece=piece)
    version = await desk.step(desk.omar, version, "approve", piece=piece)
    settings = desk.world.services.settings.model_copy(update={"var": tmp_path})
    before = {text.sha256 for text in await build_services(settings).safety_texts.unapproved()}
    down = settings.model_copy(update={"mongodb_uri": "mongodb://127.0.0.1:1/?replicaSet=rs0"})
    after = {text.sha256 for text in await build_services(down).safety_texts.unapproved()}
    assert after == before
    assert version["sha256"] not in after
    elsewhere = down.model_copy(update={"var": tmp_path / "empty"})
    assert version["sha256"] in {
        text.sha256 for text in await build_services(elsewhere).safety_texts.unapproved()
    }


async def test_a_safety_text_that_changed_since_stands_as_it_is_shipped(desk: Desk) -> None:
    piece = "/v1/staff/guidance/page-words/en"
    begun = await desk.world.http.post(f"{piece}/versions", json={}, headers=desk.edie.headers)
    version = await desk.step(desk.edie, await begun.json(), "submit", piece=piece)
    await desk.step(desk.omar, version, "approve", piece=piece)
    assert (await desk.show(desk.edie, piece))["piece"]["state"] == "approved"
    texts = desk.world.services.safety_texts
    texts.all = tuple(replace(text, text=f"{text.text}# changed\n") for text in texts.all)
    assert (await desk.show(desk.edie, piece))["piece"]["state"] is None
    assert "page-words" in {text.name for text in await texts.unapproved() if text.language == "en"}
    again = await desk.world.http.post(f"{piece}/versions", json={}, headers=desk.edie.headers)
    assert again.status == 201
