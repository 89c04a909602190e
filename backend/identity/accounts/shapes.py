"""What goes to a young person's phone and comes from it, as JSON."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, model_validator

from backend.core.fields import Instant
from backend.identity.model import AgeBand

Language = Literal["en", "ur", "bn", "pl", "ro", "pa"]  # those of core.languages; drafts are shown in English
Nickname = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=40, pattern=r"^[^\x00-\x1f\x7f]*$")
]


class RegisterDevice(BaseModel):
    """What a young person is asked before the first message."""

    age_band: AgeBand
    language: Language = "en"
    nickname: Nickname | None = None


class SessionView(BaseModel):
    """A device's credentials."""

    device_id: str
    young_person_id: str
    access_token: str
    expires_in_s: int
    refresh_token: str


class RefreshToken(BaseModel):
    """What a device proves itself with."""

    refresh_token: str = Field(max_length=200)


class Renewed(BaseModel):
    """A fresh bearer token, and what to ask for the next one with."""

    access_token: str
    expires_in_s: int
    refresh_token: str


class DeviceView(BaseModel):
    """One signed-in device; nothing is known of it but when it was used."""

    device_id: str
    name: str
    created_at: Instant
    last_used_at: Instant
    current: bool


class DeviceList(BaseModel):
    """Where an account is signed in, the first device first."""

    devices: list[DeviceView]


class Me(BaseModel):
    """An account as its owner sees it."""

    young_person_id: str
    nickname: str | None
    age_band: AgeBand
    language: str
    created_at: Instant
    recovery_words_made_at: Instant | None


class Correction(BaseModel):
    """What a young person changes; what is left out stays. A nickname of null is taken away."""

    nickname: Nickname | None = None
    age_band: AgeBand | None = None
    language: Language | None = None

    @model_validator(mode="after")
    def _needed_stay(self) -> "Correction":
        for name in ("age_band", "language"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} cannot be taken away")
        return self


class RecoveryWords(BaseModel):
    """Eight words, shown once."""

    words: list[str]


class TypedWords(BaseModel):
    """Recovery words as somebody typed them."""

    words: str = Field(max_length=300)


class Recovered(SessionView):
    """The credentials of the new device, and what the first run would have asked."""

    nickname: str | None
    age_band: AgeBand
    language: str


class BandView(BaseModel):
    """An age band, and who in it has reached the age of digital consent."""

    value: AgeBand
    youngest: int
    oldest: int
    digital_consent: Literal["nobody", "some", "everybody"]


class AppSettings(BaseModel):
    """What law or policy may move, as it stands on a day."""

    as_of: date
    digital_consent_age: int
    digital_consent_age_since: date
    digital_consent_age_source: str
    age_bands: list[BandView]


class PublicKey(BaseModel):
    """A JSON Web Key (RFC 7517) that access tokens are verified with."""

    kid: str
    kty: str
    crv: str
    x: str
    y: str
    alg: str
    use: str


class KeySet(BaseModel):
    """A JSON Web Key set, the oldest key first."""

    keys: list[PublicKey]
