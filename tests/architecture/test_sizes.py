"""Files and functions that fit in a head."""

import ast

from tests.architecture.files import name_of, tracked

MOST_LINES_IN_A_FILE = 300
MOST_LINES_IN_A_FUNCTION = 40


def test_no_file_is_longer_than_its_ceiling() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in tracked("*.py", "*.js", "*.css")}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_IN_A_FILE} == {}


def test_no_function_is_longer_than_its_ceiling() -> None:
    lengths = {
        f"{name_of(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in tracked("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_IN_A_FUNCTION} == {}
