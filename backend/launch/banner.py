"""The one block of text that says where everything is."""

from collections.abc import Sequence

from backend.launch.settings import LaunchSettings

_RULE = "-" * 72


GETTING_READY = "getting ready in the background; without it the chat offers a person."
READY = "ready."
NOT_HERE = "not started here; the chat offers a person."


def banner(settings: LaunchSettings, logins: Sequence[str], bot: str) -> str:
    """Return the addresses, the demo logins, how the bot is, and how to stop."""
    base = f"http://{settings.reachable_host}:{settings.port}"
    lines = [
        "Evenlight is open.",
        f"  Young people's app   {base}/",
        f"  Help page            {base}/help",
        f"  For parents          {base}/parents",
        f"  On-call console      {base}/staff",
        *(f"  {line}" for line in logins),
        f"  The chat's bot is {bot}",
        "  Stop with Ctrl-C.",
    ]
    return "\n".join(["", _RULE, *lines, _RULE, ""])
