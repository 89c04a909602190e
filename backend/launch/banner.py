"""The one block of text that says where everything is."""

from collections.abc import Sequence

from backend.launch.settings import LaunchSettings

_RULE = "-" * 72


def banner(settings: LaunchSettings, logins: Sequence[str], *, with_bot: bool) -> str:
    """Return the addresses, the demo logins and how to stop."""
    base = f"http://{settings.reachable_host}:{settings.port}"
    chat = "getting ready in the background" if with_bot else "not started here"
    lines = [
        "Evenlight is open.",
        f"  Young people's app   {base}/",
        f"  Help page            {base}/help",
        f"  On-call console      {base}/staff",
        *(f"  {line}" for line in logins),
        f"  The chat's bot is {chat}; without it the chat offers a person.",
        "  Stop with Ctrl-C.",
    ]
    return "\n".join(["", _RULE, *lines, _RULE, ""])
