"""The dated settings as they stand on a day, for the app."""

from datetime import datetime
from typing import Literal

from backend.core.clock import LONDON
from backend.identity.accounts.dated import Band, DigitalConsentAge, dated_settings
from backend.identity.accounts.shapes import AppSettings, BandView


def settings_today(now: datetime) -> AppSettings:
    """Return the settings of the day that it is in Luton."""
    today = now.astimezone(LONDON).date()
    consent = dated_settings().consent_age_on(today)
    return AppSettings(
        as_of=today,
        digital_consent_age=consent.age,
        digital_consent_age_since=consent.begins_on,
        digital_consent_age_source=consent.source,
        age_bands=[
            BandView(**dict(band), digital_consent=who_consents(band, consent))
            for band in dated_settings().age_bands_on(today)
        ],
    )


def who_consents(band: Band, consent: DigitalConsentAge) -> Literal["nobody", "some", "everybody"]:
    """Tell who in a band has reached the age of digital consent."""
    if consent.reached_at(band.youngest):
        return "everybody"
    return "some" if consent.reached_at(band.oldest) else "nobody"
