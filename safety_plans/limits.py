"""How much fits. A form shows these before it sends; what is over a limit is refused whole, never cut. Pure.

Lengths are in code points. A merge may hold more than a person could add by hand, because it must not lose
words; from then on the plan can be edited and made smaller, but not grow.
"""

from collections.abc import Iterator

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

_NO_ENTRY = Entry(id="none")


def check_limits(plan: Plan, before: Plan, *, merged: bool = False) -> None:
    """Refuse a plan that holds too much, unless `before`, the one it replaces, held as much already.

    Raises:
        LimitExceeded: with the limit, where, and how many were found.
        InvalidPlan: a character is half of one, and could not be stored.
    """
    room = MERGE_ROOM if merged else 1
    _check("MAX_PLAN", max(MAX_PLAN * room, _size(before)), _size(plan))
    for step in Step:
        most = max(MAX_ENTRIES * room, len(before.entries(step)))
        _check("MAX_ENTRIES", most, len(plan.entries(step)), step)
    held = before.by_id()
    for step, entry in plan.located():
        was = held[entry.id].entry if entry.id in held else _NO_ENTRY
        _check(
            "MAX_PICTURES", max(MAX_PICTURES * room, len(was.pictures)), len(entry.pictures), step, entry.id
        )
        _check_entry(step, entry)


def check_reason(reason: str) -> None:
    """Refuse a revision's reason that is too long (LimitExceeded) or cannot be stored (InvalidPlan)."""
    _check("MAX_SHORT_TEXT", MAX_SHORT_TEXT, len(reason))
    _check_characters(reason)


def _check_entry(step: Step, entry: Entry) -> None:
    marks = (entry.id, entry.other_version_of or "", *entry.pictures)
    ways = len(entry.detail.ways) if isinstance(entry.detail, Contact) else 0
    _check("MAX_WAYS", MAX_WAYS, ways, step, entry.id)
    for limit, most, texts in (
        ("MAX_ID", MAX_ID, marks),
        ("MAX_TEXT", MAX_TEXT, (entry.text, entry.gets_in_the_way)),
        ("MAX_SHORT_TEXT", MAX_SHORT_TEXT, tuple(_short_texts(entry))),
    ):
        for text in texts:
            _check(limit, most, len(text), step, entry.id)
            _check_characters(text)


def _short_texts(entry: Entry) -> Iterator[str]:
    match entry.detail:
        case Contact(name, relation, ways):
            yield from (name, relation, *(way.value for way in ways))
        case Place(name, directions):
            yield from (name, directions)


def _size(plan: Plan) -> int:
    return sum(
        len(text)
        for _, entry in plan.located()
        for text in (entry.text, entry.gets_in_the_way, *_short_texts(entry))
    )


def _check(limit: str, most: int, found: int, step: Step | None = None, entry_id: str | None = None) -> None:
    if found > most:
        raise LimitExceeded(limit, most, found, step, entry_id)


def _check_characters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        # The cause would quote the text.
        raise InvalidPlan("a text has half a character in it") from None
