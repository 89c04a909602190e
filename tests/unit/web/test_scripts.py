"""A script calls only what it has: a helper that was moved and is imported no more would fail in front of somebody."""

import re
from pathlib import Path

import pytest

from backend import web

STATIC = Path(web.__file__).parent / "static"
SCRIPTS = sorted(STATIC.rglob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$|(?<=\s)// .*?$", re.DOTALL | re.MULTILINE)
EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|const|class) (\w+)", re.MULTILINE)


def code(script: Path) -> str:
    return COMMENT.sub("", script.read_text())


EVERYWHERE = sorted({name for script in SCRIPTS for name in EXPORTED.findall(code(script))})


def has(name: str, text: str) -> bool:
    """Tell whether a script imports or binds a name: as its own, as a parameter, or as a method."""
    own = rf"\b(?:function\*?|const|let|class|as)\s+{name}\b"
    bound = rf"[({{,\[]\s*(?:\.\.\.)?{name}\s*[,}})\]=]|\b{name} =>|:\s*{name}\s*[,}}]"
    method = rf"^\s*(?:async |get )?{name}\([^)]*\) {{"
    return re.search(f"{own}|{bound}|{method}", text, re.MULTILINE) is not None


def called_and_not_there(text: str) -> list[str]:
    """Return which helpers of any script are called without being there."""
    return [name for name in EVERYWHERE if re.search(rf"(?<![\w.$]){name}\(", text) and not has(name, text)]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: str(script.relative_to(STATIC)))
def test_a_script_has_what_it_calls(script: Path) -> None:
    assert called_and_not_there(code(script)) == []


def test_what_is_not_imported_any_more_is_found() -> None:
    numbers = code(STATIC / "staff" / "numbers.js")
    without = re.sub(r"^import \{ ranged \}.*$", "", numbers, flags=re.MULTILINE)
    assert without != numbers
    assert called_and_not_there(without) == ["ranged"]
