"""The catalogues, read from locale/<language>/LC_MESSAGES/<part>.po. A part is there as a whole, or not at all."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from pydantic import BaseModel

from backend.core.languages import LANGUAGES, set_apart
from backend.core.worded import Drafts, Review

LOCALE = Path(__file__).parent.parent / "locale"
# What is translated and approved together: the help page, the frame of the app's pages, and each part's script.
PARTS = ("help", "page", "app", "plan", "you", "shared", "complaints", "record")
BY_ENGLISH = ("page", "record")  # known by their English words: what pages hold, and what the service writes
PLURALS = {"pl": ("one", "few", "many"), "ro": ("one", "few", "other")}
USUAL_PLURALS = ("one", "other")
REVIEW = re.compile(r'^"X-((?:Review|Approved)-\w+): *(.*)\\n"$', re.MULTILINE)


def path_of(language: str, part: str) -> Path:
    """Return where a catalogue is kept."""
    return LOCALE / language / "LC_MESSAGES" / f"{part}.po"


@cache
def catalogue(language: str, part: str) -> Catalog | None:
    """Return the catalogue of a part, approved or not; None where there is none. Raises PoFileError."""
    path = path_of(language, part)
    if language not in LANGUAGES or not path.is_file():
        return None
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@cache
def review_of(language: str, part: str) -> Review:
    """Return what the head of a catalogue says about its approval."""
    head = dict(REVIEW.findall(path_of(language, part).read_text(encoding="utf-8")))
    return Review(
        status="approved" if head.get("Review-Status") == "approved" else "draft",
        approved_by=head.get("Approved-By") or None,
        approved_on=head.get("Approved-On") or None,
    )


def shown(language: str, part: str) -> Catalog | None:
    """Return the catalogue to show, or None where English stands in."""
    found = catalogue(language, part)
    return None if found is None or Drafts.hides(language, review_of(language, part)) else found


def by_english(catalog: Catalog, language: str) -> dict[str, str]:
    """Return the translations of a catalogue by their English words; those that say how many are left out."""
    return {
        message.id: set_apart(str(message.string), language)
        for message in catalog
        if isinstance(message.id, str) and message.id and message.string
    }


class Interface(BaseModel):
    """What the app's scripts need in a language: what the pages say, by its English, and their own words by place.

    `parts` are those whose words are here: the others stay English, and say so in `lang`. What says how many is an
    object by plural category.
    """

    language: str
    dir: Literal["ltr", "rtl"]
    draft: bool
    parts: list[str]
    said: dict[str, str]
    messages: dict[str, str | dict[str, str]]


def interface(language: str) -> Interface:
    """Return the words that may be shown now; none where they are switched off. Raises KeyError."""
    found = {part: shown(language, part) for part in PARTS if part != "help"}
    parts = {part: catalog for part, catalog in found.items() if catalog}
    said = [by_english(catalog, language) for part, catalog in parts.items() if part in BY_ENGLISH]
    return Interface(
        language=language,
        dir=LANGUAGES[language].dir,
        draft=any(review_of(language, part).status != "approved" for part in parts),
        parts=sorted(parts),
        said={english: text for texts in said for english, text in texts.items()},
        messages={place: said for part in parts.values() for place, said in _by_place(part, language)},
    )


def _by_place(catalog: Catalog, language: str) -> Iterator[tuple[str, str | dict[str, str]]]:
    for message in catalog:
        if not message.id or not message.context:
            continue
        if isinstance(message.string, str):
            yield message.context, set_apart(message.string, language)
        else:
            categories = PLURALS.get(language, USUAL_PLURALS)
            yield message.context, dict(zip(categories, message.string or (), strict=True))
