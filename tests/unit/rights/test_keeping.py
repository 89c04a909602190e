"""Until when things are kept, without knowing anybody's date of birth."""

from datetime import UTC, date, datetime

import pytest

from backend.rights.erasure.model import Periods, birthday_at_latest, kept_list
from tests.fakes import MONDAY_EVENING

PERIODS = Periods(
    safeguarding_until_age=25, complaints_days=1095, proof_days=365, marks_days=730, backups_days=14
)


@pytest.mark.parametrize(("band", "year"), [("11-12", 2040), ("13-15", 2038), ("16-18", 2035)])
def test_the_youngest_of_an_age_band_has_turned_25_by_then(band: str, year: int) -> None:
    assert birthday_at_latest(MONDAY_EVENING, band, 25).date() == date(year, 11, 23)


def test_a_leap_day_ends_on_the_last_of_february() -> None:
    assert birthday_at_latest(datetime(2028, 2, 29, tzinfo=UTC), "11-12", 25).date() == date(2042, 2, 28)


def test_without_a_request_for_a_person_no_duty_is_named() -> None:
    kept = kept_list(MONDAY_EVENING, [], complaints=False, periods=PERIODS)
    assert not any("duty" in one.why for one in kept)
    assert not any("omplaint" in one.what for one in kept)


def test_of_several_requests_the_last_to_end_counts() -> None:
    requests = [(MONDAY_EVENING, "16-18"), (MONDAY_EVENING, "11-12")]
    first, *_ = kept_list(MONDAY_EVENING, requests, complaints=True, periods=PERIODS)
    assert first.until == date(2040, 11, 23)


def test_what_has_no_end_yet_says_so() -> None:
    endless = [
        one for one in kept_list(MONDAY_EVENING, [], complaints=False, periods=PERIODS) if not one.until
    ]
    assert endless
    assert all("decided" in one.why for one in endless)
