"""What is agreed with a provider, what is kept while somebody signs in there, and who came back."""

from dataclasses import dataclass, field
from datetime import datetime


class ProviderDown(Exception):
    """The provider does not answer, or not as OpenID Connect says: nobody is to blame who signs in."""


class SignInRefused(Exception):
    """The provider's answer does not prove that this person has just signed in there."""


@dataclass(frozen=True)
class ProviderSettings:
    """What was agreed with the provider. `claim` says which of its claims an admin knows people by."""

    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)
    name: str
    claim: str = "email"


@dataclass(frozen=True)
class Login:
    """One sign-in under way: what the provider's answer has to fit."""

    nonce: str
    verifier: str
    redirect_uri: str


@dataclass(frozen=True)
class Identity:
    """Somebody who has signed in at the provider. `known_as` is None where the provider does not vouch for it."""

    subject: str
    known_as: str | None
    signed_in_at: datetime | None


@dataclass(frozen=True)
class Proof:
    """A member who has signed in at the provider, and when."""

    staff_id: str
    signed_in_at: datetime
