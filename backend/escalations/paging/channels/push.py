"""Web push (RFC 8030, 8291, 8292): to the browser of a member, encrypted for it, signed with our VAPID key."""

import json
from urllib.parse import urlsplit

from py_vapid import Vapid02
from pywebpush import WebPusher

from backend.escalations.paging.channels import Addressed, ChannelError, ChannelTools, Handed
from backend.escalations.paging.letters import Letter
from backend.escalations.paging.providers import post

ENCODING = "aes128gcm"
KEPT_FOR_S = 3600
SIGNED_FOR_S = 12 * 3600


class PushChannel(Addressed):
    """The address is the subscription of a browser, as JSON."""

    async def deliver(self, address: str, letter: Letter) -> Handed | None:
        """Hand the letter to the browser's push service. Raises ChannelError."""
        try:
            subscription = json.loads(address)
            endpoint = str(subscription["endpoint"])
            first, *_ = letter.text.splitlines()  # Links are no use in a notification; pressing it is one.
            shown = {"title": letter.subject, "body": first, "url": letter.link}
            body = WebPusher(subscription).encode(json.dumps(shown).encode(), ENCODING)["body"]
        except Exception as error:
            raise ChannelError(f"subscription: {type(error).__name__}") from error
        headers = self._signed(endpoint) | {
            "Content-Encoding": ENCODING,
            "Content-Type": "application/octet-stream",
            "TTL": str(KEPT_FOR_S),
            "Urgency": "high" if letter.urgent else "normal",
        }
        await post(endpoint, content=bytes(body), headers=headers)
        return None

    def _signed(self, endpoint: str) -> dict[str, str]:
        parts, settings = urlsplit(endpoint), self.tools.settings
        claims = {
            "sub": settings.vapid_contact,
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int(self.tools.clock.now().timestamp()) + SIGNED_FOR_S,
        }
        signed: dict[str, str] = Vapid02.from_file(str(settings.vapid_key_file)).sign(claims)
        return signed


def create(tools: ChannelTools) -> PushChannel | None:
    """Return the channel, or None without its settings."""
    return PushChannel(tools, "push") if tools.settings.has_push else None
