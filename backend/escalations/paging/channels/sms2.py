"""SMS through a second provider that speaks Twilio's REST API; stands in when the first fails or stays silent."""

from backend.escalations.paging.channels import Addressed, ChannelTools, Handed
from backend.escalations.paging.channels.sms import sms_text
from backend.escalations.paging.letters import Letter
from backend.escalations.paging.model import SECOND_SMS, SMS
from backend.escalations.paging.second_provider import ask


class SecondSmsChannel(Addressed):
    """Uses the same numbers as the first provider."""

    async def deliver(self, address: str, letter: Letter) -> Handed | None:
        """Hand the letter to the provider. Raises ChannelError."""
        return await ask(self.tools, "Messages", address, letter, {"Body": sms_text(letter)})


def create(tools: ChannelTools) -> SecondSmsChannel | None:
    """Return the channel, or None without its settings."""
    return SecondSmsChannel(tools, SECOND_SMS, SMS) if tools.settings.has_sms2 else None
