"""The age of digital consent and the age bands are data with dates; a coming change waits for its day."""

from datetime import date

import pytest

from backend.identity.accounts.dated import DatedSettings, dated_settings
from backend.identity.accounts.today import settings_today, who_consents
from backend.identity.model import AgeBand
from tests.fakes import MONDAY_EVENING

TODAY = date(2026, 11, 23)
# What regulations under the Children's Wellbeing and Schools Act 2026 could say one day.
MOVED = {
    "digital_consent_age": [
        {"from": date(2027, 4, 6), "age": 16, "source": "made up for a test"},
        {"from": date(2018, 5, 25), "age": 13, "source": "Data Protection Act 2018, section 9"},
    ],
    "age_bands": [
        {
            "from": date(2026, 11, 23),
            "bands": [
                {"value": "11-12", "youngest": 11, "oldest": 12},
                {"value": "13-15", "youngest": 13, "oldest": 15},
                {"value": "16-18", "youngest": 16, "oldest": 18},
            ],
        }
    ],
    "device_idle_days": [{"from": date(2026, 11, 23), "days": 180}],
}


@pytest.mark.parametrize(("age", "reached"), [(12, False), (13, True), (15, True), (16, True)])
def test_today_digital_consent_begins_at_13(age: int, reached: bool) -> None:
    assert dated_settings().consent_age_on(TODAY).reached_at(age) is reached


@pytest.mark.parametrize(
    ("age", "day_before", "on_the_day"),
    [(12, False, False), (13, True, False), (15, True, False), (16, True, True)],
)
def test_a_new_age_holds_from_its_day_and_not_before(age: int, day_before: bool, on_the_day: bool) -> None:
    settings = DatedSettings.model_validate(MOVED)
    assert settings.consent_age_on(date(2027, 4, 5)).reached_at(age) is day_before
    assert settings.consent_age_on(date(2027, 4, 6)).reached_at(age) is on_the_day


@pytest.mark.parametrize("age", [12, 17])
def test_the_law_allows_ages_from_13_to_16_only(age: int) -> None:
    entry = {"from": TODAY, "age": age, "source": "made up for a test"}
    with pytest.raises(ValueError, match="digital_consent_age"):
        DatedSettings.model_validate(MOVED | {"digital_consent_age": [entry]})


def test_each_band_says_who_in_it_can_agree_by_themselves() -> None:
    settings = DatedSettings.model_validate(MOVED)
    bands = settings.age_bands_on(TODAY)
    now, later = settings.consent_age_on(TODAY), settings.consent_age_on(date(2027, 4, 6))
    assert [who_consents(band, now) for band in bands] == ["nobody", "everybody", "everybody"]
    assert [who_consents(band, later) for band in bands] == ["nobody", "nobody", "everybody"]
    at_14 = now.model_copy(update={"age": 14})
    assert [who_consents(band, at_14) for band in bands] == ["nobody", "some", "everybody"]


def test_the_bands_are_those_that_an_account_can_have_and_leave_no_gap() -> None:
    bands = dated_settings().age_bands_on(TODAY)
    assert [band.value for band in bands] == list(AgeBand)
    ages = [age for band in bands for age in range(band.youngest, band.oldest + 1)]
    assert ages == list(range(11, 19))
    assert all(band.value == f"{band.youngest}-{band.oldest}" for band in bands)


def test_the_app_is_told_the_day_that_it_is_in_luton() -> None:
    told = settings_today(MONDAY_EVENING)
    assert (told.as_of, told.digital_consent_age) == (TODAY, 13)
    assert told.digital_consent_age_since == date(2018, 5, 25)


def test_before_the_first_entry_the_first_one_holds() -> None:
    assert dated_settings().device_idle_days_on(date(2020, 1, 1)) == 180
