"""Articles as pages: server-rendered, escaped, whole without JavaScript. Pure: values in, HTML out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from babel import Locale
from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from backend.guidance.markdown import to_html
from backend.guidance.model import PLACES, Article, Audience, Stage
from backend.guidance.qr import qr_svg
from backend.guidance.words import PageWords, page_words


class Line(Protocol):
    """One number that is always shown, as the directory has it."""

    @property
    def name(self) -> str:
        """Return who answers."""
        ...

    @property
    def channel(self) -> str:
        """Return phone or text."""
        ...

    @property
    def value(self) -> str:
        """Return the number."""
        ...

    @property
    def href(self) -> str:
        """Return the link that starts the call or the text."""
        ...


@dataclass(frozen=True)
class Shown:
    """An article as it is shown: `approved` by whom and when, or a draft; `wanted` is the language asked for."""

    article: Article
    wanted: str
    approved: tuple[str, date] | None = None


class Pages:
    """Renders pages with the numbers that always stand."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    def home(self, audience: Audience, shown: Sequence[Shown], language: str) -> str:
        """Return the first page of an audience."""
        words = page_words(language)
        rest = [one for one in shown if one.article.stage is None or not _is_door(one.article, shown)]
        pages = [{"href": one.article.address, "name": one.article.title} for one in rest]
        place = words.places[audience]
        values = {"title": place.name, "now": place.now, "trail": False, "pages": pages}
        first = "doors" if doors(shown, words, "") else "more"
        values["onward"] = words.ui["onward"].replace("{name}", words.ui[first])
        return self._render("home", words, audience, values | {"doors": doors(shown, words, "")})

    def article(self, one: Shown, others: Sequence[Shown], today: date, address: str) -> str:
        """Return the page of an article; `address` is where it is read, for the code on paper."""
        words = page_words(one.wanted)
        found = one.article
        values = self._facts(one, words, today) | {
            "trail": True,
            "onward": words.ui["onward"].replace("{name}", found.title),
            "id": found.id,
            "body": Markup(to_html(found.body, checklist=found.checklist)),  # noqa: S704 - markup in it is escaped
            "body_lang": tag(found.language),
            "body_dir": direction(found.language),
            "checklist": found.checklist,
            "doors": doors(others, words, found.id) if found.audience is Audience.PARENTS else [],
            "pdf": f"{found.address}.pdf",
            "qr": Markup(qr_svg(address)),  # noqa: S704 - made by us
            "printed": words.ui["print_qr"].replace("{address}", address),
        }
        return self._render("article", words, found.audience, values)

    def nothing(self, audience: Audience, language: str, *, known: bool) -> str:
        """Return the page where an article is not approved, or where there is none: the numbers stand."""
        words = page_words(language)
        kind = "not_ready" if known else "missing"
        values = {
            "title": words.ui[f"{kind}_title"],
            "now": words.places[audience].now,
            "trail": True,
            "onward": "",
        }
        return self._render("nothing", words, audience, values | {"says": words.ui[kind]})

    def _facts(self, one: Shown, words: PageWords, today: date) -> dict[str, Any]:
        found, ui = one.article, words.ui
        by_then = day(found.review_by, words.language)
        approved = one.approved and ui["approved"].replace("{name}", one.approved[0]).replace(
            "{date}", day(one.approved[1], words.language)
        )
        return {
            "title": found.title,
            "now": found.now,
            "note": "" if found.language == one.wanted else ui["english_only"],
            "draft": one.approved is None,
            "approved": approved,
            "overdue": ui["overdue"].replace("{date}", by_then) if found.due(today) else "",
            "review_by": ui["review_by"].replace("{date}", by_then),
            "unverified": found.unverified,
            "sources": found.sources,
        }

    def _render(self, name: str, words: PageWords, audience: Audience, values: Mapping[str, Any]) -> str:
        frame = {
            "ui": words.ui,
            "tag": tag(words.language),
            "dir": direction(words.language),
            "body_lang": tag(words.language),
            "body_dir": direction(words.language),
            "home": PLACES[audience],
            "place": words.places[audience],
            "call": words.call[audience],
            "lines": [numbered(line, words) for line in self._lines],
            "words_draft": words.review.status == "draft",
        }
        return _environment().get_template(f"{name}.html.j2").render(frame | dict(values))


def doors(shown: Sequence[Shown], words: PageWords, here: str) -> list[dict[str, Any]]:
    """Return the doors by stage, in their order; a stage whose article is not shown has none."""
    found = []
    for stage in Stage:
        first = next((one.article for one in shown if one.article.stage is stage), None)
        if first:
            found.append({"href": first.address, "name": words.stages[stage], "here": first.id == here})
    return found


def _is_door(article: Article, shown: Sequence[Shown]) -> bool:
    first = next(one.article for one in shown if one.article.stage is article.stage)
    return first.id == article.id


def numbered(line: Line, words: PageWords) -> dict[str, str]:
    """Return a number as it is shown: what to ring, or what to text."""
    word = line.href.partition("body=")[2]
    value = line.value
    if line.channel == "text" and word:
        value = words.ui["text_to"].replace("{word}", word).replace("{value}", line.value)
    return {"href": line.href, "value": value, "name": line.name}


def tag(language: str) -> str:
    """Return the language tag of a page."""
    return "en-GB" if language == "en" else language


def direction(language: str) -> str:
    """Return ltr or rtl."""
    return "rtl" if Locale.parse(language).text_direction == "rtl" else "ltr"


def day(when: date, language: str) -> str:
    """Return a day in words, such as 23 May 2027."""
    return format_date(when, "d MMMM y", locale="en_GB" if language == "en" else language)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("backend.guidance"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
