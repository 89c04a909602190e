"""The privacy notice says what the service does: the same times as the schedule, and no promise that it cannot keep."""

import re
from datetime import date

import pytest

from backend.identity.accounts.dated import dated_settings
from backend.retention.schedule import schedule
from backend.rights.complaints.model import ACKNOWLEDGE_WITHIN
from backend.rights.notice import Length, notice, notice_languages, unapproved_notices
from tests.unit.chat.test_texts import BANNED

LONGEST_WORDS_PER_SENTENCE = 30
YEAR = 365


def lines(length: Length) -> list[str]:
    return [line for section in length.sections for line in section.lines]


def english() -> dict[str, str]:
    found = notice("en")
    return {name: " ".join(lines(getattr(found, name))) for name in ("short", "longer", "whole")}


def test_it_is_a_draft_until_somebody_with_a_name_approved_it() -> None:
    assert "en" in notice_languages()
    for language in notice_languages():
        review = notice(language).review
        approved = bool(review.approved_by) and bool(review.approved_on)
        assert approved == (review.status == "approved")
        assert (language in unapproved_notices()) == (review.status == "draft")


def test_each_length_is_longer_than_the_one_before() -> None:
    short, longer, whole = (len(text) for text in english().values())
    assert short * 2 < longer
    assert longer * 2 < whole


@pytest.mark.parametrize("length", ["short", "longer", "whole"])
def test_every_length_promises_no_secrecy_and_says_how_to_get_out(length: str) -> None:
    text = english()[length]
    headings = " ".join(section.heading for section in getattr(notice("en"), length).sections)
    assert "We do not promise to keep everything to ourselves" in f"{headings} {text}"
    assert "a worker is told" in text
    for right in ("download everything", "erase", "complain"):
        assert right in text.lower()


@pytest.mark.parametrize("length", ["short", "longer", "whole"])
def test_no_banned_word_and_no_long_sentence(length: str) -> None:
    text = english()[length]
    assert BANNED.findall(text) == []
    for sentence in re.split(r"(?<=[.?!:])\s", text):
        assert len(sentence.split()) <= LONGEST_WORDS_PER_SENTENCE, sentence


def test_the_times_are_those_of_the_retention_schedule() -> None:
    rows, text = schedule(), english()["whole"]
    assert rows.of("young_people").days == 2 * YEAR
    assert "nobody has used your account for two years" in text
    assert f"until the day you turn {rows.of('safeguarding_records').until_age}" in text
    assert rows.of("complaints").days == 3 * YEAR
    assert "three years after our answer" in text
    assert rows.of("mentoring_interests").days == 30
    assert "until you take it back, and 30 days more" in text
    assert rows.of("erasures").days == YEAR
    assert "erase everything: one year" in text
    assert f"{rows.of('backups').days} days" in text
    assert rows.of("audit").ends == "hand"
    assert "nobody has decided yet when it ends" in text


def test_the_other_times_are_those_that_the_service_keeps() -> None:
    text = english()["whole"]
    assert f"within {ACKNOWLEDGE_WITHIN.days} days" in text
    assert dated_settings().device_idle_days_on(date(2026, 11, 23)) == 180
    assert "not used for half a year is signed out" in text


@pytest.mark.parametrize("unknown", ["xx", "", "../en"])
def test_a_language_that_there_is_not_is_answered_in_english(unknown: str) -> None:
    assert notice(unknown).language == "en"
