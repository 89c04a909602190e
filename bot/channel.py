"""The gateway's way in: Rasa's REST channel, made safe to give any text and unable to log what was said."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, Request

from bot.parsing import parse_once
from bot.readable import parted, readable

# The first of the bot's own parts that Rasa loads, before the model.
parse_once()

# Rasa obeys a text that begins with "/". Only the gateway's own may; a young person's is read as ordinary text.
COMMAND = "/safety_asked"

log = logging.getLogger(__name__)


class GatewayInput(RestInput):
    """POST /webhooks/rest/webhook; GET /webhooks/rest/ answers once the model is loaded."""

    @classmethod
    def name(cls) -> str:
        """Return the name in the URL."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes. A turn that fails leaves its kind in the log: Rasa would log the message with it."""

        async def quietly(message: UserMessage) -> None:
            try:
                await on_new_message(message)
                if isinstance(answer := message.output_channel, CollectingOutputChannel):
                    answer.messages = parted(answer.messages)
            except Exception as error:  # noqa: BLE001 - whatever went wrong, an empty answer tells the gateway
                log.error("turn failed: %s", type(error).__name__)  # noqa: TRY400 - the traceback could hold it

        return super().blueprint(quietly)

    def _extract_message(self, req: Request) -> str:
        text = str(req.json.get("message") or "").strip()
        return text if text == COMMAND else readable(text)
