"""A plan as JSON: the one shape that the API takes and gives, the store seals, and an export holds. Pure.

Strict: an unknown field is refused, because leaving it out would lose what somebody wrote. A field that is not there
has its default, except `steps`, all seven of them, and the `id` of each entry. Sizes are `limits.check_limits`'.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from safety_plans.characters import kept, refused_character
from safety_plans.errors import InvalidPlan
from safety_plans.plan import Channel, Contact, Entry, Place, Plan, Step, Way
from safety_plans.revisions import Revision

Document = dict[str, Any]
Value = TypeVar("Value")

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ENTRY = {"id", "text", "gets_in_the_way", "detail", "pictures", "other_version_of"}
_CONTACT = {"kind", "name", "relation", "ways", "may_be_told"}
_PLACE = {"kind", "name", "directions"}


def to_document(plan: Plan) -> Document:
    """Return a plan as values that JSON has."""
    return {"steps": {str(step.value): entries_document(plan.entries(step)) for step in Step}}


def entries_document(entries: Iterable[Entry]) -> list[Document]:
    """Return the entries of a step as values that JSON has."""
    return [_from_entry(entry) for entry in entries]


def from_document(document: object, path: str = "plan") -> Plan:
    """Return the plan that a document holds, its words in Unicode NFC.

    Raises:
        InvalidPlan: with `field`, the path to what is wrong, such as `plan.steps.4.0.detail.name`.
    """
    steps = _object(
        _object(document, path, {"steps"}).get("steps"), f"{path}.steps", {*map(str, range(1, 8))}
    )
    for step in Step:
        if str(step.value) not in steps:
            raise InvalidPlan("is missing: all seven steps are sent", f"{path}.steps.{step.value}")
    entries = tuple(_list(steps[str(step.value)], f"{path}.steps.{step.value}", _entry) for step in Step)
    try:
        return Plan(entries)
    except InvalidPlan as error:
        raise InvalidPlan(str(error), f"{path}.steps") from None


def revision_document(revision: Revision) -> Document:
    """Return a revision as values that JSON has; `at` is RFC 3339 in UTC, to the millisecond."""
    return {
        "number": revision.number,
        "at": instant_text(revision.at),
        "kind": revision.kind.value,
        "reason": revision.reason,
        "suggested_by": revision.suggested_by,
        "restored": revision.restored,
        "plan": to_document(revision.plan),
    }


def instant_text(at: datetime) -> str:
    """Return an instant as RFC 3339 in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def text_from(value: object, path: str) -> str:
    """Return a text as it is kept. Raises InvalidPlan with `field`."""
    if not isinstance(value, str):
        raise InvalidPlan("is not a text", path)
    if reason := refused_character(value):
        raise InvalidPlan(reason, path)
    return kept(value)


def instant_from(value: object, path: str) -> datetime:
    """Return an RFC 3339 instant in UTC. Raises InvalidPlan with `field`."""
    try:
        return datetime.fromisoformat(text_from(value, path)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidPlan("is not a time", path) from None


def _from_entry(entry: Entry) -> Document:
    return {
        "id": entry.id,
        "text": entry.text,
        "gets_in_the_way": entry.gets_in_the_way,
        "detail": _from_detail(entry.detail),
        "pictures": list(entry.pictures),
        "other_version_of": entry.other_version_of,
    }


def _from_detail(detail: Contact | Place | None) -> Document | None:
    match detail:
        case Contact(name, relation, ways, may_be_told):
            reached = [{"channel": way.channel.value, "value": way.value} for way in ways]
            return {
                "kind": "contact",
                "name": name,
                "relation": relation,
                "ways": reached,
                "may_be_told": may_be_told,
            }
        case Place(name, directions):
            return {"kind": "place", "name": name, "directions": directions}
    return None


def _entry(value: object, path: str) -> Entry:
    found = _object(value, path, _ENTRY)
    other = found.get("other_version_of")
    return Entry(
        id=_id(found.get("id"), f"{path}.id"),
        text=text_from(found.get("text", ""), f"{path}.text"),
        gets_in_the_way=text_from(found.get("gets_in_the_way", ""), f"{path}.gets_in_the_way"),
        detail=_detail(found.get("detail"), f"{path}.detail"),
        pictures=_list(found.get("pictures", []), f"{path}.pictures", _id),
        other_version_of=None if other is None else _id(other, f"{path}.other_version_of"),
    )


def _detail(value: object, path: str) -> Contact | Place | None:
    if value is None:
        return None
    kind = value.get("kind") if isinstance(value, Mapping) else None
    if kind == "contact":
        return _contact(_object(value, path, _CONTACT), path)
    if kind == "place":
        found = _object(value, path, _PLACE)
        name = text_from(found.get("name", ""), f"{path}.name")
        return Place(name, text_from(found.get("directions", ""), f"{path}.directions"))
    raise InvalidPlan("is neither a contact nor a place", f"{path}.kind")


def _contact(found: Mapping[str, object], path: str) -> Contact:
    told = found.get("may_be_told")
    if told is not None and not isinstance(told, bool):
        raise InvalidPlan("is not yes, no or nothing", f"{path}.may_be_told")
    return Contact(
        name=text_from(found.get("name", ""), f"{path}.name"),
        relation=text_from(found.get("relation", ""), f"{path}.relation"),
        ways=_list(found.get("ways", []), f"{path}.ways", _way),
        may_be_told=told,
    )


def _way(value: object, path: str) -> Way:
    found = _object(value, path, {"channel", "value"})
    channel = found.get("channel")
    if not isinstance(channel, str) or channel not in set(Channel):
        raise InvalidPlan("is not a way to reach somebody", f"{path}.channel")
    return Way(Channel(channel), text_from(found.get("value", ""), f"{path}.value"))


def _id(value: object, path: str) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise InvalidPlan("is not 1 to 64 letters, digits, - or _", path)
    return value


def _object(value: object, path: str, fields: set[str]) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InvalidPlan("is not an object", path)
    if not value.keys() <= fields:
        raise InvalidPlan("has a field that no plan has", path)
    return value


def _list(value: object, path: str, item: Callable[[object, str], Value]) -> tuple[Value, ...]:
    if not isinstance(value, list | tuple):
        raise InvalidPlan("is not a list", path)
    return tuple(item(found, f"{path}.{place}") for place, found in enumerate(value))
