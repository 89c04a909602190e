"""What there is to translate: the English of every part, as messages with a context or, for pages, by their English."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from backend.rights import access
from backend.rights.erasure import model as erasure
from backend.signposting import shipped
from backend.web.pages import Pages
from backend.web.wording.scripts import STATIC, flat, script_english
from backend.web.wording.templates import help_english, page_english

APP_PAGES = ("index.html", "plan.html", "you.html", "shared.html", "complaints.html")


@dataclass(frozen=True)
class Text:
    """One text. `context` is its place in a script; a page's texts are known by their English alone."""

    english: str
    many: str | None = None
    context: str | None = None

    @property
    def id(self) -> str | tuple[str, str]:
        """Return it as gettext names it."""
        return (self.english, self.many) if self.many else self.english


@cache
def english(part: str) -> list[Text]:
    """Return every text of a part, in its order."""
    if part == "help":
        return [Text(said) for said in help_english()]
    if part == "page":
        own_names = {line.name for line in shipped.lines() if " " not in line.name}
        return [Text(said) for said in dict.fromkeys([*_pages(), *_lines()]) if said not in own_names]
    if part == "record":
        return [Text(said) for said in dict.fromkeys([*access.EVERY_TEXT, *erasure.EVERY_TEXT])]
    return list(_scripts(part))


def _pages() -> Iterator[str]:
    made = Pages(shipped.lines())
    for name in APP_PAGES:
        yield from page_english(made[name].text)


def _lines() -> Iterator[str]:
    for line in shipped.lines():
        yield from (line.name, line.says)


def _scripts(part: str) -> Iterator[Text]:
    for path in sorted((STATIC / part).glob("words*.js")):
        for name, words in script_english(path).items():
            for context, said in flat(words, name):
                one, many = (said, None) if isinstance(said, str) else said
                yield Text(one, many, context)
