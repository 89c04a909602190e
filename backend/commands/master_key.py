"""evenlight master-key: which master key wraps the data keys, and changing to another one."""

import argparse
from pathlib import Path
from typing import Any

from backend.commands.running import run
from backend.core.crypto.kms import SERVICES, of_service
from backend.core.crypto.master_key import MasterKey
from backend.core.crypto.problem import MasterKeyProblem
from backend.core.crypto.rotation import hand_over, rotate
from backend.wiring import Services

AFTERWARDS = """Every data key is under the new master key. Now
1. {change}, and restart the API and the worker;
2. run `evenlight master-key status`: everything has to be under that one;
3. back up the key vault (the database {vault});
4. destroy the old master key together with the backups of the vault made before: neither opens without the other."""


def main(arguments: list[str]) -> int:
    """Show or rotate the master key."""
    parser = argparse.ArgumentParser("evenlight master-key", description="Show or rotate the master key.")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("status", help="which master keys wrap how many data keys")
    rotating = actions.add_parser("rotate", help="wrap every data key with another master key")
    to = rotating.add_mutually_exclusive_group(required=True)
    to.add_argument("--new", type=Path, metavar="FILE", help="a file of 96 bytes; made if it is not there")
    to.add_argument("--to", choices=sorted(SERVICES), help="the key service that EVENLIGHT_KMS_* describes")
    options = parser.parse_args(arguments)
    if options.action == "status":
        return run(status)
    return run(lambda services: change(services, options.new, options.to))


async def status(services: Services) -> None:
    """Print the known master keys, and how many data keys each one wraps."""
    known = services.master_keys()
    print(f"New data keys are made under {_named(known.newest.identity)}.")
    counts = await services.stores.key_vault.counts()
    for document, count in counts:
        is_known = any(_wraps(key, document) for key in known.all)
        print(
            f"{count} data keys are under {_named(document)}{'' if is_known else ', WHICH IS NOT KNOWN HERE'}."
        )
    print(f"{await services.stores.key_vault.destroyed_count()} data keys were destroyed.")
    if not all(any(_wraps(key, document) for key in known.all) for document, _ in counts):
        raise MasterKeyProblem("Some data keys cannot be opened: put their master key back.")


async def change(services: Services, new: Path | None, service: str | None) -> None:
    """Wrap every data key with the new master key, while the service runs."""
    settings = services.settings
    if new is not None:
        key = hand_over(new, settings.next_master_key_path, settings.master_key_path)
        advice = (
            f"put {new} in the place of {settings.master_key_path} and remove {settings.next_master_key_path}"
        )
    else:
        key = of_service(settings, str(service))
        advice = f"set EVENLIGHT_KMS={service}"
    await rotate(services.crypto, services.stores.key_vault, key, print)
    print(AFTERWARDS.format(change=advice, vault=services.stores.key_vault.database))


def _wraps(key: MasterKey, document: dict[str, Any]) -> bool:
    return all(document.get(name) == value for name, value in key.identity.items())


def _named(document: dict[str, Any]) -> str:
    return ", ".join(str(value) for value in document.values())
