"""Ask pip-audit whether anything in the lock has a known vulnerability.

A known one fails. A service that cannot be reached does not, and is said. More arguments go to pip-audit.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
TIMEOUT_S = 300.0
NOT_ASKED = (
    "NOT AUDITED: the vulnerability service could not be reached. Nothing is known about these packages."
)

# Known, read, and harmless here: each with the reason, and a test that holds it (tests/unit/deploy/test_components.py).
ACCEPTED = {
    "CVE-2024-23342": "ecdsa leaks its key by timing and will not be mended. It comes with python-jose, which never "
    "uses it where `cryptography` is installed.",
}


def report(lock: Path, *options: str) -> tuple[int, list[dict[str, Any]] | None]:
    """Return pip-audit's exit code and what it says of each package; None where it could not say."""
    tool = [str(Path(sys.executable).with_name("pip-audit")), "--requirement", str(lock), "--require-hashes"]
    fixed = ["--disable-pip", "--format", "json", "--progress-spinner", "off"]
    try:
        asked = subprocess.run(
            [*tool, *fixed, *options], check=False, capture_output=True, text=True, timeout=TIMEOUT_S
        )
        return asked.returncode, json.loads(asked.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return 1, None
    except ValueError:
        return asked.returncode, None


def told(found: list[dict[str, Any]] | None) -> tuple[int, str]:
    """Return the exit code and what to print."""
    asked = [package for package in found or () if "skip_reason" not in package]
    if not asked:
        return 0, NOT_ASKED
    lines = [f"{one['name']} {one['version']}: {_named(flaw)}" for one in asked for flaw in one["vulns"]]
    lines += [f"not audited: {one['name']}" for one in found or () if "skip_reason" in one]
    known = any(one["vulns"] for one in asked)
    last = f"{len(asked)} packages were audited: " + ("KNOWN VULNERABILITIES." if known else "none is known.")
    return int(known), "\n".join([*lines, last])


def _named(flaw: dict[str, Any]) -> str:
    mended = ", ".join(flaw["fix_versions"]) or "no version yet"
    return f"{flaw['id']} ({', '.join(flaw['aliases']) or 'no other name'}), mended in {mended}"


def main(options: list[str], lock: Path = LOCK) -> int:
    """Audit the lock and return the exit code: 1 for a known vulnerability, 2 for a lock that cannot be read."""
    code, read = report(lock, "--dry-run")  # Reads the lock and asks nobody.
    if code or read is None:
        print(f"{lock.name} cannot be read as a lock with hashes.", file=sys.stderr)
        return 2
    accepted = [word for name in ACCEPTED for word in ("--ignore-vuln", name)]
    _, found = report(lock, *accepted, *options)
    code, text = told(found)
    print(*(f"accepted: {name}: {why}" for name, why in ACCEPTED.items()), text, sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
