"""What a deployment says about its ways to reach staff. A channel without its settings is not there."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

NOTIFY = "https://api.notifications.service.gov.uk"
TWILIO = "https://api.twilio.com"


class PagingSettings(BaseModel):
    """EVENLIGHT_SMTP_*, NOTIFY_*, SMS2_*, VAPID_* and APPRISE_*. Secrets are paths to files, never values."""

    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_username: str = ""
    smtp_password_file: Path | None = None
    smtp_from: str = ""
    notify_url: str = NOTIFY
    notify_key_file: Path | None = None
    notify_template: str = ""
    notify_callback_token_file: Path | None = None
    sms2_url: str = TWILIO
    sms2_account: str = ""
    sms2_token_file: Path | None = None
    sms2_from: str = ""
    sms_receipt_within_s: int = 45
    vapid_key_file: Path | None = None
    vapid_contact: str = ""
    apprise_url_file: Path | None = None

    @property
    def has_email(self) -> bool:
        """Tell whether pages can go by SMTP."""
        return bool(self.smtp_host and self.smtp_from)

    @property
    def has_notify(self) -> bool:
        """Tell whether pages can go by GOV.UK Notify."""
        return bool(self.notify_key_file and self.notify_template)

    @property
    def has_sms2(self) -> bool:
        """Tell whether pages can go by the second provider, as SMS and as calls."""
        return bool(self.sms2_account and self.sms2_token_file and self.sms2_from)

    @property
    def has_push(self) -> bool:
        """Tell whether pages can go by web push."""
        return bool(self.vapid_key_file and self.vapid_contact)

    @property
    def channel_secrets(self) -> list[Path]:
        """Return the files of secrets that are named."""
        files = (
            self.smtp_password_file, self.notify_key_file, self.notify_callback_token_file,
            self.sms2_token_file, self.vapid_key_file, self.apprise_url_file,
        )  # fmt: skip
        return [file for file in files if file]

    @property
    def half_set(self) -> list[str]:
        """Return the channels for which something is set, and not enough to use them."""
        begun = {
            "email": (self.smtp_host or self.smtp_from, self.has_email),
            "sms (Notify)": (self.notify_key_file or self.notify_template, self.has_notify),
            "sms and voice (second provider)": (
                self.sms2_account or self.sms2_token_file or self.sms2_from, self.has_sms2,
            ),
            "push": (self.vapid_key_file or self.vapid_contact, self.has_push),
        }  # fmt: skip
        return [name for name, (anything, enough) in begun.items() if anything and not enough]

    @cached_property
    def notify_callback_token(self) -> str | None:
        """Return the bearer token that Notify sends with its callbacks, or None."""
        return secret_in(self.notify_callback_token_file)

    @cached_property
    def sms2_token(self) -> str | None:
        """Return the second provider's token, which also signs its callbacks, or None."""
        return secret_in(self.sms2_token_file)


def secret_in(file: Path | None) -> str | None:
    """Return what a secret's file holds, without the end of its line; None without a file."""
    return file.read_text(encoding="utf-8").strip() or None if file else None
