"""Our own file: all of a plan, and the same plan again when it comes back. Anything else is refused with its place."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_plans.errors import BrokenHistory, InvalidPlan, LimitExceeded, PlanError
from safety_plans.export.document import from_json, to_json
from safety_plans.plan import Entry, Plan
from safety_plans.revisions import History, Kind, restore, revise
from tests.unit.safety_plans.exported import EXPORTED, full, picture
from tests.unit.safety_plans.made import at, newest, one_step, plans, written

PICTURES = {"sea": picture("PNG"), "cat": picture("WEBP")}


def exported(history: History, **pictures: bytes) -> dict[str, Any]:
    """Return the document as a file holds it."""
    document = to_json(history, language="en", exported_at=EXPORTED, pictures=pictures)
    read: dict[str, Any] = json.loads(json.dumps(document))
    return read


@given(st.lists(plans(), max_size=4))
def test_any_plan_with_its_history_comes_back_the_same(contents: list[Plan]) -> None:
    history = written(*contents)
    assert from_json(exported(history)).history == history


def test_pictures_come_back_the_same() -> None:
    history = History((replace(full(), number=1),))
    assert from_json(exported(history, **PICTURES)).pictures == PICTURES


def test_merges_restored_and_accepted_revisions_and_reasons_come_back() -> None:
    history = written(one_step("tea"))
    big = one_step(*["tea"] * 150)
    history = history.appended(revise(newest(history), big, expected=1, at=at(1), reason="چائے", merged=True))
    history = history.appended(restore(newest(history), history.numbered(1), expected=2, at=at(2)))
    history = history.appended(
        replace(
            revise(newest(history), Plan(), expected=3, at=at(3)),
            kind=Kind.SUGGESTION,
            suggested_by="worker-1",
        )
    )
    assert from_json(exported(history)).history == history


def test_a_plan_after_one_that_was_deleted_keeps_its_numbers() -> None:
    first = revise(None, one_step("tea"), expected=0, at=at(0), after=4)
    history = History((first, revise(first, Plan(), expected=5, at=at(1))), after=4)
    assert from_json(exported(history)).history == history


def test_the_document_says_what_it_is_and_when_it_was_made() -> None:
    document = exported(written(one_step("tea")))
    assert {name: document[name] for name in ("format", "version", "language", "exported_at")} == {
        "format": "evenlight-plan",
        "version": 1,
        "language": "en",
        "exported_at": "2026-11-23T10:00:00.000Z",
    }


def change(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def changed(document: dict[str, Any]) -> None:
        inner: Any = document
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = to

    return changed


ENTRY = ("revisions", 0, "plan", "steps", "2", 0)


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (change("format", to="another-plan"), "format"),
        (change("version", to=2), "version"),
        (change("version", to=True), "version"),
        (change("exported_at", to="yesterday"), "exported_at"),
        (change("language", to=7), "language"),
        (change("more", to="tea"), ""),
        (lambda document: document.pop("pictures"), ""),
        (change("revisions", to={}), "revisions"),
        (change("revisions", 0, to=[]), "revisions.0"),
        (change("revisions", 0, "more", to="tea"), "revisions.0"),
        (change("revisions", 0, "kind", to="secret"), "revisions.0.kind"),
        (change("revisions", 0, "number", to="1"), "revisions.0.number"),
        (change("revisions", 0, "at", to="9999-99-99"), "revisions.0.at"),
        (change("revisions", 0, "reason", to=None), "revisions.0.reason"),
        (change("revisions", 0, "suggested_by", to=7), "revisions.0.suggested_by"),
        (change("revisions", 0, "restored", to=1.5), "revisions.0.restored"),
        (change(*ENTRY, "text", to="\ud800"), "revisions.0.plan.steps.2.0.text"),
        (change(*ENTRY, "id", to=""), "revisions.0.plan.steps.2.0.id"),
        (change(*ENTRY, "detail", to={"kind": "secret"}), "revisions.0.plan.steps.2.0.detail.kind"),
        (change("pictures", to=[]), "pictures"),
        (change("pictures", "../sea", to={}), "pictures"),
        (change("pictures", "sea", "data", to="tea!"), "pictures.sea.data"),
        (change("pictures", "sea", "data", to="dGVh"), "pictures.sea.media_type"),
        (change("pictures", "sea", "media_type", to="image/svg+xml"), "pictures.sea.media_type"),
    ],
)
def test_what_is_not_ours_is_refused_and_says_where(
    edit: Callable[[dict[str, Any]], None], field: str
) -> None:
    document = exported(written(one_step("my secret tea")), **PICTURES)
    edit(document)
    with pytest.raises(InvalidPlan) as caught:
        from_json(document)
    assert caught.value.field == field
    assert "tea" not in str(caught.value)


@pytest.mark.parametrize("document", [None, [], "tea", 7])
def test_what_is_no_document_is_refused(document: object) -> None:
    with pytest.raises(InvalidPlan):
        from_json(document)


def numbered(*numbers: int) -> list[dict[str, Any]]:
    [one] = exported(written(one_step("tea")))["revisions"]
    return [{**one, "number": number} for number in numbers]


@pytest.mark.parametrize(
    ("revisions", "refusal"),
    [
        (numbered(1, 3), BrokenHistory),
        (numbered(2, 1), BrokenHistory),
        ([{**numbered(1)[0], "kind": "restore", "restored": 1}], BrokenHistory),
        (
            [*numbered(1, 2), {**exported(written(Plan()))["revisions"][0], "number": 3, "restored": 1}],
            BrokenHistory,
        ),
    ],
)
def test_a_history_that_cannot_have_been_is_refused(revisions: list[Any], refusal: type[PlanError]) -> None:
    document = exported(History())
    with pytest.raises(refusal):
        from_json({**document, "revisions": revisions})


@pytest.mark.parametrize(
    ("plan", "limit", "found"),
    [
        (one_step("🐈" * 20_000), "MAX_TEXT", 20_000),
        (one_step(*["Contact"] * 500), "MAX_ENTRIES", 500),
        (one_step("tea").with_step(2, Entry("a", pictures=("sea",) * 41)), "MAX_PICTURES", 41),  # type: ignore[arg-type]
    ],
)
def test_more_than_fits_is_refused_whole(plan: Plan, limit: str, found: int) -> None:
    document = exported(History((replace(full(), number=1, plan=plan),)))
    with pytest.raises(LimitExceeded) as caught:
        from_json(document)
    assert (caught.value.limit, caught.value.found) == (limit, found)
