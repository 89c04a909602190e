"""Checks of the settings and of the files they name. Reads no network and no store."""

import ipaddress
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from backend.doctor.channels import check_channels
from backend.doctor.files import check_files
from backend.doctor.model import Finding, note, ok, unsafe
from backend.identity.signing_keys import read_keys
from backend.settings import Settings

OLDEST_SIGNING_KEY = timedelta(days=180)
LEAST_FREE_SHARE = 0.1


def check_settings(settings: Settings, at: datetime | None = None) -> Iterator[Finding]:
    """Yield what the settings and their files tell; `at` (UTC) is now unless it is given."""
    yield _environment(settings)
    yield _database_address(settings.mongodb_uri)
    yield _bot_address(settings.bot_url)
    yield _limits(settings)
    yield _public_address(settings)
    yield from check_files(settings)
    yield _signing_keys(settings.jwt_keys_path, at or datetime.now(UTC))
    yield _disk(settings.var)
    yield _told_outside(settings)
    yield _drills(settings)
    yield from check_channels(settings)


def _environment(settings: Settings) -> Finding:
    if settings.production:
        return ok("environment", "This is production: no demo people, no drafts.")
    return unsafe(
        "environment",
        "This is development: drafts are shown, and people with public passwords may be there.",
        "set EVENLIGHT_ENV=production where young people use it.",
    )


def _database_address(uri: str) -> Finding:
    parts = urlsplit(uri.replace("mongodb+srv://", "mongodb://", 1))
    hosts = [host.rpartition("@")[2].rsplit(":", 1)[0] for host in parts.netloc.split(",")]
    encrypted = uri.startswith("mongodb+srv://") or _option(parts.query, "tls", "ssl")
    if all(_is_here(host) for host in hosts):
        return ok("database address", "The database is on this machine.")
    if not encrypted and all(_is_here(host) or _is_private(host) for host in hosts):
        return note(
            "database address",
            "The way to the database is not encrypted: right only in a network that nothing else can enter.",
        )
    if not encrypted:
        return unsafe(
            "database address",
            "The way to the database is not encrypted.",
            "add tls=true to EVENLIGHT_MONGODB_URI.",
        )
    if "@" not in parts.netloc and not _option(parts.query, "authmechanism"):
        return unsafe(
            "database address",
            "The database asks for no login.",
            "give EVENLIGHT_MONGODB_URI a user of its own.",
        )
    return ok("database address", "The way to the database is encrypted, and asks for a login.")


def _option(query: str, *names: str) -> bool:
    found = {name.lower(): values[-1].lower() for name, values in parse_qs(query).items()}
    return any(found.get(name, "false") != "false" for name in names)


def _bot_address(url: str) -> Finding:
    host = urlsplit(url).hostname or ""
    if url.startswith("https://") or _is_here(host) or _is_private(host):
        return ok("bot address", "The bot is on this machine, in a private network, or behind TLS.")
    return unsafe(
        "bot address",
        "Messages go to the bot in the clear, over a network that may be public.",
        "put the bot into the private network, or behind https.",
    )


def _public_address(settings: Settings) -> Finding:
    address = settings.public_url or ""
    if settings.production and address.startswith("http://"):
        return unsafe(
            "public address",
            "Links that are sent out lead over a way that anybody on it can read, with what opens them.",
            "put TLS in front, and https into EVENLIGHT_PUBLIC_URL.",
        )
    return ok("public address", "No link that is sent out leads over a way in the clear.")


def _is_here(host: str) -> bool:
    return host in {"localhost", "[::1]", "::1"} or host.startswith("127.")


def _is_private(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host  # The name of a container or of a machine beside this one.


def _limits(settings: Settings) -> Finding:
    if not settings.rate_limits:
        return unsafe("rate limits", "A flood is not slowed.", "leave EVENLIGHT_RATE_LIMITS unset.")
    if settings.production and settings.trusted_proxies == 0:
        return note(
            "rate limits",
            "No proxy is trusted to say where a request comes from: behind one, everybody counts as one address.",
            "set EVENLIGHT_TRUSTED_PROXIES to how many proxies of yours stand in front.",
        )
    return ok("rate limits", "Floods are slowed; whoever needs a person gets through.")


def _signing_keys(folder: Path, at: datetime) -> Finding:
    try:
        keys = read_keys(folder)
    except OSError:
        keys = []
    if not keys:
        return unsafe("signing keys", f"There is none in {folder}.", "run evenlight keys rotate.")
    if at - keys[-1].made_at > OLDEST_SIGNING_KEY:
        return note("signing keys", "The newest is over half a year old.", "run evenlight keys rotate.")
    return ok("signing keys", "The newest is less than half a year old.")


def _told_outside(settings: Settings) -> Finding:
    if settings.alarm_url_file is None:
        mend = "name one in EVENLIGHT_ALARM_URL_FILE."
        return unsafe("alarm", "A dead worker is told on an open console and nowhere else.", mend)
    if settings.heartbeat_url_file is None:
        says = "If the whole machine stops, nobody is told."
        return unsafe("alarm", says, "name a dead man's switch in EVENLIGHT_HEARTBEAT_URL_FILE.")
    return ok("alarm", "Alarms go out, and somebody outside notices when everything is silent.")


def _drills(settings: Settings) -> Finding:
    if settings.drills_at:
        return ok("drills", "Drills show at set times that a page would go out.")
    mend = "set EVENLIGHT_DRILL_TIMES, as in 10:00, 18:30."
    return unsafe("drills", "No drill is planned: a silent fault is found by a young person.", mend)


def _disk(folder: Path) -> Finding:
    usage = shutil.disk_usage(folder if folder.exists() else Path.cwd())
    if usage.free / usage.total < LEAST_FREE_SHARE:
        return unsafe("disk", "Less than a tenth is free: a full disk stops every message.", "make room.")
    return ok("disk", "More than a tenth is free.")
