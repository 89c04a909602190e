"""Reading feeds: where the services are in a file, what their schedules mean, and what is held back."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.signposting.hours import valid_hours
from backend.signposting.importing import reading
from backend.signposting.importing.mapping import Rejected, entry_of
from backend.signposting.importing.model import Feed
from backend.signposting.importing.reading import BrokenFeed, count, records
from backend.signposting.importing.schedules import BrokenHours, hours_from
from backend.signposting.model import Cost, Display

COUNCIL = Feed("Luton Council", "Open Government Licence v3.0", "feed.json")
TWO = [{"id": "one", "name": "One"}, {"id": "two", "name": "Two"}]


def schedule(
    byday: str = "MO,TU", opens_at: Any = "09:00", closes_at: Any = "17:00", **more: Any
) -> dict[str, Any]:
    return {"freq": "WEEKLY", "byday": byday, "opens_at": opens_at, "closes_at": closes_at} | more


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(TWO),
        json.dumps({"total_items": 2, "contents": TWO}),
        json.dumps({"version": {"a": [1]}, "services": TWO, "after": 1}),
        "\n".join(map(json.dumps, TWO)),
        " ".join(map(json.dumps, TWO)),
    ],
    ids=["a list", "a page", "a document", "a line each", "one after the other"],
)
def test_services_are_found_in_each_kind_of_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "feed").write_text(text)
    assert list(records(tmp_path / "feed")) == TWO
    assert count(tmp_path / "feed") == 2


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(TWO)[:-3], json.dumps(TWO) + "]", '{"contents": [1]', '{"contents": [1}', '{"id": "one"} nonsense',
        '{"id": "one"} {"id": "tw', "[1, ]", "[1 2]", "[,1]", "[NaN]", '{"id": "one",}', '{"id"}', "[" * 100_000,
        "<html>", "", "7", '"services"', "\xff",
    ],
    ids=lambda text: text[:24],
)  # fmt: skip
def test_a_file_that_is_no_feed_or_breaks_off_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "feed").write_bytes(text.encode("latin-1"))
    with pytest.raises(BrokenFeed):
        count(tmp_path / "feed")


def test_one_service_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "feed").write_text(json.dumps([made(notes="x" * 9_000_000)]))
    with pytest.raises(BrokenFeed):
        count(tmp_path / "feed")


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(BrokenFeed):
        count(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("schedules", "hours"),
    [
        ([], None),
        ([schedule()], "Mo,Tu 09:00-17:00; PH unknown"),
        ([schedule("WE", "18:00+00:00", "20:30:00Z")], "We 18:00-20:30; PH unknown"),
        ([schedule(), schedule("SA", "10:00", "12:00")], "Mo,Tu 09:00-17:00, Sa 10:00-12:00; PH unknown"),
        ([schedule("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")], "24/7"),
        ([schedule("FR", "22:00", "02:00")], "Fr 22:00-02:00; PH unknown"),
        ([schedule(freq="MONTHLY", byday="2MO")], None),
        ([schedule(), schedule(interval=2)], None),
        ([schedule(valid_to="2026-12-01")], None),
        ([schedule(opens_at=None)], None),
    ],
)
def test_schedules_become_hours_or_are_not_known(schedules: Any, hours: str | None) -> None:
    assert hours_from(schedules) == hours
    assert hours is None or valid_hours(hours)


@pytest.mark.parametrize(
    "schedules",
    [
        "every day", ["every day"], [schedule("XX")], [schedule(opens_at="25:00")], [schedule(closes_at="soon")],
        [schedule(opens_at="09:00", closes_at="09:00")], [schedule(opens_at=9)],
    ],
)  # fmt: skip
def test_hours_that_cannot_be_are_broken(schedules: Any) -> None:
    with pytest.raises(BrokenHours):
        hours_from(schedules)


def made(**record: Any) -> dict[str, Any]:
    return {"id": "one", "name": "A club", "status": "active"} | record


def test_an_entry_is_hidden_its_own_and_says_where_it_came_from() -> None:
    record = made(
        description="Games.", organization={"name": "A charity"}, assured_date="2026-11-12", minimum_age=11,
        cost_options=[{"amount": 0}], languages=[{"code": "ur"}, {"name": "Polish"}],
        phones=[{"number": "01582 111111"}],
        service_at_locations=[{"location": {"name": "Hall", "addresses": [
            {"address_1": "1 Road", "city": "Luton", "state_province": "Bedfordshire", "postal_code": "LU1 1AA"}]}}],
    )  # fmt: skip
    entry, troubles = entry_of(record, COUNCIL)
    assert troubles == []
    assert (entry.id, entry.feed, entry.organization) == ("luton-council.one", "luton-council", "A charity")
    assert (entry.display.rule, entry.confidence, entry.as_of) == (Display.HIDE, "low", "2026-11-12")
    assert (entry.languages, entry.cost, entry.minimum_age) == (("ur", "pl"), Cost.FREE, 11)
    assert [way.value for way in entry.channels] == ["01582 111111", "1 Road, Luton, LU1 1AA"]
    assert entry.sources[0].publisher == "Luton Council (Open Government Licence v3.0)"
    assert not entry.never_hidden


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"description": "<p>Games</p>"}, "description"),
        ({"description": "Games&nbsp;and"}, "description"),
        ({"description": "x" * 2001}, "description"),
        ({"schedules": [schedule("XX")]}, "schedules"),
        ({"languages": [{"code": "klingon"}]}, "languages"),
        ({"languages": [{"name": "Elvish"}]}, "languages"),
        ({"phones": [{"number": "ring us"}]}, "channels.0"),
        ({"phones": [{"number": "0845 000 0000"}]}, "channels.0"),
        ({"phones": [{"number": "116 123"}]}, "channels.0"),
        ({"contacts": [{"phones": [{"number": "0800-1111"}]}]}, "channels.0"),
        ({"phones": [{"number": "999"}]}, "channels.0"),
        ({"name": "Childline"}, "name"),
        ({"email": "not one"}, "channels.0"),
        ({"minimum_age": "eleven"}, "minimum_age"),
        ({"minimum_age": 10**400}, "minimum_age"),
        ({"minimum_age": 18, "maximum_age": 11}, "minimum_age"),
        ({"url": "javascript:alert(1)"}, "url"),
    ],
)
def test_what_a_person_has_to_look_at_is_named(wrong: dict[str, Any], field: str) -> None:
    _, troubles = entry_of(made(**wrong), COUNCIL)
    assert field in {trouble.field for trouble in troubles}


@pytest.mark.parametrize(
    "record",
    [
        None, [], "one", 7, {}, {"id": "one"}, {"name": "A club"}, made(id=""), made(id=7), made(id="a\nb"),
        made(name=" "),
        made(name=None), made(status="defunct"), made(description="\ud800"), made(description="a\x00b"),
        made(notes="x" * 200_001),
    ],
    ids=lambda record: repr(record)[:40],
)  # fmt: skip
def test_what_can_be_no_entry_is_rejected(record: Any) -> None:
    with pytest.raises(Rejected):
        entry_of(record, COUNCIL)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["id", "name", "status", "description", "schedules", "languages", "phones", "contacts", "email", "url",
     "minimum_age",
     "service_at_locations", "cost_options", "organization", "fees", "assured_date"]
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=3), min_size=1),
    st.integers(1, 40),
    st.booleans(),
)
def test_however_a_file_is_cut_into_chunks_the_same_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: list[Any], chunk: int, pretty: bool
) -> None:
    monkeypatch.setattr(reading, "CHUNK_CHARACTERS", chunk)
    indent = 2 if pretty else None
    one_after_the_other = [{"id": "one"} | one for one in found]
    path = tmp_path / "feed"
    for text, expected in (
        (json.dumps(found, indent=indent, ensure_ascii=pretty), found),
        (json.dumps({"total_pages": 12, "contents": found, "page": 1.5}, indent=indent), found),
        ("\n".join(json.dumps(one, indent=indent) for one in one_after_the_other), one_after_the_other),
    ):
        try:
            path.write_text(text, encoding="utf-8")
        except UnicodeEncodeError:
            continue
        if not any(isinstance(one.get(name), list) for one in expected[:1] for name in reading.LISTS):
            assert list(records(path)) == expected


@settings(deadline=None)
@given(st.dictionaries(NAMES, JSON, max_size=6))
def test_whatever_a_line_holds_it_is_an_entry_or_rejected(record: dict[str, Any]) -> None:
    try:
        entry, _ = entry_of(made(**record), COUNCIL)
    except Rejected:
        return
    assert entry.id.startswith("luton-council.")
    assert not entry.shown
