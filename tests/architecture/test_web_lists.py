"""What the pages write down a second time: the files the phone keeps, the numbers, the files that are used."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from backend.core.languages import ENGLISH, LANGUAGES
from backend.signposting import shipped
from backend.web.pages import help_address, help_name, on_the_link
from tests.architecture.files import ROOT, pages, under

WEB = ROOT / "backend/web"
STATIC = WEB / "static"
WRITTEN = (".html", ".css", ".js", ".webmanifest")
# It is on the help page, which has room for it, and not among the lines of the chat.
HELP_ONLY = [("tel:08082000247", "0808 2000 247")]


class NumberLinks(HTMLParser):
    """Collects (href, words) of every number that a page shows."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._href = ""
        self._in_number = False
        self.feed(pages()[name])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self._href = values.get("href") or ""
        self._in_number = tag == "span" and values.get("class") == "number"

    def handle_data(self, data: str) -> None:
        if self._in_number:
            self.found.append((self._href, data.strip()))

    def handle_endtag(self, tag: str) -> None:
        self._in_number = False


def addresses(paths: Iterable[Path]) -> set[str]:
    return {f"/{path.relative_to(WEB).as_posix()}" for path in paths}


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def imported(script: Path) -> list[str]:
    return re.findall(r"(?:from|import)\s+\"(\.[^\"]+)\"", script.read_text(encoding="utf-8"))


def kept() -> list[str]:
    """Return SHELL in the service worker, in its order."""
    worker = (WEB / "sw.js").read_text(encoding="utf-8")
    [listed] = re.findall(r"const SHELL = \[(.*?)\]", worker, re.DOTALL)
    named = dict(re.findall(r"const (\w+) = \"([^\"]+)\"", worker))
    return [named[item] if item in named else item.strip('"') for item in re.findall(r"[^\s,]+", listed)]


def used() -> set[str]:
    """Return every static address that a page, the manifest, a style or a script names."""
    found = set()
    for path in [*under("backend/web", *WRITTEN), *under("backend/guidance/templates", ".j2")]:
        if path.name == "sw.js":  # Being kept is not being used.
            continue
        found |= set(re.findall(r"/static/[\w./-]+", path.read_text(encoding="utf-8")))
        if path.suffix == ".js":
            found |= addresses((path.parent / name).resolve() for name in imported(path))
    return found


def test_the_phone_keeps_what_the_app_needs_and_nothing_of_the_staff() -> None:
    kept_folders = ("app", "pages", "plan", "you", "icons")
    files = [path for folder in kept_folders for path in files_below(STATIC / folder)]
    needed = addresses(files + list(STATIC.glob("*.css"))) | {"/", "/plan", "/you"}
    needed |= {help_address(language) for language in LANGUAGES.values()}
    needed |= {"/manifest.webmanifest", "/manifest-plain.webmanifest"}
    listed = kept()
    assert set(listed) == needed
    assert len(listed) == len(set(listed))


def test_every_file_is_used_and_every_used_file_is_there() -> None:
    there = addresses(files_below(STATIC))
    assert there
    assert used() == there


@pytest.mark.parametrize("folder", ["app", "staff"])
def test_no_script_or_style_of_one_side_is_loaded_by_the_page_of_the_other(folder: str) -> None:
    page, other = {"app": ("index.html", "staff"), "staff": ("staff.html", "app")}[folder]
    loaded = re.findall(r"(?:href|src)=\"(/static/[^\"]+)\"", pages()[page])
    assert any(address.startswith(f"/static/{folder}/") for address in loaded)
    assert [address for address in loaded if address.startswith(f"/static/{other}/")] == []


HELP_PAGE = help_name(ENGLISH)


@pytest.mark.parametrize("name", ["index.html", "plan.html", "you.html", HELP_PAGE])
def test_a_page_shows_the_same_numbers_in_the_same_order_as_the_chat(name: str) -> None:
    wanted = [(line.href, on_the_link(line)) for line in shipped.lines()]
    assert NumberLinks(name).found == wanted + (HELP_ONLY if name == HELP_PAGE else [])


def to_send(text: str) -> list[str]:
    """Return what is rung or sent, whatever a language says around it."""
    return sorted(re.findall(r"SHOUT|\d[\d ]*\d", text))


@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - {ENGLISH}))
def test_help_in_another_language_has_the_same_numbers_in_the_same_order(language: str) -> None:
    own, english = (
        [(href, to_send(text)) for href, text in NumberLinks(name).found]
        for name in (help_name(language), HELP_PAGE)
    )
    assert own == english
    assert ("sms:85258?body=SHOUT", ["85258", "SHOUT"]) in own
