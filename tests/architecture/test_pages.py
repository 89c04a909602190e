"""No page asks anybody but us for anything, and none needs a hole in the content security policy."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from backend.core.middleware import CONTENT_SECURITY_POLICY
from tests.architecture.files import name_of, under

QUICK_EXIT = "https://www.bbc.co.uk/weather"
NOT_AN_ADDRESS = {"http://www.w3.org/2000/svg"}  # the name of a format, never fetched
PAGES = under("backend/web", ".html")
SCRIPTS = under("backend/web", ".js")
STYLES = under("backend/web", ".css")
LOADING = {
    ("script", "src"), ("img", "src"), ("img", "srcset"), ("audio", "src"), ("video", "src"), ("source", "src"),
    ("iframe", "src"), ("embed", "src"), ("object", "data"), ("form", "action"), ("link", "href"), ("base", "href"),
}  # fmt: skip

each_page = pytest.mark.parametrize("page", PAGES, ids=name_of)


class Reader(HTMLParser):
    """Collects elements with their attributes, and the text inside scripts and styles."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and data.strip():
            self.inline.append(f"<{self.cdata_elem}>")


def test_there_are_pages_scripts_and_styles_to_read() -> None:
    named = {page.name for page in PAGES}
    assert {"index.html", "plan.html", "you.html", "shared.html", "help.html", "staff.html"} <= named
    assert SCRIPTS
    assert STYLES


@each_page
def test_a_page_has_no_script_or_style_inside_it(page: Path) -> None:
    reader = Reader(page)
    assert reader.inline == []
    attributes = {name for _, attrs in reader.elements for name in attrs}
    assert {name for name in attributes if name.startswith("on") or name == "style"} == set()
    assert "style" not in {tag for tag, _ in reader.elements}


@each_page
def test_a_page_loads_from_its_own_origin_only(page: Path) -> None:
    loaded = {
        value
        for tag, attrs in Reader(page).elements
        for name, value in attrs.items()
        if (tag, name) in LOADING and value is not None
    }
    assert loaded
    assert {value for value in loaded if not re.match(r"/(?!/)", value)} == set()


@each_page
def test_a_link_to_elsewhere_is_the_quick_exit_and_does_not_say_where_from(page: Path) -> None:
    links = [attrs for tag, attrs in Reader(page).elements if tag == "a"]
    away = [
        attrs for attrs in links if not re.match(r"(/(?!/)|#|tel:|sms:|mailto:)", attrs.get("href") or "")
    ]
    assert {attrs["href"] for attrs in away} <= {QUICK_EXIT}
    assert all("noreferrer" in (attrs.get("rel") or "") for attrs in away)


def test_a_page_for_young_people_can_be_left_quickly() -> None:
    for name in ("index.html", "plan.html", "you.html", "shared.html", "help.html", "complaints.html"):
        [page] = [found for found in PAGES if found.name == name]
        assert QUICK_EXIT in {attrs.get("href") for _, attrs in Reader(page).elements}


def test_the_help_page_has_no_script_and_is_small() -> None:
    [page] = [found for found in PAGES if found.name == "help.html"]
    assert "script" not in {tag for tag, _ in Reader(page).elements}
    assert page.stat().st_size < 50_000


def test_no_script_style_or_picture_names_another_origin() -> None:
    files = SCRIPTS + STYLES + under("backend/web", ".webmanifest", ".svg")
    found = {
        f"{name_of(path)}: {address}"
        for path in files
        for address in re.findall(
            r"(?:https?|wss?):?//[^\s\"'`)]+|(?<=url\()\s*[\"']?//[^\s)]+", path.read_text()
        )
        if address not in {QUICK_EXIT, *NOT_AN_ADDRESS}
    }
    assert found == set()


def test_no_script_makes_code_or_markup_from_text() -> None:
    unsafe = re.compile(
        r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|"
        r"setAttribute\(\s*[\"']style|document\.cookie|sendBeacon|importScripts)"
    )
    found = {
        f"{name_of(path)}: {match.group()}" for path in SCRIPTS for match in unsafe.finditer(path.read_text())
    }
    assert found == set()


def test_the_policy_allows_our_own_files_and_nothing_inline() -> None:
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")
    assert not re.search(r"unsafe|https?:|\*|data:|blob:", CONTENT_SECURITY_POLICY)
