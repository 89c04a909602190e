"""A whole plan, with its history and its pictures, as one JSON document; and back again, the same. Pure.

Version 1: `format`, `version`, `exported_at`, `language`, `revisions` (as `codec.revision_document`, the oldest
first) and `pictures` by id (`media_type`, and `data` in base64). A plan may speak of a picture that is not there.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from safety_plans.codec import ID, from_document, instant_from, instant_text, revision_document, text_from
from safety_plans.errors import BrokenHistory, InvalidPlan
from safety_plans.export.pictures import media_type
from safety_plans.limits import check_limits, check_reason
from safety_plans.plan import Plan
from safety_plans.revisions import History, Kind, Revision

FORMAT = "evenlight-plan"
VERSION = 1

_DOCUMENT = {"format", "version", "exported_at", "language", "revisions", "pictures"}
_REVISION = {"number", "at", "kind", "reason", "suggested_by", "restored", "plan"}

Document = dict[str, Any]
Pictures = Mapping[str, bytes]


@dataclass(frozen=True)
class Imported:
    """What a document held."""

    history: History
    pictures: Pictures


def to_json(history: History, *, language: str, exported_at: datetime, pictures: Pictures) -> Document:
    """Return the document, as values that JSON has. What is no picture is left out: it could not be read back."""
    kinds = {id_: media_type(file) for id_, file in pictures.items()}
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": instant_text(exported_at),
        "language": language,
        "revisions": [revision_document(revision) for revision in history],
        "pictures": {
            id_: {"media_type": kind, "data": b64encode(pictures[id_]).decode()}
            for id_, kind in kinds.items()
            if kind
        },
    }


def from_json(document: object) -> Imported:
    """Return what a document of ours holds.

    Raises:
        InvalidPlan: not a document of ours, or a broken one; `field` is the path to what is wrong.
        LimitExceeded: a revision holds more than fits.
        BrokenHistory: revisions that are not numbered on by one, or one that brings back what never was.
    """
    found = _fields(document, "", _DOCUMENT)
    if found["format"] != FORMAT:
        raise InvalidPlan("is not a plan that this service saved", "format")
    if type(found["version"]) is not int or found["version"] != VERSION:
        raise InvalidPlan(f"is not version {VERSION}, the only one that can be read here", "version")
    instant_from(found["exported_at"], "exported_at")
    text_from(found["language"], "language")
    revisions = found["revisions"]
    if not isinstance(revisions, list):
        raise InvalidPlan("is not a list", "revisions")
    read = tuple(_revision(value, f"revisions.{n}") for n, value in enumerate(revisions))
    history = History(read, after=read[0].number - 1 if read else 0)
    _check(history)
    return Imported(history, _pictures(found["pictures"]))


def _revision(value: object, path: str) -> Revision:
    found = _fields(value, path, _REVISION)
    suggested_by, restored = found["suggested_by"], found["restored"]
    if found["kind"] not in [kind.value for kind in Kind]:
        raise InvalidPlan("is not a kind of revision", f"{path}.kind")
    if suggested_by is not None:
        suggested_by = text_from(suggested_by, f"{path}.suggested_by")
    return Revision(
        number=_number(found["number"], f"{path}.number"),
        plan=from_document(found["plan"], f"{path}.plan"),
        at=instant_from(found["at"], f"{path}.at"),
        kind=Kind(found["kind"]),
        reason=text_from(found["reason"], f"{path}.reason"),
        suggested_by=suggested_by,
        restored=None if restored is None else _number(restored, f"{path}.restored"),
    )


def _check(history: History) -> None:
    """Hold each revision to the limits that it was written under."""
    before = Plan()
    for revision in history:
        if revision.restored is None:
            check_limits(revision.plan, before, merged=revision.kind in {Kind.MERGE, Kind.IMPORT})
        elif not history.after < revision.restored < revision.number:
            raise BrokenHistory(f"revision {revision.number} brings back one that is not older")
        elif history.numbered(revision.restored).plan != revision.plan:
            raise BrokenHistory(f"revision {revision.number} is not what it brings back")
        check_reason(revision.reason)
        before = revision.plan


def _pictures(value: object) -> dict[str, bytes]:
    if not isinstance(value, Mapping):
        raise InvalidPlan("is not an object", "pictures")
    return {id_: _picture(id_, described) for id_, described in value.items()}


def _picture(id_: object, value: object) -> bytes:
    if not isinstance(id_, str) or not ID.fullmatch(id_):
        raise InvalidPlan("has a name that no picture has", "pictures")
    path = f"pictures.{id_}"
    found = _fields(value, path, {"media_type", "data"})
    try:
        file = b64decode(str(found["data"]), validate=True)
    except ValueError:
        raise InvalidPlan("is not base64", f"{path}.data") from None
    kind = media_type(file)
    if kind is None or kind != found["media_type"]:
        raise InvalidPlan("is not the picture that it says", f"{path}.media_type")
    return file


def _number(value: object, path: str) -> int:
    if type(value) is not int:
        raise InvalidPlan("is not a whole number", path)
    return value


def _fields(value: object, path: str, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidPlan("is not an object", path)
    if value.keys() != names:
        raise InvalidPlan(f"does not have exactly the fields {', '.join(sorted(names))}", path)
    return value
