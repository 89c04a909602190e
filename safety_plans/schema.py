"""The JSON Schema of what `codec` reads and writes, for the description of the API and for whoever reads an export."""

from typing import Any

from safety_plans.limits import MAX_SHORT_TEXT, MAX_TEXT, MAX_WAYS
from safety_plans.plan import Channel, Step

Schema = dict[str, Any]

_ID: Schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}
_TEXT: Schema = {"type": "string", "maxLength": MAX_TEXT}
_SHORT: Schema = {"type": "string", "maxLength": MAX_SHORT_TEXT}


def _shape(required: list[str], **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


_WAY = _shape(["channel"], channel={"enum": [channel.value for channel in Channel]}, value=_SHORT)
_CONTACT = _shape(
    ["kind"],
    kind={"const": "contact"},
    name=_SHORT,
    relation=_SHORT,
    ways={"type": "array", "items": _WAY, "maxItems": MAX_WAYS},
    may_be_told={"type": ["boolean", "null"]},
)
_PLACE = _shape(["kind"], kind={"const": "place"}, name=_SHORT, directions=_SHORT)

ENTRY = _shape(
    ["id"],
    id=_ID,
    text=_TEXT,
    gets_in_the_way=_TEXT,
    detail={"anyOf": [_CONTACT, _PLACE, {"type": "null"}]},
    pictures={"type": "array", "items": _ID},
    other_version_of={"anyOf": [_ID, {"type": "null"}]},
)
_ENTRIES: Schema = {"type": "array", "items": ENTRY}
_NUMBERS = [str(step.value) for step in Step]

PLAN = _shape(["steps"], steps=_shape(_NUMBERS, **dict.fromkeys(_NUMBERS, _ENTRIES)))

# What a reader is shown: the shared steps alone.
SOME_STEPS: Schema = _shape([], **dict.fromkeys(_NUMBERS, _ENTRIES))
