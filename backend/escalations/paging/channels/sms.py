"""SMS through GOV.UK Notify: its REST API, with the token of its own client."""

from notifications_python_client.authentication import create_jwt_token

from backend.escalations.paging.channels import Addressed, ChannelTools, Handed
from backend.escalations.paging.letters import Letter
from backend.escalations.paging.model import SMS
from backend.escalations.paging.providers import post
from backend.escalations.paging.settings import secret_in

UUID_LENGTH = 36


class NotifyChannel(Addressed):
    """The template has one placeholder, ((text)). The page's id is the reference that comes back with receipts."""

    async def deliver(self, address: str, letter: Letter) -> Handed | None:
        """Hand the letter to Notify. Raises ChannelError."""
        settings = self.tools.settings
        body = {
            "phone_number": address,
            "template_id": settings.notify_template,
            "personalisation": {"text": sms_text(letter)},
            "reference": letter.id,
        }
        token = _token(secret_in(settings.notify_key_file) or "")
        address = f"{settings.notify_url.rstrip('/')}/v2/notifications/sms"
        await post(address, json=body, headers={"Authorization": f"Bearer {token}"})
        # Also without a callback: the worker asks Notify for what it does not tell.
        return Handed(settings.sms_receipt_within_s if letter.tracked else None)


def sms_text(letter: Letter) -> str:
    """Return a letter with the code that it may be answered with."""
    return f"{letter.text}\nOr reply {letter.reply}" if letter.reply else letter.text


def _token(key: str) -> str:
    """Return the token for one request. A key is a name, the id of the service and a secret, joined by dashes."""
    service_id, secret = key[-2 * UUID_LENGTH - 1 : -UUID_LENGTH - 1], key[-UUID_LENGTH:]
    return str(create_jwt_token(secret, service_id))  # type: ignore[no-untyped-call]


def create(tools: ChannelTools) -> NotifyChannel | None:
    """Return the channel, or None without its settings."""
    return NotifyChannel(tools, SMS) if tools.settings.has_notify else None
