"""Heads of the chain, one JSON line each, in a file outside the database: copy it to where nobody can change it."""

import json
from collections.abc import Iterable
from pathlib import Path

from backend.core.audit.chain import Finding, Head


def append(path: Path, head: Head, at: str) -> None:
    """Add a head."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(json.dumps({"at": at, "place": head.place, "hash": head.hash}) + "\n")


def read(paths: Iterable[Path]) -> tuple[list[Head], list[Finding]]:
    """Return the heads in the files that are there, and a finding for each line that is none."""
    heads: list[Head] = []
    findings: list[Finding] = []
    for path in paths:
        lines = path.read_text().splitlines() if path.exists() else []
        for number, line in enumerate(lines, 1):
            try:
                found = json.loads(line)
                heads.append(Head(int(found["place"]), str(found["hash"])))
            except (ValueError, KeyError, TypeError):
                findings.append(Finding(0, f"Line {number} of {path} is not a head."))
    return heads, findings
