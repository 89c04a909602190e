"""How much fits. A form shows these before it sends; what is over a limit is refused whole, never cut. Pure.

Lengths are in code points. A merge may hold more than a person could add by hand, because it must not lose
words; from then on the plan can be edited and made smaller, but not grow.
"""

from collections.abc import Iterator
from typing import NamedTuple

from safety_plans.characters import refused_character
from safety_plans.errors import InvalidPlan, LimitExceeded
from safety_plans.plan import Contact, Entry, Place, Plan, Step

MAX_TEXT = 10_000  # an entry's text, and what could get in its way
MAX_SHORT_TEXT = 500  # a name, a relation, a way to reach somebody, a place, a revision's reason
MAX_ID = 64
MAX_WAYS = 10  # to reach one contact
MAX_PICTURES = 10  # of one entry
MAX_ENTRIES = 100  # of one step
MAX_PLAN = 200_000  # all texts of a plan together
MERGE_ROOM = 4  # how many times MAX_PICTURES, MAX_ENTRIES and MAX_PLAN a merge may hold
MAX_SUGGESTION = 2_000  # words that a worker offers
MAX_DOCUMENT_BYTES = (
    4 * 1024 * 1024
)  # a plan as JSON: what a merge may hold, four bytes a code point, and its frame
MAX_IMPORT_BYTES = 32 * 1024 * 1024  # a file with a plan, its history and its pictures
MAX_PICTURES_KEPT = 100  # of one person, in all revisions
MAX_PICTURE_BYTES = 2 * 1024 * 1024  # as it is sent
MAX_PICTURE_PIXELS = 24_000_000  # width times height, before it is made smaller

_NO_ENTRY = Entry(id="none")


def check_limits(plan: Plan, before: Plan, *, merged: bool = False) -> None:
    """Refuse a plan that holds too much, unless `before`, the one it replaces, held as much already.

    Raises:
        LimitExceeded: with the limit, where (as in `codec`), and how many were found.
        InvalidPlan: a text has a character that is not kept (`characters`).
    """
    room = MERGE_ROOM if merged else 1
    _check("MAX_PLAN", max(MAX_PLAN * room, _size(before)), _size(plan))
    for step in Step:
        most = max(MAX_ENTRIES * room, len(before.entries(step)))
        _check("MAX_ENTRIES", most, len(plan.entries(step)), _Place(step))
    held = before.by_id()
    for step in Step:
        for position, entry in enumerate(plan.entries(step)):
            was = held[entry.id].entry if entry.id in held else _NO_ENTRY
            place = _Place(step, position, entry.id)
            pictures = max(MAX_PICTURES * room, len(was.pictures))
            _check("MAX_PICTURES", pictures, len(entry.pictures), place, "pictures")
            _check_entry(place, entry)


def check_reason(reason: str) -> None:
    """Refuse a revision's reason that is too long (LimitExceeded) or cannot be stored (InvalidPlan)."""
    if len(reason) > MAX_SHORT_TEXT:
        raise LimitExceeded("MAX_SHORT_TEXT", MAX_SHORT_TEXT, len(reason), field="reason")
    if refused := refused_character(reason):
        raise InvalidPlan(refused, "reason")


class _Place(NamedTuple):
    step: Step
    position: int | None = None
    entry_id: str | None = None

    def path(self, within: str) -> str:
        parts = ("plan.steps", self.step.value, self.position, within)
        return ".".join(str(part) for part in parts if part not in {None, ""})


def _check_entry(place: _Place, entry: Entry) -> None:
    ways = len(entry.detail.ways) if isinstance(entry.detail, Contact) else 0
    _check("MAX_WAYS", MAX_WAYS, ways, place, "detail.ways")
    for limit, most, texts in (
        ("MAX_ID", MAX_ID, _ids(entry)),
        ("MAX_TEXT", MAX_TEXT, (("text", entry.text), ("gets_in_the_way", entry.gets_in_the_way))),
        ("MAX_SHORT_TEXT", MAX_SHORT_TEXT, _short_texts(entry)),
    ):
        for within, text in texts:
            _check(limit, most, len(text), place, within)
            if reason := refused_character(text):
                raise InvalidPlan(reason, place.path(within))


def _ids(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "id", entry.id
    yield "other_version_of", entry.other_version_of or ""
    yield from ((f"pictures.{position}", picture) for position, picture in enumerate(entry.pictures))


def _short_texts(entry: Entry) -> Iterator[tuple[str, str]]:
    match entry.detail:
        case Contact(name, relation, ways):
            yield from (("detail.name", name), ("detail.relation", relation))
            yield from ((f"detail.ways.{position}.value", way.value) for position, way in enumerate(ways))
        case Place(name, directions):
            yield from (("detail.name", name), ("detail.directions", directions))


def _size(plan: Plan) -> int:
    return sum(
        len(entry.text) + len(entry.gets_in_the_way) + sum(len(text) for _, text in _short_texts(entry))
        for _, entry in plan.located()
    )


def _check(limit: str, most: int, found: int, place: _Place | None = None, within: str = "") -> None:
    if found > most and place:
        raise LimitExceeded(limit, most, found, place.step, place.entry_id, place.path(within))
    if found > most:
        raise LimitExceeded(limit, most, found)
