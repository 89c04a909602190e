"""The English of the templates: what the help page marks for gettext, and what the app's pages mark with data-say."""

from html.parser import HTMLParser
from pathlib import Path

from jinja2.ext import babel_extract

WEB = Path(__file__).parent.parent
KEYWORDS = ("_", "gettext", "N_")


def help_english() -> list[str]:
    """Return every text of the help page, in its order."""
    with (WEB / "help.html").open("rb") as file:
        found = babel_extract(file, KEYWORDS, [], {"trimmed": "true"})
        said = [message for _line, _function, message, _comments in found]
    return list(dict.fromkeys(text for text in said if isinstance(text, str)))


def page_english(html: str) -> list[str]:
    """Return every text that a page marks with data-say: the words inside an element, or those of an attribute."""
    reader = Marked()
    reader.feed(html)
    return reader.found


class Marked(HTMLParser):
    """Collects what is marked: data-say for the text of an element, data-say="aria-label" for that attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._listening = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the marks of an element."""
        values = dict(attrs)
        for name in (values.get("data-say") or "").split():
            self.found.append(tidied(values[name] or ""))
        self._listening = "data-say" in values and not values["data-say"]

    def handle_data(self, data: str) -> None:
        """Take the text of a marked element."""
        if self._listening and data.strip():
            self.found.append(tidied(data))
            self._listening = False


def tidied(text: str) -> str:
    """Return a text as a browser shows it: line breaks are spaces."""
    return " ".join(text.split())
