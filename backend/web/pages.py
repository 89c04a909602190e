"""The pages, put together once at the start: with no store, no bot and no script they still open."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from backend.signposting.model import Line

ROOT = Path(__file__).parent
NO_OTHER_WAY = "Whoever runs this service has not named an address or a phone number yet."


@dataclass(frozen=True)
class Page:
    """A page as it is sent; `etag` changes with its text."""

    html: str
    etag: str


class Pages:
    """Every page by the name of its file. `other_ways` says how to reach whoever runs this service."""

    def __init__(self, lines: Iterable[Line], other_ways: str = "") -> None:
        templates = Environment(
            loader=FileSystemLoader(ROOT),
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
        templates.filters["on_the_link"] = on_the_link
        known = {"lines": tuple(lines), "other_ways": other_ways or NO_OTHER_WAY}
        self._pages = {
            name: _page(templates.get_template(name).render(known))
            for name in templates.list_templates(extensions=["html"])
            if not name.startswith("_")
        }

    def __getitem__(self, name: str) -> Page:
        """Return a page. Raises KeyError."""
        return self._pages[name]

    def names(self) -> list[str]:
        """Return the name of every page."""
        return sorted(self._pages)


def on_the_link(line: Line) -> str:
    """Return what stands on the link: the number, and for a text the word to send."""
    if line.channel != "text":
        return line.value
    word = re.search(r"[?&]body=(\w+)", line.href)
    return f"Text {word[1]} to {line.value}" if word else f"Text {line.value}"


def _page(html: str) -> Page:
    return Page(html, hashlib.sha256(html.encode()).hexdigest()[:16])
