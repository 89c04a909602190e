"""Why a mongod did not start, as one line with the mend, from its exit code and its log."""

import json
from collections.abc import Iterator
from pathlib import Path

from backend.launch.checks import port_taken
from backend.launch.problem import CannotStart

_PORT_TAKEN, _OTHER_VERSION = 48, 62


def explain(log_file: Path, exit_code: int, data_dir: Path, port: int) -> CannotStart:
    """Return the problem that best says why mongod ended with `exit_code`."""
    said = " ".join(_complaints(log_file))
    if exit_code == _PORT_TAKEN or "Address already in use" in said:
        return port_taken(port, "EVENLIGHT_MONGOD_PORT")
    if "DBPathInUse" in said:
        return CannotStart(f"Another mongod uses the data in {data_dir}.", "stop it first.")
    if "No space left" in said:
        return CannotStart(f"The disk that holds {data_dir} is full.", "free some space on it.")
    if "Permission denied" in said or "Operation not permitted" in said:
        return CannotStart(f"The data in {data_dir} belongs to another user.", f"chown -R $USER {data_dir}")
    if exit_code == _OTHER_VERSION or "featureCompatibilityVersion" in said:
        return CannotStart(
            f"The data in {data_dir} was written by another version of MongoDB.",
            f"start that version, or move the folder aside to start empty: mv {data_dir} {data_dir}.old",
        )
    return CannotStart(
        f"The data in {data_dir} cannot be read; mongod ended with code {exit_code} (its log: {log_file}).",
        f"restore a backup there, or move it aside to start empty: mv {data_dir} {data_dir}.broken",
    )


def _complaints(log_file: Path) -> Iterator[str]:
    """Yield the warnings and errors of a mongod log (one JSON document per line), and lines that are none."""
    for line in log_file.read_text(errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            yield line
            continue
        if entry.get("s") in ("W", "E", "F"):
            yield json.dumps(entry.get("attr", {})) + str(entry.get("msg", ""))
