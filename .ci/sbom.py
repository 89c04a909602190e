"""List every component of an environment that was built from its lock (SBOM, CycloneDX JSON), in dist/.

What only tests and tools use has the scope `excluded`. The same environment gives the same bytes.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OUT = ROOT / "dist"
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)
UNPINNED = {"evenlight", "pip", "setuptools"}  # Ourselves, and what Python itself puts into an environment.


def plain(name: str) -> str:
    """Return a package's name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> set[tuple[str, str]]:
    """Return (name, version) of everything that a lock names, for every platform."""
    return {(plain(name), version) for name, version in PIN.findall(lock)}


def strangers(document: dict[str, Any], lock: str) -> list[str]:
    """Return what is installed and is not what the lock names."""
    installed = {(plain(found["name"]), found["version"]) for found in document["components"]}
    return sorted(f"{name} {version}" for name, version in installed - pins(lock) if name not in UNPINNED)


def scoped(document: dict[str, Any], delivered_lock: str) -> dict[str, Any]:
    """Say of each component whether it is delivered or only used by tests and tools."""
    delivered = {name for name, _ in pins(delivered_lock)} | {"evenlight"}
    for component in document["components"]:
        component["scope"] = "required" if plain(component["name"]) in delivered else "excluded"
    return document


def components_of(environment: Path) -> dict[str, Any]:
    """Return what cyclonedx-py finds in an environment."""
    tool = [str(Path(sys.executable).with_name("cyclonedx-py")), "environment", str(environment)]
    options = ["--output-reproducible", "--no-validate"]
    found = subprocess.run([*tool, *options], check=True, capture_output=True, text=True)
    document: dict[str, Any] = json.loads(found.stdout)
    return document


def write(name: str, environment: Path, lock: Path, delivered: Path) -> bool:
    """Write dist/NAME.cdx.json; return False where the environment is not the lock's."""
    document = components_of(environment)
    if wrong := strangers(document, lock.read_text()):
        print(f"{environment} is not what {lock.name} says: {', '.join(wrong)}.", file=sys.stderr)
        print(f"Remove {environment} and build it again: make setup, make bot-setup.", file=sys.stderr)
        return False
    OUT.mkdir(exist_ok=True)
    path = OUT / f"{name}.cdx.json"
    listed = scoped(document, delivered.read_text())
    path.write_text(json.dumps(listed, indent=2, sort_keys=True) + "\n")
    needed = sum(found["scope"] == "required" for found in listed["components"])
    count = len(listed["components"])
    print(
        f"{path.relative_to(ROOT)}: {needed} components delivered, {count - needed} for tests and tools only."
    )
    return True


def main() -> int:
    """Write the list of the service, and of the bot where its environment is there."""
    lock, bot_lock = ROOT / "requirements.lock", ROOT / "bot" / "requirements.lock"
    written = write("service", ROOT / ".venv", ROOT / "requirements-dev.lock", lock)
    if (ROOT / "bot" / ".venv").exists():
        written = write("bot", ROOT / "bot" / ".venv", bot_lock, bot_lock) and written
    else:
        print("The bot's environment is not there: make bot-setup, and then again for its list.")
    return 0 if written else 1


if __name__ == "__main__":
    sys.exit(main())
