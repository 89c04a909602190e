"""Every page fits on one sheet that a nurse can hand out."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from backend.guidance.leaflet import contents, halves, pdf
from backend.guidance.library import shipped
from backend.guidance.markdown import blocks
from backend.guidance.model import Article
from backend.guidance.pages import Shown
from backend.guidance.qr import qr_squares, qr_svg
from backend.signposting.shipped import lines

ADDRESS = "https://evenlight.example/parents/tonight"


@pytest.mark.parametrize("article", shipped().values(), ids=lambda article: article.id)
def test_a_leaflet_is_one_sheet_that_says_it_is_a_draft(article: Article) -> None:
    made = pdf(contents(Shown(article, "en"), lines(), ADDRESS))
    reader = PdfReader(io.BytesIO(made))
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "not been approved yet" in text
    assert "116 123" in text
    assert ADDRESS in text.replace("\n", "")


def test_an_approved_leaflet_says_nothing_of_a_draft_and_the_same_words_give_the_same_file() -> None:
    one = Shown(shipped()["tonight", "en"], "en", ("Omar", datetime(2026, 11, 23, tzinfo=UTC)))
    values = contents(one, lines(), ADDRESS)
    assert values["label"] == ""
    assert pdf(values) == pdf(values)


def test_the_two_columns_hold_everything_once_and_the_second_begins_with_a_heading() -> None:
    found = blocks(shipped()["tonight", "en"].body)
    left, right = halves(found)
    assert left + right == found
    assert left
    assert right[0].kind == "heading"


def test_the_code_is_square_and_its_picture_needs_no_style() -> None:
    squares = qr_squares(ADDRESS)
    assert {len(row) for row in squares} == {len(squares)}
    svg = qr_svg(ADDRESS)
    assert svg.startswith("<svg")
    assert "style" not in svg
    assert qr_svg(ADDRESS) != qr_svg(f"{ADDRESS}?language=ur")


def test_an_article_in_another_script_is_laid_out_too() -> None:
    urdu = shipped()["tonight", "en"].model_copy(
        update={"language": "ur", "title": "آج رات", "body": "پاس رہیں"}
    )
    reader = PdfReader(io.BytesIO(pdf(contents(Shown(urdu, "ur"), lines(), ADDRESS))))
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/Lang"] == "ur"  # type: ignore[index]


@pytest.mark.parametrize("language", ["ur", "bn", "pl", "ro", "pa"])
@pytest.mark.parametrize("article", ["tonight", "faith-and-culture", "urges", "what-to-do"])
def test_an_english_page_with_when_to_call_in_another_language_is_one_sheet(
    article: str, language: str
) -> None:
    values = contents(Shown(shipped()[article, "en"], language), lines(), f"{ADDRESS}?language={language}")
    assert values["frame"]["lang"] == language
    assert values["steps"][0]["do"] != "Ring 999 or go to A&E, now"
    reader = PdfReader(io.BytesIO(pdf(values)))
    assert len(reader.pages) == 1
    assert "0800" in reader.pages[0].extract_text()
