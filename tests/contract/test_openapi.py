"""The OpenAPI document is true: it is valid, it names every route, and the service answers as it says."""

import asyncio
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from aiohttp import ClientResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import CheckFunction
from schemathesis.checks import not_a_server_error as no_server_error
from schemathesis.core.result import Err
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend.app import ROUTES
from backend.core.openapi import document
from backend.identity.model import Role
from tests.conftest import World
from tests.factories import DISCLOSURE, on_call, staff, young_person

EXAMPLES_A_ROUTE = int(os.environ.get("EVENLIGHT_FUZZ_EXAMPLES", "10"))  # `make fuzz` asks for 1,000.
DOCUMENT = document(ROUTES, "test")
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
CHECKS: list[CheckFunction] = [
    no_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip
Operation = APIOperation[Any, Any, Any, Any]
# Loaded now: first loaded deep inside a run, pytest compiles it where Python 3.11 loses count of its own depth.
st.randoms().validate()
NOT_FUZZED = {"/metrics"}
PARTS = 4  # so that two processes can share the work


def operations() -> list[Operation]:
    found = [result.ok() for result in SCHEMA.get_all_operations() if not isinstance(result, Err)]
    assert len(found) == len(ROUTES), "an operation could not be read"
    return found


def fuzzed() -> list[Operation]:
    """Return the operations that answer and end: streams do not, and metrics are not JSON."""
    return [
        found for found in operations() if found.path not in NOT_FUZZED and not found.path.endswith("/stream")
    ]


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def test_the_document_is_valid_openapi() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    SCHEMA.validate()


def test_a_document_that_is_not_valid_is_told_from_one_that_is() -> None:
    broken = {
        **DOCUMENT,
        "paths": {"/": {"get": {"responses": {"200": {}}, "parameters": [{"in": "nowhere"}]}}},
    }
    with pytest.raises(Exception, match=r"nowhere|name|valid"):
        schemathesis.openapi.from_dict(broken).validate()


def test_every_shape_is_a_valid_json_schema() -> None:
    for name, shape in DOCUMENT["components"]["schemas"].items():
        Draft202012Validator.check_schema(shape)
        assert shape, name


def test_every_reference_leads_somewhere() -> None:
    shapes = {f"#/components/schemas/{name}" for name in DOCUMENT["components"]["schemas"]}
    found = set(references(DOCUMENT))
    assert found
    assert found <= shapes


def test_every_route_is_described_once_under_its_own_name() -> None:
    table = {(route.method.lower(), re.sub(r"\{(\w+):[^}]*\}", r"{\1}", route.path)) for route in ROUTES}
    assert {(found.method, found.path) for found in operations()} == table
    names = [operation["operationId"] for path in DOCUMENT["paths"].values() for operation in path.values()]
    assert sorted(set(names)) == sorted(names)


def test_what_is_not_public_says_that_it_wants_a_token() -> None:
    for path in DOCUMENT["paths"].values():
        for operation in path.values():
            assert ("security" in operation) == (operation["x-policy"] != "public")
            assert ("401" in operation["responses"]) or operation["x-policy"] == "public"


async def test_the_service_sends_this_very_document(world: World) -> None:
    response: ClientResponse = await world.http.get("/v1/openapi.json")
    assert (await response.json())["paths"] == DOCUMENT["paths"]


@dataclass
class Callers:
    """A token for each policy, and ids of things that exist."""

    base_url: str
    tokens: dict[str, str]
    ids: dict[str, str]


@pytest.fixture
async def callers(world: World) -> Callers:
    maya = await staff(world.services, world.http, "Maya", Role.SUPERVISOR)
    world.services.drills.promised_s = 0.1  # No worker runs here: a drill would wait for it.
    await on_call(world.services, maya, world.clock.now())
    phone = await young_person(world.http)
    await phone.say(DISCLOSURE)
    await world.worker_runs()
    [escalation] = (await maya.list())["escalations"]
    ada = await staff(world.services, world.http, "Ada", Role.ADMIN)
    tokens = dict.fromkeys(("admin", "admin_recent", "content_editor"), ada.token)
    # Of somebody else: one of these routes signs its caller out.
    tokens["staff"] = (await staff(world.services, world.http, "Olu")).token
    tokens |= dict.fromkeys(("responder", "supervisor", "supervisor_recent"), maya.token)
    tokens["young_person"] = phone.token
    await world.services.signposting.seed()
    ids = {"conversation_id": phone.conversation_id, "escalation_id": escalation["id"], "service_id": "shout"}
    ids |= {"article": "tonight", "language": "en"}
    return Callers(str(world.http.make_url("")).rstrip("/"), tokens, ids)


def attack(operation: Operation, callers: Callers, mode: GenerationMode) -> None:
    """Call one route with whatever its description allows, or with what it forbids."""
    policy = DOCUMENT["paths"][operation.path][operation.method]["x-policy"]
    headers = {"Authorization": f"Bearer {callers.tokens[policy]}"} if policy != "public" else {}

    @settings(
        max_examples=EXAMPLES_A_ROUTE,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), known=st.booleans())
    def call(case: Case[Any], known: bool) -> None:
        for name in case.path_parameters.keys() & callers.ids.keys() if known else ():
            case.path_parameters[name] = callers.ids[name]
        response = case.call(base_url=callers.base_url, headers=headers, timeout=30)
        case.validate_response(response, checks=CHECKS)

    call()


@pytest.mark.parametrize("part", range(PARTS))
async def test_whatever_is_sent_the_answer_is_a_documented_one(
    callers: Callers, subtests: pytest.Subtests, part: int
) -> None:
    for operation in fuzzed()[part::PARTS]:
        with subtests.test(operation.label):
            await asyncio.to_thread(attack, operation, callers, GenerationMode.POSITIVE)
        if operation.body or operation.query:
            with subtests.test(f"{operation.label}, with what it forbids"):
                await asyncio.to_thread(attack, operation, callers, GenerationMode.NEGATIVE)
