"""Everything that a deployment may set, read from EVENLIGHT_* variables."""

from pathlib import Path
from typing import Literal

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Deployment settings. Secrets are paths to files, never values."""

    model_config = SettingsConfigDict(env_prefix="EVENLIGHT_", extra="ignore")

    env: Literal["development", "production"] = "development"
    host: str = "127.0.0.1"
    port: int = 8080
    mongodb_uri: str = "mongodb://127.0.0.1:27117/?replicaSet=rs0"
    database: str = "evenlight"
    bot_url: str = "http://127.0.0.1:5005"
    bot_timeout_s: float = 3.0
    rate_limits: bool = True
    trusted_proxies: int = 0
    var: Path = Path("var")
    jwt_key_file: Path | None = None
    master_key_file: Path | None = None

    @property
    def production(self) -> bool:
        """Tell whether drafts are switched off and demo data refused."""
        return self.env == "production"

    @property
    def jwt_key_path(self) -> Path:
        """Return the PEM file of the ES256 signing key."""
        return self.jwt_key_file or self.var / "secrets" / "jwt.pem"

    @property
    def master_key_path(self) -> Path:
        """Return the file of the 96-byte master key."""
        return self.master_key_file or self.var / "secrets" / "master.key"
