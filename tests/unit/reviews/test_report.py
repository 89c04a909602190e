"""What is counted of marks, and which numbers are too small to show."""

from datetime import UTC, datetime
from itertools import product

from backend.reviews.model import Kind, Sort, Tally, week_of
from backend.reviews.report import as_csv, counted
from backend.screening.model import Kind as ScreenKind
from tests.told_apart import told_apart

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def missed(kind: str | None = "abuse", *, language: str = "en", version: str | None = "v1") -> Tally:
    return Tally(Sort.MISSED, language, version, (kind,) if kind else (), ())


def numbers(tallies: list[Tally], by: str, mark: Sort = Sort.MISSED) -> dict[str, str]:
    """Return {value: range} of one table."""
    counts = counted((MONDAY, tally) for tally in tallies)
    return {count.value: str(count.count) for count in counts if (count.by, count.mark) == (by, mark)}


def test_the_kinds_that_staff_choose_are_those_that_the_screen_listens_for() -> None:
    assert {kind.value for kind in Kind} == {kind.value for kind in ScreenKind} - {"immediate"}


def test_nothing_marked_is_nothing_counted() -> None:
    assert counted([]) == []


def test_five_are_shown_and_four_are_in_the_total_only() -> None:
    assert numbers([missed()] * 5, "kind") == {"abuse": "5 to 9"}
    assert numbers([missed()] * 4, "kind") == {}
    assert numbers([missed()] * 4, "all") == {"all": "1 to 4"}


def test_no_few_can_be_worked_out_from_the_total() -> None:
    kinds = (None, "abuse", "eating")

    def seen(of_kind: tuple[int, ...]) -> tuple[str, ...]:
        tallies = [missed(kind) for kind, times in zip(kinds, of_kind, strict=True) for _ in range(times)]
        return tuple(
            f"{count.by} {count.value} {count.count}" for count in counted((MONDAY, one) for one in tallies)
        )

    tables = ((seen(of_kind), of_kind) for of_kind in product(range(10), repeat=len(kinds)) if any(of_kind))
    assert told_apart(tables) == []


def test_a_mark_counts_for_each_of_its_rules_and_what_is_not_said_is_named() -> None:
    needless = Tally(Sort.NEEDLESS, "en", None, ("suicide", "self_harm"), ("en.one", "en.two"))
    tallies = [needless] * 5 + [missed(None)] * 6
    assert numbers(tallies, "rule", Sort.NEEDLESS) == {"en.one": "5 to 9", "en.two": "5 to 9"}
    assert numbers(tallies, "kind", Sort.NEEDLESS) == {"self_harm": "5 to 9", "suicide": "5 to 9"}
    assert numbers(tallies, "version", Sort.NEEDLESS) == {"unknown": "5 to 9"}
    assert numbers(tallies, "kind") == {"not_said": "5 to 9"}
    assert numbers(tallies, "rule") == {}


def test_a_week_begins_on_monday_and_is_named_as_iso_does() -> None:
    assert week_of(datetime(2026, 11, 29, 23, 59, tzinfo=UTC)) == MONDAY
    assert week_of(MONDAY) == MONDAY
    new_year = week_of(datetime(2027, 1, 1, 12, tzinfo=UTC))
    weeks = [count.value for count in counted([(new_year, missed())] * 5) if count.by == "week"]
    assert weeks == ["2026-W53"]


def test_csv_has_a_head_line_and_nothing_of_few() -> None:
    lines = as_csv(counted([(MONDAY, missed())] * 7 + [(MONDAY, missed("eating"))])).splitlines()
    assert lines[0] == "by,value,mark,count"
    assert "all,all,should_have_been_noticed,5 to 9" in lines
    assert "kind,abuse,should_have_been_noticed,5 to 9" in lines
    assert not any("eating" in line for line in lines)


def test_a_tally_is_the_same_after_it_was_sealed_and_opened() -> None:
    tally = Tally(Sort.NEEDLESS, "ur", None, ("suicide",), ("ur.one", "ur.two"))
    assert Tally.from_text(tally.to_text()) == tally
