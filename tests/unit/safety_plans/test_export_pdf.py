"""On paper: every word, in every script, readable by machines too; and nothing that was typed is ever code."""

from functools import partial
from io import BytesIO
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from safety_plans.export import pdf as printing
from safety_plans.export.glyphs import CIRCLE, REPLACEMENT, holders, shown
from safety_plans.export.pdf import pdf
from safety_plans.export.printing import PRINTING_TIMEOUT_S, make_printer
from safety_plans.export.scripts import manner
from safety_plans.export.words import words
from safety_plans.plan import Plan
from safety_plans.revisions import Revision
from tests.unit.safety_plans.exported import (
    AT,
    EXPORTED,
    MARKUP,
    SENTENCES,
    full,
    picture,
    read_back,
    revision,
)
from tests.unit.safety_plans.made import plans


def printed(newest: Revision, language: str = "en", **given: Any) -> bytes:
    return pdf(newest, language=language, exported_at=EXPORTED, **{"pictures": {}, **given})


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("script", SENTENCES)
def test_every_word_of_each_script_can_be_read_back_in_order(script: str, language: str) -> None:
    assert SENTENCES[script] in read_back(printed(revision(SENTENCES[script]), language))


def test_everything_of_a_plan_is_there_in_the_order_of_the_steps() -> None:
    text = read_back(printed(full(), crisis=("In danger now: 999", "Text SHOUT to 85258")))
    said = words("en")
    places = [
        *("My safety plan", "This plan is from 21 November 2026", "made on 23 November 2026", said.danger),
        *(
            "Step 1. ",
            SENTENCES["en"],
            said.other_version,
            "Step 2.",
            "Step 3.",
            "The park",
            "Bus 23",
            "then walk",
        ),
        *("Step 4.", "She listens", "Gran", "my gran", "Ring:", "07700 900123", "Email:", "gran@example.org"),
        *(said.may_be_told, "Step 5.", "Dr Khan", "school doctor", said.may_not_be_told),
        *("Step 6. Making my surroundings safer", "What I agreed with my mum", "Step 7.", "My cat"),
        *(said.crisis, "In danger now: 999", "Text SHOUT to 85258"),
    ]
    found = [text.find(place) for place in places]
    assert -1 not in found
    assert found == sorted(found)


def test_markup_and_quotes_are_words_and_not_code() -> None:
    assert MARKUP in read_back(printed(revision(MARKUP)))


@pytest.mark.parametrize("language", ["en", "ur", "pl"])
def test_it_is_tagged_titled_and_in_its_language(language: str) -> None:
    reader = PdfReader(BytesIO(printed(full(), language)))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/StructTreeRoot"]["/K"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert root["/ViewerPreferences"]["/Direction"] == ("/R2L" if language == "ur" else "/L2R")
    assert reader.metadata is not None
    assert reader.metadata.title == "My safety plan"
    assert not reader.metadata.author


def test_a_text_says_its_own_language_and_direction() -> None:
    assert manner(SENTENCES["ur"], "en") == ("ur", "rtl")
    assert manner(SENTENCES["ur"], "ar") == ("ar", "rtl")
    assert manner(SENTENCES["bn"], "en") == ("bn", "ltr")
    assert manner(SENTENCES["pl"], "pl") == ("pl", "ltr")
    assert manner("tea", "ur") == ("en", "ltr")
    assert manner("07700 900123", "ur") == ("ur", "ltr")
    assert manner("🐈", "ur") == ("ur", "rtl")


@pytest.mark.parametrize("text", ["x" * 20_000, "🐈" * 20_000, "tea and toast " * 1_500, "کتاب" * 5_000])
def test_20_000_characters_are_all_there(text: str) -> None:
    whole = text.replace(" ", "") in read_back(printed(revision(text))).replace(" ", "")
    assert whole


def test_500_contacts_are_all_there() -> None:
    text = read_back(printed(revision(*(f"Contact number {n}." for n in range(500)))))
    assert all(f"Contact number {n}." in text for n in range(500))


def test_emoji_and_signs_are_printed_and_what_no_font_has_is_seen_to_be_missing() -> None:
    text = read_back(printed(revision("Play with 🐈 and 👩‍👩‍👧, ☎️ ★ ♡ ✓ → ♪ 🇬🇧, then 中文")))
    assert "Play with 🐈 and 👩‍👩‍👧, ☎️ ★ ♡ ✓ → ♪ 🇬🇧, then �" + "�" in text
    assert words("en").replaced.format(sign=REPLACEMENT) in text
    assert REPLACEMENT not in read_back(printed(revision("tea")))


def test_letters_that_are_dressed_up_become_plain_and_a_mark_without_a_letter_stands_on_a_circle() -> None:
    assert shown("𝓽𝓮𝓪 ｔｅａ ﷺ\t!") == "tea tea صلى الله عليه وسلم !"  # noqa: RUF001
    assert shown("\u093e") == f"{CIRCLE}\u093e"
    assert shown("🐈\u0611\0\ufeff") == f"🐈{REPLACEMENT}{REPLACEMENT}\u2060"


def test_a_glyph_that_no_font_has_would_be_refused_and_every_sign_that_is_shown_has_one() -> None:
    printed(revision(*(shown(f"{sign}a") for sign in holders())))
    values, files = printing.contents(revision("tea"), "en", EXPORTED, {}, ["\u4e2d"])
    values["crisis"][0]["lines"] = ["\u4e2d"]
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        typst.compile(
            printing.source(values, files),
            font_paths=printing.our_fonts(),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )


@settings(max_examples=60)
@given(plans(), st.sampled_from(["en", "ur", "bn", "ro"]))
def test_any_plan_can_be_printed(plan: Plan, language: str) -> None:
    assert printed(Revision(1, plan, AT), language).startswith(b"%PDF-")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_printed_with_words_for_who_cannot_see_it(kind: str) -> None:
    file = printed(full(), pictures={"sea": picture(kind)})
    images = [image for page in PdfReader(BytesIO(file)).pages for image in page.images]
    assert len(images) == 1
    assert (
        "A picture from this plan".encode("utf-16-be").hex() in file.hex()
        or b"A picture from this plan" in file
    )
    assert read_back(file).count(words("en").picture_missing) == 1


def test_a_large_picture_is_printed_small_and_what_cannot_be_read_is_said_to_be_missing() -> None:
    large = printed(full(), pictures={"sea": picture("PNG", (4000, 1000))})
    [[image]] = [page.images for page in PdfReader(BytesIO(large)).pages if len(page.images)]
    assert image.image is not None
    assert image.image.size == (1200, 300)
    for broken in (b"<script>", picture()[:200]):
        said = words("en").picture_missing
        assert read_back(printed(full(), pictures={"sea": broken})).count(said) == 2


def test_an_empty_plan_says_so_and_the_same_plan_gives_the_same_bytes() -> None:
    empty = Revision(1, Plan(), AT)
    assert words("en").empty in read_back(printed(empty))
    assert printed(full()) == printed(full())


def test_more_lines_than_paper_can_have_become_running_text() -> None:
    text = read_back(printed(revision(*("so\n" * 3_000 for _ in range(4)))))
    assert text.count("so ") >= 11_000


def test_a_process_of_its_own_prints_the_same() -> None:
    work = partial(pdf, full(), language="en", exported_at=EXPORTED, pictures={"sea": picture()})
    with make_printer() as printer:
        assert printer.submit(work).result(PRINTING_TIMEOUT_S) == work()
