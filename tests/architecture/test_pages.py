"""No page asks anybody but us for anything, and none needs a hole in the content security policy."""

import re
from html.parser import HTMLParser

import pytest

from backend.core.languages import LANGUAGES, Language
from backend.core.languages import tag as tag_of
from backend.core.middleware import CONTENT_SECURITY_POLICY
from backend.web.pages import help_address, help_name
from tests.architecture.files import name_of, pages, under

QUICK_EXIT = "https://www.bbc.co.uk/weather"
NOT_AN_ADDRESS = {"http://www.w3.org/2000/svg"}  # the name of a format, never fetched
PAGES = pages()
SCRIPTS = under("backend/web", ".js")
STYLES = under("backend/web", ".css")
LOADING = {
    ("script", "src"), ("img", "src"), ("img", "srcset"), ("audio", "src"), ("video", "src"), ("source", "src"),
    ("iframe", "src"), ("embed", "src"), ("object", "data"), ("form", "action"), ("link", "href"), ("base", "href"),
}  # fmt: skip

each_page = pytest.mark.parametrize("name", PAGES)


class Reader(HTMLParser):
    """Collects elements with their attributes, and the text inside scripts and styles."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inline: list[str] = []
        self.feed(PAGES[name])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem and data.strip():
            self.inline.append(f"<{self.cdata_elem}>")


def test_there_are_pages_scripts_and_styles_to_read() -> None:
    assert {"index.html", "plan.html", "you.html", "shared.html", "help.html", "staff.html"} <= set(PAGES)
    assert SCRIPTS
    assert STYLES


@each_page
def test_a_page_has_no_script_or_style_inside_it(name: str) -> None:
    reader = Reader(name)
    assert reader.inline == []
    attributes = {name for _, attrs in reader.elements for name in attrs}
    assert {name for name in attributes if name.startswith("on") or name == "style"} == set()
    assert "style" not in {tag for tag, _ in reader.elements}


@each_page
def test_a_page_loads_from_its_own_origin_only(name: str) -> None:
    loaded = {
        value
        for tag, attrs in Reader(name).elements
        for name, value in attrs.items()
        if (tag, name) in LOADING and value is not None
    }
    assert loaded
    assert {value for value in loaded if not re.match(r"/(?!/)", value)} == set()


@each_page
def test_a_link_to_elsewhere_is_the_quick_exit_and_does_not_say_where_from(name: str) -> None:
    links = [attrs for tag, attrs in Reader(name).elements if tag == "a"]
    away = [
        attrs for attrs in links if not re.match(r"(/(?!/)|#|tel:|sms:|mailto:)", attrs.get("href") or "")
    ]
    assert {attrs["href"] for attrs in away} <= {QUICK_EXIT}
    assert all("noreferrer" in (attrs.get("rel") or "") for attrs in away)


def test_a_page_for_young_people_can_be_left_quickly() -> None:
    for name in ("index.html", "plan.html", "you.html", "shared.html", "help.html", "complaints.html"):
        assert QUICK_EXIT in {attrs.get("href") for _, attrs in Reader(name).elements}


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_the_help_page_has_no_script_is_small_and_leads_to_every_language(language: Language) -> None:
    name = help_name(language.code)
    reader = Reader(name)
    assert "script" not in {tag for tag, _ in reader.elements}
    assert len(PAGES[name].encode()) < 50_000
    assert reader.elements[0] == ("html", {"lang": tag_of(language), "dir": language.dir})
    links = [attrs for tag, attrs in reader.elements if tag == "a" and "hreflang" in attrs]
    assert [(link["href"], link["lang"], link["dir"]) for link in links] == [
        (help_address(one), tag_of(one), one.dir) for one in LANGUAGES.values()
    ]


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


def test_no_browser_is_asked_to_keep_what_opens_a_young_persons_phone() -> None:
    hidden = [
        (name_of(path), made)
        for path in SCRIPTS
        if "staff" not in path.parts
        for made in re.findall(r"make\(\"input\", \{[^}]*?type: \"password\"[^}]*\}", path.read_text())
    ]
    assert len(hidden) == 2, "the PIN is asked for and set"
    assert [name for name, made in hidden if 'autocomplete: "one-time-code"' not in made] == []
    assert not any('type="password"' in PAGES[name] for name in PAGES)


def test_the_policy_allows_our_own_files_and_nothing_inline() -> None:
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")
    assert not re.search(r"unsafe|https?:|\*|data:|blob:", CONTENT_SECURITY_POLICY)
