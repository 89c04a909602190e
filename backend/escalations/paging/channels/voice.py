"""A call through the second provider: a computer's voice says that the console needs a look, and nothing else."""

from xml.sax.saxutils import escape

from backend.escalations.paging.channels import Addressed, ChannelTools, Handed
from backend.escalations.paging.letters import Letter
from backend.escalations.paging.second_provider import ask

TIMES = 3


class VoiceChannel(Addressed):
    """Rings, and says the same sentence to whoever answers."""

    async def deliver(self, address: str, letter: Letter) -> Handed | None:
        """Ask the provider to ring. Raises ChannelError."""
        twiml = f'<Response><Say language="en-GB" loop="{TIMES}">{escape(letter.spoken)}</Say></Response>'
        return await ask(self.tools, "Calls", address, letter, {"Twiml": twiml, "Timeout": "30"})


def create(tools: ChannelTools) -> VoiceChannel | None:
    """Return the channel, or None without its settings."""
    return VoiceChannel(tools, "voice") if tools.settings.has_sms2 else None
