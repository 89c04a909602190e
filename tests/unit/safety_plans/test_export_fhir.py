"""FHIR R4: an R4 library reads it, its codes are R4's, it holds what the owner wrote, and does not say who they are."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest
from fhirclient.models.bundle import Bundle
from fhirclient.models.fhirabstractbase import FHIRValidationError
from hypothesis import given

from safety_plans.export.fhir import fhir
from safety_plans.export.words import words
from safety_plans.plan import Plan
from safety_plans.revisions import Revision
from tests.unit.safety_plans.exported import AT, EXPORTED, MARKUP, full, picture
from tests.unit.safety_plans.made import plans

# Required bindings of R4 (4.0.1), which the library does not check.
CODES = {
    ("Bundle", "type"): {"document", "message", "collection", "searchset", "batch", "transaction", "history"},
    ("CarePlan", "status"): {
        "draft",
        "active",
        "on-hold",
        "revoked",
        "completed",
        "entered-in-error",
        "unknown",
    },
    ("CarePlan", "intent"): {"proposal", "plan", "order", "option"},
    ("Goal", "lifecycleStatus"): {
        "proposed",
        "planned",
        "accepted",
        "active",
        "on-hold",
        "completed",
        "cancelled",
    },
    ("Media", "status"): {"preparation", "in-progress", "completed", "stopped", "unknown"},
}
ACTIVITY = {
    "not-started",
    "scheduled",
    "in-progress",
    "on-hold",
    "completed",
    "cancelled",
    "stopped",
    "unknown",
}
SYSTEMS = {"phone", "fax", "email", "pager", "url", "sms", "other"}
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
PERFORMERS = {"RelatedPerson", "HealthcareService"}


def exported(newest: Revision, **pictures: bytes) -> dict[str, Any]:
    bundle = fhir(newest, language="en", exported_at=EXPORTED, pictures=pictures)
    read: dict[str, Any] = json.loads(json.dumps(bundle))
    return read


def care_plan(bundle: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = bundle["entry"][0]["resource"]
    return found


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Yield every object of a document, at any depth."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def check_r4(bundle: dict[str, Any]) -> None:
    """Fail unless this is R4: by the library, and by the rules that the library leaves out."""
    assert Bundle(bundle).as_json() == bundle
    plan = care_plan(bundle)
    contained = {resource["id"]: resource for resource in plan["contained"]}
    assert len(contained) == len(plan["contained"])
    assert all(ID.fullmatch(id_) for id_ in contained)
    assert not any("contained" in resource for resource in contained.values())
    used = {found["reference"].removeprefix("#") for found in objects(bundle) if "reference" in found}
    assert used == set(contained)
    for found in objects(bundle):
        assert all(value not in (None, "", [], {}) for value in found.values())
        kind = found.get("resourceType")
        assert all(found[name] in codes for (of, name), codes in CODES.items() if of == kind)
    for detail in (activity["detail"] for activity in plan.get("activity", [])):
        assert detail["status"] in ACTIVITY
        assert {contained[goal["reference"][1:]]["resourceType"] for goal in detail["goal"]} == {"Goal"}
        kinds = {contained[who["reference"][1:]]["resourceType"] for who in detail.get("performer", [])}
        assert kinds <= PERFORMERS
    assert all(way["system"] in SYSTEMS for who in contained.values() for way in who.get("telecom", []))


@given(plans())
def test_any_plan_is_valid_r4_and_keeps_its_ids(plan: Plan) -> None:
    bundle = exported(Revision(1, plan, AT), sea=picture())
    check_r4(bundle)
    activities = care_plan(bundle).get("activity", [])
    ids = [(a["detail"]["goal"][0]["reference"], a["id"]) for a in activities]
    assert ids == [(f"#step-{step.value}", entry.id) for step, entry in plan.located()]


def test_the_check_finds_what_is_not_r4() -> None:
    with pytest.raises(FHIRValidationError):
        Bundle({**exported(full()), "secret": "tea"})
    bundle = exported(full())
    care_plan(bundle)["status"] = "fine"
    with pytest.raises(AssertionError):
        check_r4(bundle)


def test_the_subject_has_no_name_and_the_category_no_code() -> None:
    plan = care_plan(exported(full()))
    assert {"resourceType": "Patient", "id": "owner"} in plan["contained"]
    assert plan["subject"] == plan["author"] == {"reference": "#owner"}
    assert plan["category"] == [{"text": "Safety plan"}]
    assert (plan["meta"]["versionId"], plan["meta"]["lastUpdated"]) == ("7", "2026-11-21T23:30:00.000Z")


def test_each_entry_is_an_activity_with_all_that_its_owner_wrote() -> None:
    plan, said = care_plan(exported(full())), words("en")
    details = {activity["id"]: activity["detail"] for activity in plan["activity"]}
    contained = {resource["id"]: resource for resource in plan["contained"]}
    assert details["tea"]["description"] == f"{MARKUP}\n{said.gets_in_the_way} It is raining"
    assert said.other_version in details["signs"]["description"]
    assert "description" not in details["park"]
    park = contained[details["park"]["location"]["reference"][1:]]
    assert (park["name"], park["description"]) == ("The park", "Bus 23\nthen walk")
    assert details["gran"]["description"] == f"She listens\n{said.may_be_told}"
    gran = contained[details["gran"]["performer"][0]["reference"][1:]]
    assert gran == {
        "resourceType": "RelatedPerson",
        "id": gran["id"],
        "patient": {"reference": "#owner"},
        "name": [{"text": "Gran"}],
        "relationship": [{"text": "my gran"}],
        "telecom": [
            {"system": "phone", "value": "07700 900123"},
            {"system": "email", "value": "gran@example.org"},
        ],
    }
    doctor = contained[details["doctor"]["performer"][0]["reference"][1:]]
    assert (doctor["resourceType"], doctor["name"], doctor["comment"]) == (
        "HealthcareService",
        "Dr Khan",
        "school doctor",
    )


def test_each_step_in_use_is_a_goal() -> None:
    plan = care_plan(exported(full()))
    goals = [resource for resource in plan["contained"] if resource["resourceType"] == "Goal"]
    assert [goal["id"] for goal in goals] == [f"step-{number}" for number in range(1, 8)]
    assert goals[5]["description"] == {"text": "Making my surroundings safer"}
    assert plan["goal"] == [{"reference": f"#{goal['id']}"} for goal in goals]


def test_a_picture_comes_with_it_and_what_is_no_picture_does_not() -> None:
    file = picture("PNG")
    plan = care_plan(exported(full(), sea=file, gone=b"<script>"))
    [media] = [resource for resource in plan["contained"] if resource["resourceType"] == "Media"]
    assert media["identifier"] == [{"value": "sea"}]
    assert media["content"]["contentType"] == "image/png"
    assert b64decode(media["content"]["data"]) == file
    assert plan["supportingInfo"] == [{"reference": f"#{media['id']}"}]


def test_an_empty_plan_is_valid_too() -> None:
    check_r4(exported(Revision(1, Plan(), AT)))
