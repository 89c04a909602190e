"""Every page of every endpoint of the directory is what Open Referral UK says, and nothing hidden is on any."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from yarl import URL

from backend.app import ROUTES
from backend.signposting import shipped
from backend.signposting.open_referral.ids import id_of
from tests.conftest import World

FOLDER = Path(__file__).parent / "open_referral_uk"
BASE = "/open-referral/v3"
FORMATS = FormatChecker(["uuid", "email"])
PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
SHOWN = [service for service in shipped.services() if service.shown]
LISTS = ["services", "service_at_locations", "taxonomies", "taxonomy_terms"]


@FORMATS.checks("uri")
def is_address(value: object) -> bool:
    return not isinstance(value, str) or (URL(value).is_absolute() and not re.search(r"\s", value))


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return found


SERVICE = schema("service.json")
TERM = SERVICE["properties"]["attributes"]["items"]["properties"]["taxonomy_term"]
TAXONOMY = {
    "type": "object", "required": ["id", "name", "description"],
    "properties": {
        "id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}, "description": {"type": "string"},
    },
}  # fmt: skip
ONE = {
    "services": SERVICE, "service_at_locations": schema("service_at_location.json"),
    "taxonomies": TAXONOMY, "taxonomy_terms": TERM,
}  # fmt: skip
LISTED = ONE | {"services": schema("service_list.json")}
PAGE_SCHEMA = schema("openapi30.json")["components"]["schemas"]["Page"]


def wrong(document: Any, shape: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator(shape, format_checker=FORMATS)
    return [f"{error.json_path}: {error.message[:80]}" for error in validator.iter_errors(document)]


async def get(world: World, path: str) -> dict[str, Any]:
    response = await world.http.get(f"{BASE}{path}")
    assert (response.status, response.headers["Cache-Control"]) == (200, "public, max-age=300"), path
    body: dict[str, Any] = await response.json()
    return body


async def pages(world: World, name: str, query: str = "") -> AsyncIterator[dict[str, Any]]:
    number = 1
    while True:
        page = await get(world, f"/{name}?page={number}&per_page=7{query}")
        yield page
        if page["last_page"]:
            return
        number += 1


async def everything(world: World, name: str, query: str = "") -> list[dict[str, Any]]:
    return [item async for page in pages(world, name, query) for item in page["contents"]]


@pytest.fixture
async def seeded(world: World) -> World:
    await world.services.signposting.seed()
    return world


def test_the_schemas_are_schemas_and_refuse_what_is_wrong() -> None:
    for shape in (*ONE.values(), *LISTED.values(), PAGE_SCHEMA):
        Draft202012Validator.check_schema(shape)
    broken = {"id": "not a uuid", "name": "A", "status": "open", "url": "nowhere", "organization": {}}
    assert {line.split(":")[0] for line in wrong(broken, SERVICE)} == {
        "$.id",
        "$.status",
        "$.url",
        "$.organization",
    }


def test_every_endpoint_of_the_profile_is_there() -> None:
    ours = {re.sub(r"\{\w+\}", "{id}", route.path.removeprefix(BASE)) or "/" for route in ROUTES
            if route.path.startswith(BASE)}  # fmt: skip
    assert ours == set(schema("openapi30.json")["paths"])


@pytest.mark.parametrize("name", LISTS)
async def test_every_page_is_what_the_standard_says(seeded: World, name: str) -> None:
    seen: list[str] = []
    async for page in pages(seeded, name):
        assert page.keys() == PAGE
        assert wrong(page, PAGE_SCHEMA) == []
        assert (page["size"], page["empty"]) == (len(page["contents"]), not page["contents"])
        assert page["first_page"] == (not seen)
        for item in page["contents"]:
            assert wrong(item, LISTED[name]) == [], item["id"]
            seen.append(item["id"])
    assert len(seen) == len(set(seen)) == page["total_items"] > 0
    assert page["page_number"] == page["total_pages"] == -(-len(seen) // 7)


@pytest.mark.parametrize("name", LISTS)
async def test_every_single_thing_is_what_the_standard_says(seeded: World, name: str) -> None:
    items = await everything(seeded, name)
    for item in items[:: 1 if len(items) < 100 else 25]:
        one = await get(seeded, f"/{name}/{item['id']}")
        assert wrong(one, ONE[name]) == [], item["id"]
        assert one | item == one, "what a list says of a thing, the thing says too"


async def test_the_first_address_says_what_this_is(seeded: World) -> None:
    found = await get(seeded, "")
    assert found["version"] == "3.0"
    assert is_address(found["profile"])
    assert found["openapi_url"].endswith("/v1/openapi.json")


async def test_what_is_hidden_is_on_no_page_and_has_no_address(seeded: World) -> None:
    names = {service["name"] for service in await everything(seeded, "services")}
    assert names == {service.name for service in SHOWN}
    for service in shipped.services():
        if not service.shown:
            response = await seeded.http.get(f"{BASE}/services/{id_of('service', service.id)}")
            assert response.status == 404


async def test_a_service_says_when_it_opens_how_it_is_reached_and_how_old_that_is(seeded: World) -> None:
    beat = await get(seeded, f"/services/{id_of('service', 'beat')}")
    assert [(one["byday"], one["opens_at"], one["closes_at"]) for one in beat["schedules"]] == [
        ("MO,TU,WE,TH,FR", "15:00", "20:00")
    ]
    assert [(phone["number"], phone["type"]) for phone in beat["phones"]] == [("0808 801 0677", "voice")]
    assert beat["alert"] == "Information from 5 October 2026"
    terms = {attribute["taxonomy_term"]["name"] for attribute in beat["attributes"]}
    assert {"Eating", "English", "Parents and carers"} <= terms
    muslim_youth = await get(seeded, f"/services/{id_of('service', 'muslim-youth-helpline')}")
    assert muslim_youth["alert"] == "Information from 2026. Check the hours before you rely on it"
    runaway = await get(seeded, f"/services/{id_of('service', 'runaway')}")
    assert runaway["schedules"] == [], "hours that nobody knows are no schedule"


async def test_an_entry_past_its_date_has_no_schedule_any_more(seeded: World) -> None:
    seeded.clock.move(days=200)
    beat = await get(seeded, f"/services/{id_of('service', 'beat')}")
    assert beat["schedules"] == []
    assert beat["alert"].endswith("Not checked since 5 October 2026")


async def test_lists_are_narrowed_by_term_taxonomy_and_age(seeded: World) -> None:
    eating = await everything(seeded, "services", f"&taxonomy_term_id={id_of('term', 'needs', 'eating')}")
    assert [service["name"] for service in eating] == ["Beat, eating disorders"]
    faiths = await everything(seeded, "services", f"&taxonomy_id={id_of('taxonomy', 'faiths')}")
    assert {service["name"] for service in faiths} == {
        "Muslim Youth Helpline",
        "Muslim Women's Network Helpline",
    }
    assert all(
        service["maximum_age"] <= 18 for service in await everything(seeded, "services", "&maximum_age=18")
    )
    assert all(
        service["minimum_age"] >= 13 for service in await everything(seeded, "services", "&minimum_age=13")
    )
    of_a_term = f"&taxonomy_term_id={id_of('term', 'needs', 'danger')}"
    assert len(await everything(seeded, "service_at_locations", of_a_term)) == 1
    assert await everything(seeded, "services", "&taxonomy_term_id=nothing") == []


async def test_a_page_past_the_last_is_empty(seeded: World) -> None:
    page = await get(seeded, "/services?page=999")
    assert (page["contents"], page["empty"], page["last_page"]) == ([], True, True)


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "per_page=0", "per_page=201", "search=anything", "postcode=LU1", "day=MO"]
)
async def test_what_is_not_offered_is_refused_and_not_passed_over(seeded: World, query: str) -> None:
    response = await seeded.http.get(f"{BASE}/services?{query}")
    assert response.status == 422
    assert [error["field"] for error in (await response.json())["errors"]] == [query.partition("=")[0]]


async def test_with_nothing_seeded_the_shipped_directory_answers(world: World) -> None:
    assert len(await everything(world, "services")) == len(SHOWN)
