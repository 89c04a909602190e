"""Checks of the ways to reach staff: what is set, and whom it reaches."""

from collections.abc import Collection, Iterator

from backend.doctor.model import Finding, note, ok, unsafe
from backend.identity.staff.model import StaffLogin
from backend.settings import Settings

CONSOLE = "console"


def check_channels(settings: Settings) -> Iterator[Finding]:
    """Yield what the settings of channels tell. Reads no network."""
    for name in settings.half_set:
        mend = "set all of its EVENLIGHT_ variables, or none: see docs/operations.md."
        yield unsafe(f"channel {name}", "Some of its settings are there and others are not: it is off.", mend)
    if settings.has_email and settings.smtp_security == "none" and not _is_here(settings.smtp_host):
        yield unsafe(
            "mail server",
            "Pages go to the mail server in the clear, and their links with them.",
            "set EVENLIGHT_SMTP_SECURITY to starttls or tls.",
        )
    told = settings.notify_callback_token_file or (settings.has_sms2 and settings.public_url)
    if (settings.has_notify or settings.has_sms2) and not told:
        yield note(
            "delivery receipts",
            "Providers cannot tell whether an SMS arrived: one that is lost is noticed by the next step only.",
            "set EVENLIGHT_PUBLIC_URL, and EVENLIGHT_NOTIFY_CALLBACK_TOKEN_FILE for Notify.",
        )


def check_reach(staff: list[StaffLogin], channels: Collection[str]) -> Finding:
    """Tell whether each member has a channel that is there and that reaches a pocket."""
    there = set(channels) - {CONSOLE}
    unreached = [login.member.first_name for login in staff if not there & set(login.member.channels)]
    mend = "each of them adds an email address or a number under contact points, and shows the code."
    if staff and len(unreached) == len(staff):
        return unsafe("channels", "Staff are paged by the open console only.", mend)
    if unreached:
        return note("channels", f"The open console alone reaches {', '.join(sorted(unreached))}.", mend)
    return ok("channels", "Each member has a channel that reaches a phone or a mailbox.")


def _is_here(host: str) -> bool:
    return host == "localhost" or host.startswith("127.") or host == "::1"
