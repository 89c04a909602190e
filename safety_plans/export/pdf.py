"""A plan as a tagged PDF (PDF/UA-1), in any script that our fonts have; whole, however long. Pure: no network."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from safety_plans.export.glyphs import FOLDER
from safety_plans.export.page import page
from safety_plans.export.pictures import OnPaper, on_paper
from safety_plans.export.scripts import ARABIC, BENGALI, GURMUKHI, primary
from safety_plans.export.words import words
from safety_plans.revisions import Revision

# In the order in which they are asked for a character.
FAMILIES = (
    "Noto Sans",
    "Vazirmatn",
    "Hind Siliguri",
    "Noto Sans Gurmukhi",
    "Noto Emoji",
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
)
FIRST = {
    language: [family]
    for languages, family in (
        (ARABIC, "Vazirmatn"),
        (BENGALI, "Hind Siliguri"),
        (GURMUKHI, "Noto Sans Gurmukhi"),
    )
    for language in languages
}
WIDEST_CM, HIGHEST_CM = 15.0, 7.0  # a picture
TEMPLATE = (Path(__file__).parent / "plan.typ").read_bytes()


def pdf(
    newest: Revision,
    *,
    language: str,
    exported_at: datetime,
    pictures: Mapping[str, bytes],
    crisis: Sequence[str] = (),
) -> bytes:
    """Return the newest revision as a PDF file. The same arguments give the same bytes.

    `pictures` are files by id (JPEG, PNG or WebP); the page says so where one is not here or cannot be read.
    `crisis` are lines for the end, such as a number and when it answers.
    """
    values, files = contents(newest, language, exported_at, pictures, crisis)
    return typst.compile(
        source(values, files),
        font_paths=our_fonts(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=exported_at.replace(microsecond=0),  # Typst takes whole seconds only
    )


def contents(
    newest: Revision,
    language: str,
    exported_at: datetime,
    pictures: Mapping[str, bytes],
    crisis: Sequence[str],
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the values for the template, and the picture files by name."""
    asked = dict.fromkeys(id_ for _, entry in newest.plan.located() for id_ in entry.pictures)
    readable = {id_: paper for id_ in asked if (paper := on_paper(pictures.get(id_, b"")))}
    placed = {id_: {"file": f"{n}.svg", **_size(paper)} for n, (id_, paper) in enumerate(readable.items())}
    values = page(newest, words(language), primary(language), exported_at, placed, crisis)
    files = {f"{n}.svg": paper.file for n, paper in enumerate(readable.values())}
    return values | {"fonts": FAMILIES, "first_fonts": FIRST}, files


def source(values: Mapping[str, Any], files: Mapping[str, bytes]) -> Any:
    """Return all files that Typst reads, in memory: there is nothing else that a plan could reach."""
    return {"main.typ": TEMPLATE, "plan.json": json.dumps(values).encode(), **files}


def _size(paper: OnPaper) -> dict[str, float]:
    scale = min(WIDEST_CM / paper.width, HIGHEST_CM / paper.height)
    return {"width": paper.width * scale, "height": paper.height * scale}


@cache
def our_fonts() -> typst.Fonts:
    """Return the fonts of this package, and no others: a page looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
