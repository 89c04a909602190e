"""What counts as a message, at its edges."""

import json
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from backend.core.fields import ALLOWED_CONTROLS, MAX_TEXT_CODE_POINTS, Instant, MessageText, PlainText

CONTROLS = [chr(number) for number in range(0x110000) if unicodedata.category(chr(number)) == "Cc"]
CANDLE = "\N{CANDLE}"


class Sent(BaseModel):
    text: MessageText


class Noted(BaseModel):
    note: PlainText


class Stamped(BaseModel):
    at: Instant


def accepted(text: str) -> str:
    return Sent(text=text).text


def refused(text: str) -> str:
    """Return why a text is refused."""
    with pytest.raises(ValidationError) as caught:
        Sent(text=text)
    [error] = caught.value.errors()
    return error["msg"]


def test_two_thousand_code_points_are_a_message_and_one_more_is_not() -> None:
    assert len(accepted("a" * MAX_TEXT_CODE_POINTS)) == 2000
    assert "longer than 2000" in refused("a" * (MAX_TEXT_CODE_POINTS + 1))


def test_an_emoji_counts_as_one() -> None:
    assert accepted(CANDLE * 2000) == CANDLE * 2000
    assert "longer than 2000" in refused(CANDLE * 2001)


def test_length_is_counted_after_composition() -> None:
    e_acute_in_two = "e\N{COMBINING ACUTE ACCENT}"
    assert accepted(e_acute_in_two * 2000) == "\N{LATIN SMALL LETTER E WITH ACUTE}" * 2000
    assert "longer than 2000" in refused(e_acute_in_two * 2001)


@pytest.mark.parametrize("blank", ["", " ", "\n\t ", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}"])
def test_nothing_but_space_is_no_message(blank: str) -> None:
    assert "is empty" in refused(blank)


@pytest.mark.parametrize("control", CONTROLS, ids=lambda char: f"U+{ord(char):04X}")
def test_of_the_controls_only_line_ends_and_tabs_are_kept(control: str) -> None:
    text = f"a{control}b"
    if control in ALLOWED_CONTROLS:
        assert accepted(text) == text
    else:
        assert "control characters" in refused(text)


@pytest.mark.parametrize("code_point", [0xD800, 0xDBFF, 0xDC00, 0xDFFF])
def test_half_of_a_character_pair_is_refused(code_point: int) -> None:
    assert "half of a character pair" in refused(f"a{chr(code_point)}b")


def test_a_whole_pair_written_as_json_escapes_is_one_character() -> None:
    assert accepted(json.loads(r'"\ud83d\udd6f"')) == CANDLE


@pytest.mark.parametrize("other", [None, 7, True, ["a"], {"a": "b"}])
def test_a_message_is_text(other: object) -> None:
    with pytest.raises(ValidationError):
        Sent.model_validate({"text": other})


def test_writing_from_right_to_left_with_joiners_is_left_alone() -> None:
    urdu = "میں\N{ZERO WIDTH NON-JOINER}ٹھیک"
    assert accepted(urdu) == unicodedata.normalize("NFC", urdu)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_what_is_accepted_is_composed_and_accepted_again_unchanged(text: str) -> None:
    note = Noted(note=text).note
    assert unicodedata.is_normalized("NFC", note)
    assert Noted(note=note).note == note


@given(st.text(max_size=2100))
def test_no_text_does_more_than_fit_or_be_refused(text: str) -> None:
    try:
        kept = accepted(text)
    except ValidationError:
        return
    assert 1 <= len(kept) <= MAX_TEXT_CODE_POINTS


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)), st.integers(-14, 14))  # noqa: DTZ001
def test_times_are_told_in_utc_with_a_z_and_milliseconds(wall: datetime, offset_h: int) -> None:
    instant = wall.replace(tzinfo=timezone(timedelta(hours=offset_h)))
    told = json.loads(Stamped(at=instant).model_dump_json())["at"]
    assert told.endswith("Z")
    assert abs(datetime.fromisoformat(told) - instant.astimezone(UTC)) < timedelta(milliseconds=1)
