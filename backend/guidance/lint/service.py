"""The whole linter: every article and every other text, and what they are held against."""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from backend.guidance.library import shipped
from backend.guidance.lint.articles import FOR_ADULTS, Known, check_article
from backend.guidance.lint.language import Finding
from backend.guidance.lint.reading import reading_age
from backend.guidance.lint.spoken import (
    FOR_STAFF,
    Said,
    bot_replies,
    chat_texts,
    check_reading,
    check_said,
    screen_words,
)
from backend.guidance.model import PLACES

PACKAGE = Path(__file__).parents[2]
BOT = PACKAGE.parent / "bot"
SLOTS_OF_MEANS = ("pills", "height", "traffic")
# Words of the screen's lists that everybody says every day, and that name nothing by themselves.
EVERYDAY = frozenset(
    {
        "bus", "building", "car", "cars", "flats", "road", "track", "tracks", "traffic", "train", "trains", "tube",
        "window",
    }
)  # fmt: skip


def means() -> frozenset[str]:
    """Return the means that no text names: the screen's own lists hold them, so that no other file has to."""
    rules = tomllib.loads((PACKAGE / "screening" / "rules" / "en" / "slots.toml").read_text(encoding="utf-8"))
    words = {word for slot in SLOTS_OF_MEANS for word in rules["slots"][slot] if word.isalpha()}
    return frozenset(words) - EVERYDAY


def known(numbers: Iterable[str], hosts: Iterable[str], helplines: Iterable[str]) -> Known:
    """Return what articles are held against; numbers, hosts and help lines are the directory's."""
    addresses = {article.address for article in shipped().values()} | set(PLACES.values())
    dialled = {f"tel:{number.replace(' ', '')}" for number in numbers}
    return Known(frozenset(addresses), frozenset(hosts), frozenset({*helplines, *dialled}), means())


def lint_articles(held: Known, today: date) -> list[Finding]:
    """Return all that is wrong with the shipped articles, and ages that are not what is measured."""
    found: list[Finding] = []
    for article in shipped().values():
        found += check_article(article, held, today)
        age = reading_age(article.body, article.now)
        if article.language == "en" and age != article.reading_age:
            name = f"{article.id}.{article.language}"
            found.append(Finding(name, "measured", "The reading age is what is measured.", f"{age:g}"))
    return found


def lint_texts() -> list[Finding]:
    """Return all that is wrong with the bot's replies, the service's texts, the pages' words and the app's words."""
    found: list[Finding] = []
    groups: list[tuple[str, list[Said]]] = [
        *bot_replies(BOT, english=True),
        *chat_texts(PACKAGE / "chat" / "texts"),
        *chat_texts(PACKAGE / "rights" / "notice"),
        *chat_texts(PACKAGE / "guidance" / "words"),
        *screen_words(PACKAGE / "web" / "static"),
    ]
    for name, said in groups:
        for_staff = name.startswith(FOR_STAFF)
        found += check_said(said, means(), FOR_ADULTS if for_staff else frozenset())
        found += [] if for_staff else check_reading(name, said)
    # How hard words are to read can only be measured in English.
    for _, said in bot_replies(BOT, english=False):
        found += check_said(said, means())
    return found


def directory(values: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the numbers and the sites among the ways to reach services."""
    ways = set(values)
    sites = {way for way in ways if way.startswith("https://")}
    return ways - sites, {urlsplit(site).hostname or "" for site in sites}
