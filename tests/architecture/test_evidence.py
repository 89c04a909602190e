"""What the tables name as proof is there: a file, a folder, a test. So they cannot drift from the code unseen."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.files import ROOT, name_of
from tests.purpose_table import PAGE, table

CHILDRENS_CODE, SECURITY = ROOT / "docs/privacy/childrens-code.md", ROOT / "SECURITY.md"
DOCUMENTS = [
    SECURITY,
    *sorted((ROOT / "docs/privacy").glob("*.md")),
    *sorted((ROOT / "docs/clinical-safety").glob("*.md")),
]
OURS = r"(?:backend|safety_plans|bot|tests|benchmarks|deploy|docs|\.ci)/[\w./-]*"
NAMED = re.compile(rf"`({OURS})(?:::(\w+))?`")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
THREAT = re.compile(r"^### (T-\d\d) ", re.MULTILINE)
STANDARDS_OF_THE_CODE = 15

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)


@cache
def functions_in(path: Path) -> frozenset[str]:
    found = ast.walk(ast.parse(path.read_text()))
    return frozenset(node.name for node in found if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def missing(text: str) -> list[str]:
    """Return what a text names and the repository does not hold."""
    wrong = []
    for path, test in NAMED.findall(text):
        if not (ROOT / path).exists():
            wrong.append(path)
        elif test and test not in functions_in(ROOT / path):
            wrong.append(f"{path}::{test}")
    return wrong


def proofs_in(text: str) -> list[str]:
    return [test for _, test in NAMED.findall(text) if test.startswith("test_")]


def rows(text: str) -> list[str]:
    """Return the rows of the first table, without its head."""
    table = re.search(r"^\|.*(?:\n\|.*)*", text, re.MULTILINE)
    return table.group().splitlines()[2:] if table else []


def test_what_is_not_there_is_found() -> None:
    assert missing("`backend/nowhere.py` and `backend/app.py`") == ["backend/nowhere.py"]
    here = "tests/architecture/test_evidence.py"
    assert missing(f"`{here}::{test_what_is_not_there_is_found.__name__}`, `{here}::test_of_nothing`") == [
        f"{here}::test_of_nothing"
    ]


@each_document
def test_every_file_and_test_that_is_named_exists(document: Path) -> None:
    assert missing(document.read_text(encoding="utf-8")) == []


@each_document
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_threat_has_a_test_and_says_what_is_left() -> None:
    first, *parts = THREAT.split(SECURITY.read_text(encoding="utf-8"))
    threats = dict(zip(parts[::2], parts[1::2], strict=True))
    assert len(threats) >= 12
    for name, text in threats.items():
        assert name in first, f"{name} is not in the table"
        assert proofs_in(text), f"{name} names no test"
        assert "\n- Left: " in text, f"{name} does not say what is left"


def test_every_standard_of_the_childrens_code_has_a_row_with_a_file_or_a_test() -> None:
    found = rows(CHILDRENS_CODE.read_text(encoding="utf-8"))
    assert [row.split("|")[1].strip() for row in found] == [str(n + 1) for n in range(STANDARDS_OF_THE_CODE)]
    assert [row for row in found if not NAMED.search(row)] == []


def test_nobody_is_said_to_have_reviewed_what_nobody_reviewed() -> None:
    for document in DOCUMENTS[1:]:
        text = document.read_text(encoding="utf-8")
        assert "Approved by: nobody" in text, name_of(document)


def test_the_assessment_names_every_collection_with_the_purpose_of_the_schedule() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert table() in page, "run: python -m tests.purpose_table"
