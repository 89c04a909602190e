"""What a deployment says about its provider of single sign-on."""

from pathlib import Path

from pydantic import BaseModel

from backend.identity.staff.oidc.model import ProviderSettings


class OidcSettings(BaseModel):
    """Without an issuer there is no single sign-on. `public_url` is where browsers reach this service."""

    public_url: str | None = None
    oidc_issuer: str | None = None
    oidc_client_id: str = "evenlight"
    oidc_client_secret_file: Path | None = None
    oidc_name: str = "your organisation"
    oidc_claim: str = "email"

    @property
    def oidc_provider(self) -> ProviderSettings | None:
        """Return what was agreed with the provider, with the secret read from its file, or None."""
        if not self.oidc_issuer:
            return None
        file = self.oidc_client_secret_file
        secret = file.read_text().strip() if file else None
        return ProviderSettings(
            self.oidc_issuer, self.oidc_client_id, secret, self.oidc_name, self.oidc_claim
        )

    @property
    def unsafe_oidc(self) -> bool:
        """Tell whether single sign-on would go over addresses that anybody on the way could change."""
        addresses = (self.oidc_issuer, self.public_url)
        return bool(self.oidc_issuer) and not all((one or "").startswith("https://") for one in addresses)
