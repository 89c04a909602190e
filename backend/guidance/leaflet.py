"""A page as a tagged PDF (PDF/UA-1) with a code back to it: one sheet to hand out. Pure: no network."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import typst

from backend.core.languages import set_apart
from backend.guidance.markdown import Block, blocks
from backend.guidance.pages import Line, Shown, day, direction, numbered
from backend.guidance.qr import qr_squares
from backend.guidance.words import PageWords, page_words
from safety_plans.export.pdf import FAMILIES, FIRST, our_fonts

BIGGEST_PT, SMALLEST_PT, STEP_PT = 10.5, 7.5, 0.5


def contents(one: Shown, lines: Sequence[Line], address: str) -> dict[str, Any]:
    """Return what stands on the leaflet."""
    found, words = one.article, page_words(one.wanted)
    ui, call = words.ui, words.call[found.audience]
    by_then = ui["review_by"].replace("{date}", day(found.review_by, words.language))
    return {
        "title": found.title,
        "now": found.now,
        "lang": found.language,
        "dir": direction(found.language),
        "fonts": [*FIRST.get(found.language, []), *FAMILIES],
        "checklist": found.checklist,
        "call_title": call.title,
        "steps": [{"do": step.do, "when": step.when} for step in call.steps],
        "numbers": [_on_paper(line, words) for line in lines],
        "frame": {
            "lang": words.language,
            "dir": direction(words.language),
            "fonts": [*FIRST.get(words.language, []), *FAMILIES],
        },
        "halves": [[asdict(block) for block in half] for half in halves(blocks(found.body))],
        "label": "" if one.approved else ui["draft"],
        "code": qr_squares(address),
        "printed": ui["print_qr"].replace("{address}", address),
        "looked_at": by_then,
        "ends": found.unverified,
    }


def _on_paper(line: Line, words: PageWords) -> dict[str, Any]:
    shown = numbered(line, words)
    return shown | {"value": set_apart(shown["value"], words.language)}


def halves(found: list[Block]) -> tuple[list[Block], list[Block]]:
    """Split into two columns of about the same length, each beginning with a heading or the first words."""
    breaks = [at for at, block in enumerate(found) if block.kind == "heading" and at] or [len(found)]

    def difference(at: int) -> int:
        return abs(sum(map(_weight, found[:at])) - sum(map(_weight, found[at:])))

    at = min(breaks, key=difference)
    return found[:at], found[at:]


def _weight(block: Block) -> int:
    return len(block.text) + 40


def pdf(values: Mapping[str, Any]) -> bytes:
    """Return the PDF file, in the largest letters that leave it on one sheet."""
    size = BIGGEST_PT
    while size > SMALLEST_PT and _pages(_source(values, size)) > 1:
        size -= STEP_PT
    made: bytes = typst.compile(
        _source(values, size),
        pdf_standards=["ua-1"],
        timestamp=datetime(2026, 1, 1, tzinfo=UTC),  # The same words give the same bytes.
        font_paths=our_fonts(),
        ignore_system_fonts=True,
    )
    return made


def _source(values: Mapping[str, Any], size: float) -> Any:
    template = files(__package__).joinpath("leaflet.typ").read_bytes()
    return {"main.typ": template, "leaflet.json": json.dumps({**values, "size": size}).encode()}


def _pages(source: Any) -> int:
    found = typst.query(
        source, "<pages>", field="value", one=True, font_paths=our_fonts(), ignore_system_fonts=True
    )
    return int(json.loads(found))
