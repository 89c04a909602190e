"""Email over SMTP."""

import hashlib
from email.message import EmailMessage
from typing import Any

import aiosmtplib

from backend.escalations.paging.channels import Addressed, ChannelError, ChannelTools, Handed
from backend.escalations.paging.letters import Letter
from backend.escalations.paging.settings import PagingSettings, secret_in

TIMEOUT_S = 6.0
ASKED_TOO_OFTEN = (421, 450, 451, 452)


class EmailChannel(Addressed):
    """A message of plain text. Its Message-ID is made from the page's id: sent twice, a mailbox shows it once."""

    async def deliver(self, address: str, letter: Letter) -> Handed | None:
        """Hand the letter to the mail server. Raises ChannelError."""
        settings = self.tools.settings
        try:
            await aiosmtplib.send(
                _message(settings.smtp_from, address, letter, self.tools.letters.host),
                **_connection(settings),
            )
        except aiosmtplib.SMTPResponseException as error:
            busy = error.code in ASKED_TOO_OFTEN
            raise ChannelError(f"status {error.code}", retry_after_s=0.0 if busy else None) from error
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise ChannelError(type(error).__name__) from error
        return None


def _message(sender: str, address: str, letter: Letter, host: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, address, letter.subject
    if letter.tracked:
        message["Message-ID"] = f"<{hashlib.sha256(letter.id.encode()).hexdigest()[:32]}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.urgent:
        message["Importance"] = "high"
    message.set_content(letter.text)
    return message


def _connection(settings: PagingSettings) -> dict[str, Any]:
    login = {"username": settings.smtp_username, "password": secret_in(settings.smtp_password_file)}
    return {
        "hostname": settings.smtp_host,
        "port": settings.smtp_port,
        "use_tls": settings.smtp_security == "tls",
        "start_tls": settings.smtp_security == "starttls",
        "timeout": TIMEOUT_S,
    } | (login if settings.smtp_username else {})


def create(tools: ChannelTools) -> EmailChannel | None:
    """Return the channel, or None without its settings."""
    return EmailChannel(tools, "email") if tools.settings.has_email else None
