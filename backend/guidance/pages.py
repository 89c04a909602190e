"""Articles as pages: server-rendered, escaped, whole without JavaScript. Pure: values in, HTML out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any, Protocol

from babel import Locale
from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from backend.core.languages import ENGLISH, LANGUAGES, Language
from backend.guidance.markdown import to_html
from backend.guidance.model import PLACES, Article, Audience, Stage
from backend.guidance.qr import qr_svg
from backend.guidance.ringing import ringing
from backend.guidance.words import PageWords, languages_on, page_words


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
        place, found = words.places[audience], doors(shown, words, "")
        values = {
            "title": place.name,
            "now": place.now,
            "trail": False,
            "pages": [_named(one) for one in rest],
            "doors": found,
            "onward": words.ui["doors" if found else "more"],
        }
        return self._render("home", words, (audience, language, PLACES[audience]), values)

    def article(self, one: Shown, others: Sequence[Shown], today: date, address: str) -> str:
        """Return the page of an article; `address` is where it is read, for the code on paper."""
        words = page_words(one.wanted)
        found = one.article
        lead = partial(asked, language=one.wanted)
        body = to_html(found.body, checklist=found.checklist, lead=lead)
        values = self._facts(one, words, today) | {
            "trail": True,
            "onward": found.title,
            "id": found.id,
            "body": Markup(body),  # noqa: S704 - markup in it is escaped
            "body_lang": tag(found.language),
            "body_dir": direction(found.language),
            "checklist": found.checklist,
            "doors": doors(others, words, found.id) if found.audience is Audience.PARENTS else [],
            "pdf": lead(f"{found.address}.pdf"),
            "qr": Markup(qr_svg(address)),  # noqa: S704 - made by us
            "printed": words.ui["print_qr"].replace("{address}", address),
        }
        return self._render("article", words, (found.audience, one.wanted, found.address), values)

    def nothing(self, audience: Audience, language: str, id_: str, *, known: bool) -> str:
        """Return the page where an article is not approved, or where there is none: the numbers stand."""
        words = page_words(language)
        kind = "not_ready" if known else "missing"
        values = {
            "title": words.ui[f"{kind}_title"],
            "now": words.places[audience].now,
            "trail": True,
            "onward": "",
        }
        here = f"{PLACES[audience]}/{id_}" if known else PLACES[audience]
        return self._render("nothing", words, (audience, language, here), values | {"says": words.ui[kind]})

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

    def _render(
        self, name: str, words: PageWords, at: tuple[Audience, str, str], values: Mapping[str, Any]
    ) -> str:
        audience, wanted, here = at
        frame = {
            "ui": words.ui,
            "tag": tag(words.language),
            "dir": direction(words.language),
            "body_lang": tag(words.language),
            "body_dir": direction(words.language),
            "home": asked(PLACES[audience], wanted),
            "help": "/help" if wanted == ENGLISH else f"/help/{wanted}",
            "languages": [_tongue(one, words, here) for one in languages_on()],
            "place": words.places[audience],
            "call": words.call[audience],
            "lines": [numbered(line, words) for line in self._lines],
            "english_first": words.english_first,
            "english_name": LANGUAGES[words.language].english,
            "words_draft": words.review.status == "draft",
        }
        return _environment().get_template(f"{name}.html.j2").render(frame | dict(values))


def doors(shown: Sequence[Shown], words: PageWords, here: str) -> list[dict[str, Any]]:
    """Return the doors by stage, in their order; a stage whose article is not shown has none."""
    found = []
    for stage in Stage:
        first = next((one for one in shown if one.article.stage is stage), None)
        if first:
            name, current = words.stages[stage], first.article.id == here
            found.append({"href": asked(first.article.address, first.wanted), "name": name, "here": current})
    return found


def asked(address: str, language: str) -> str:
    """Return an address of these pages with the language that was asked for; any other address as it is."""
    ours = address.startswith(tuple(PLACES.values()))
    return f"{address}?language={language}" if ours and language != ENGLISH else address


def _named(one: Shown) -> dict[str, str]:
    spoken = one.article.language
    return {
        "href": asked(one.article.address, one.wanted),
        "name": one.article.title,
        "lang": tag(spoken),
        "dir": direction(spoken),
    }


def _tongue(one: Language, words: PageWords, here: str) -> dict[str, Any]:
    current = one.code == words.language
    return {
        "href": asked(here, one.code),
        "name": one.name,
        "lang": tag(one.code),
        "dir": one.dir,
        "here": current,
    }


def _is_door(article: Article, shown: Sequence[Shown]) -> bool:
    first = next(one.article for one in shown if one.article.stage is article.stage)
    return first.id == article.id


def numbered(line: Line, words: PageWords) -> dict[str, Any]:
    """Return a number as it is shown: what to ring, or what to text (`in_words`); names stay `english`."""
    word = line.href.partition("body=")[2]
    in_words = line.channel == "text" and bool(word)
    said = words.ui["text_to"].replace("{word}", word).replace("{value}", line.value)
    return {
        "href": line.href,
        "value": said if in_words else line.value,
        "in_words": in_words,
        "name": words.names.get(line.name, line.name),
        "english": words.language != ENGLISH and line.name not in words.names,
    }


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
    made = Environment(
        loader=PackageLoader("backend.guidance"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["ringing"] = ringing
    return made
