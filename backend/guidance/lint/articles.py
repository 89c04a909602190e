"""What an article has to hold besides safe language: a number, sources, dates, links that lead somewhere. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from backend.guidance.lint.language import Finding, methods, unsafe
from backend.guidance.lint.reading import reading_age
from backend.guidance.markdown import links, sentences, unsupported
from backend.guidance.model import MOST_READING_AGE, Article, Audience

# The general groups that pages for adults may name, so that a home can be made safer.
FOR_ADULTS = frozenset({"medicine", "medicines", "drugs"})
OUR_PAGES = frozenset({"/", "/help", "/plan", "/you", "/complaints"})


@dataclass(frozen=True)
class Known:
    """What articles are held against: our addresses, sites and numbers of the directory, means that nobody names."""

    addresses: frozenset[str]
    hosts: frozenset[str]
    helplines: frozenset[str]  # links such as tel:999
    means: frozenset[str]


def check_article(article: Article, known: Known, today: date) -> list[Finding]:
    """Return all that is wrong with an article."""
    name = f"{article.id}.{article.language}"
    found = [*_links(name, article, known), *_dates(name, article, today)]
    if not known.helplines & set(links(article.body)):
        found.append(Finding(name, "help-line", "Every page names somebody to ring or text, with a link."))
    if any(not source.strip() for source in article.sources):
        found.append(Finding(name, "sources", "Every page says where it comes from."))
    plain = "Headings, lists, bold and links only."
    found += [Finding(name, "plain-markdown", plain, markup) for markup in unsupported(article.body)]
    if article.language == "en":  # The rules and the measure are of English.
        found += _english(name, article, known)
    return found


def _english(name: str, article: Article, known: Known) -> Iterator[Finding]:
    said = " ".join([article.title + ".", article.now, sentences(article.body), *article.unverified])
    allowed = frozenset() if article.audience is Audience.YOUNG_PEOPLE else FOR_ADULTS
    yield from unsafe(name, said)
    yield from methods(name, said, known.means, allowed)
    age, most = reading_age(article.body, article.now), MOST_READING_AGE[article.audience]
    if age > most:
        yield Finding(name, "reading-age", f"It can be read at {most:g} years at most.", f"{age:g}")


def _dates(name: str, article: Article, today: date) -> Iterator[Finding]:
    if article.due(today):
        yield Finding(name, "review-date", "Its review date has passed.", article.review_by.isoformat())


def _links(name: str, article: Article, known: Known) -> Iterator[Finding]:
    for link in links(article.body):
        parts = urlsplit(link)
        if link.startswith("/") and parts.path not in known.addresses | OUR_PAGES:
            yield Finding(name, "dead-link", "There is no such page.", link)
        elif parts.scheme == "https" and (parts.hostname or "") not in known.hosts:
            yield Finding(name, "unknown-site", "A link leads to a site of the directory only.", link)
        elif parts.scheme in {"tel", "sms"} and link.partition("?")[0] not in _dialled(known):
            yield Finding(name, "unknown-number", "A number is one of the directory's.", link)
        elif not link.startswith("/") and parts.scheme not in {"https", "tel", "sms"}:
            yield Finding(name, "unknown-link", "A link is a page of ours, a number, or https.", link)


def _dialled(known: Known) -> set[str]:
    return {line.partition("?")[0] for line in known.helplines}
