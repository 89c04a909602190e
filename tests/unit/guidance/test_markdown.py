"""The little Markdown of articles: what it shows, and what it never lets through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.guidance.markdown import blocks, links, sentences, to_html, unsupported

BODY = """\
## Do first

Stay **near**. Ring [999](tel:999).

1. One
2. Two

- A point
"""


def test_it_becomes_html() -> None:
    html = to_html(BODY)
    for part in (
        "<h2>Do first</h2>",
        "<strong>near</strong>",
        '<a href="tel:999">999</a>',
        "<ol>",
        "<li>A point</li>",
    ):
        assert part in html


def test_a_checklist_has_a_labelled_box_beside_each_numbered_item_and_no_other() -> None:
    html = to_html(BODY, checklist=True)
    assert re.findall(r'id="(tick-\d)"', html) == ["tick-1", "tick-2"]
    assert html.count("</span></label>") == 2
    assert "checkbox" not in to_html(BODY)


def test_a_site_outside_is_not_told_where_the_reader_comes_from() -> None:
    assert 'rel="noreferrer noopener"' in to_html("[a](https://www.childline.org.uk)")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](//elsewhere.example)",
        "[a](http://elsewhere.example)",
        "![a](https://elsewhere.example/a.png)",
        '[a](/x "onclick=alert(1)")<b onclick=x>',
        "<https://elsewhere.example>",
    ],
)
def test_what_could_do_harm_stays_text(hostile: str) -> None:
    html = to_html(hostile)
    assert not re.search(r"<(script|img|b|iframe)|href=\"(javascript|data|http:|//)", html)


@given(st.text(max_size=300))
def test_no_text_breaks_it_or_makes_an_element_that_it_does_not_know(text: str) -> None:
    html = to_html(text, checklist=True)
    known = {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "a",
        "label",
        "input",
        "span",
    }
    assert {name.lower() for name in re.findall(r"</?([a-zA-Z][a-zA-Z0-9]*)", html)} <= known
    blocks(text)
    sentences(text)


def test_it_becomes_blocks_for_paper() -> None:
    found = blocks(BODY)
    assert [(block.kind, block.number, block.text) for block in found] == [
        ("heading", None, "Do first"),
        ("paragraph", None, "Stay near. Ring 999."),
        ("item", 1, "One"),
        ("item", 2, "Two"),
        ("item", None, "A point"),
    ]
    assert [run.text for run in found[1].runs if run.bold] == ["near"]


def test_headings_and_items_are_sentences_when_they_are_measured() -> None:
    assert sentences(BODY) == "Do first. Stay near. Ring 999. One. Two. A point."


def test_links_are_found_also_where_none_may_lead() -> None:
    assert links("[a](/x) [b](javascript:x) [c](tel:999)") == ["/x", "javascript:x", "tel:999"]


@pytest.mark.parametrize("markup", ["<b>", "</p>", "<!--", "![x](y)", "```", "~~~", "| a | b |"])
def test_other_markup_is_named(markup: str) -> None:
    assert unsupported(f"Words\n{markup} x") != []
    assert unsupported(BODY) == []
