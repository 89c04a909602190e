import json
from pathlib import Path

import pytest

from backend.launch.mongod_failures import explain


def log(tmp_path: Path, error: str) -> Path:
    path = tmp_path / "mongod.log"
    entries = [
        {"s": "I", "msg": "Permission denied is only mentioned here"},
        {"s": "E", "msg": "DBException in initAndListen, terminating", "attr": {"error": error}},
    ]
    path.write_text("\n".join(json.dumps(entry) for entry in entries))
    return path


@pytest.mark.parametrize(
    ("exit_code", "error", "line"),
    [
        (48, "", "Port 27117 is in use by another program. Mend: .*EVENLIGHT_MONGOD_PORT=27118"),
        (100, "DBPathInUse: Unable to lock the lock file", "Another mongod uses the data in "),
        (100, "No space left on device", "The disk that holds .* is full"),
        (100, "IllegalOperation: Permission denied", "belongs to another user. Mend: chown"),
        (62, "Location4926900: Invalid featureCompatibilityVersion", "written by another version of MongoDB"),
        (-6, "WT_ERROR: non-specific error", "cannot be read; .* move it aside to start empty: mv "),
    ],
)
def test_each_cause_is_one_line_with_its_mend(tmp_path: Path, exit_code: int, error: str, line: str) -> None:
    problem = explain(log(tmp_path, error), exit_code, tmp_path / "mongo", 27117)
    assert problem.args[0].count("\n") == 0
    with pytest.raises(type(problem), match=line):
        raise problem
