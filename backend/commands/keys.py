"""evenlight keys: list, rotate and retire the keys that sign access tokens."""

import argparse
import sys
from datetime import UTC, datetime, timedelta

from backend.identity.signing_keys import KeyFile, add_key, read_keys
from backend.identity.tokens import LONGEST_TTL_S, key_id
from backend.settings import Settings


def main(arguments: list[str]) -> int:
    """Run one of them on the folder of keys; every running part sees the change at once."""
    parser = argparse.ArgumentParser("evenlight keys", description="The keys that sign access tokens.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="show them; the last one signs, all verify")
    commands.add_parser("rotate", help="make a new key, which signs from now on")
    retire = commands.add_parser("retire", help="destroy an old key, when no token of it is left")
    retire.add_argument("kid")
    retire.add_argument(
        "--now", action="store_true", help="even so: whoever holds such a token signs in again"
    )
    options = parser.parse_args(arguments)
    folder, now = Settings().jwt_keys_path, datetime.now(UTC)
    try:
        if options.command == "rotate":
            add_key(folder, now)
        if options.command == "retire":
            _retire(read_keys(folder), options.kid, None if options.now else now)
        _print(read_keys(folder))
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _retire(keys: list[KeyFile], kid: str, now: datetime | None) -> None:
    """Destroy a key. Raises ValueError for one that signs, is unknown, or has tokens out there at `now`."""
    places = [place for place, key in enumerate(keys) if key_id(key.pem) == kid]
    if not places:
        raise ValueError(f"There is no key {kid}.")
    [place] = places
    if place == len(keys) - 1:
        raise ValueError(f"{kid} signs. Run `evenlight keys rotate` first.")
    last_token_ends_at = keys[place + 1].made_at + timedelta(seconds=LONGEST_TTL_S)
    if now and now < last_token_ends_at:
        raise ValueError(
            f"Tokens of {kid} hold until {last_token_ends_at:%Y-%m-%d %H:%M} UTC. Wait, or add --now."
        )
    keys[place].path.unlink()


def _print(keys: list[KeyFile]) -> None:
    for key in keys:
        does = "signs" if key is keys[-1] else "verifies"
        print(f"{key_id(key.pem)}  made {key.made_at:%Y-%m-%d %H:%M} UTC  {does}")
