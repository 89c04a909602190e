"""Everything that a deployment may set, read from EVENLIGHT_* variables."""

from datetime import time
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.core.crypto.kms import KmsSettings
from backend.drills.model import DEFAULT_TIMES, OFF, times_from
from backend.escalations.paging.settings import PagingSettings
from backend.identity.staff.oidc.settings import OidcSettings


class Settings(KmsSettings, OidcSettings, PagingSettings, BaseSettings):
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
    complaints_contact: str = ""  # how to complain without this service: shown to the public as it is written
    var: Path = Path("var")
    jwt_key_dir: Path | None = None
    refresh_key_file: Path | None = None
    master_key_file: Path | None = None
    next_master_key_file: Path | None = None
    audit_heads_file: Path | None = None
    alarm_url_file: Path | None = None  # where broken promises are told besides the console
    heartbeat_url_file: Path | None = None  # a dead man's switch: asked while all is well
    worker_metrics_port: int = 0  # where the worker shows its metrics; 0 for nowhere
    hand_over_within_s: int = Field(300, ge=30, le=86_400)  # then the team is paged for what nobody accepted
    # Who takes over and lets a young person wait for words is then reminded; after as long again the team is paged.
    words_within_s: int = Field(180, ge=30, le=3600)
    readings_a_day: int = Field(
        10, ge=1, le=10_000
    )  # more records than this opened and not acted on are told of
    drill_times: str | None = None  # times of day in London, or "off"

    @property
    def production(self) -> bool:
        """Tell whether drafts are switched off and demo data refused."""
        return self.env == "production"

    @field_validator("drill_times")
    @classmethod
    def _are_times(cls, text: str | None) -> str | None:
        times_from(text or OFF)
        return text

    @property
    def drills_at(self) -> tuple[time, ...]:
        """Return when drills are run; never in development unless it is asked for."""
        return times_from(self.drill_times or (DEFAULT_TIMES if self.production else OFF))

    @property
    def jwt_keys_path(self) -> Path:
        """Return the folder of the ES256 signing keys."""
        return self.jwt_key_dir or self.var / "secrets" / "jwt"

    @property
    def refresh_key_path(self) -> Path:
        """Return the file of the 32-byte key behind the refresh tokens of phones."""
        return self.refresh_key_file or self.var / "secrets" / "refresh.key"

    @property
    def master_key_path(self) -> Path:
        """Return the file of the 96-byte master key."""
        return self.master_key_file or self.var / "secrets" / "master.key"

    @property
    def next_master_key_path(self) -> Path:
        """Return the file of the master key that is being rotated to; mostly there is none."""
        return self.next_master_key_file or self.master_key_path.with_suffix(".next")

    @property
    def audit_heads_path(self) -> Path:
        """Return the file to which the worker adds the head of the audit's chain."""
        return self.audit_heads_file or self.var / "audit-heads.jsonl"
