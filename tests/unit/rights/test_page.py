"""The readable page of a download: plain, whole, and nothing in it runs."""

from html.parser import HTMLParser
from typing import Any

from backend.rights.page import page

DOCUMENT: dict[str, Any] = {
    "what_this_is": "Everything.",
    "made_at": "2026-11-23T21:10:00.000Z",
    "parts": {
        "conversation": {
            "id": "c0ffee",
            "messages": [
                {"id": "m1", "at": "2026-07-01T20:00:00.000Z", "author": "bot", "text": "Hello."},
                {
                    "at": "2026-07-01T20:01:00.000Z",
                    "author": "young_person",
                    "text": "<script>x</script> & on",
                },
            ],
        },
        "safety_plan": {
            "pictures": {"p1c": {"media": "image/png", "base64": "AAAA"}},
            "steps": {"1": ["Rain"]},
        },
        "complaints": None,
        "something_new": {"a_list": ["one", "two"], "is_on": True, "until": "2038-11-23"},
    },
}


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_nothing_in_it_runs_or_asks_anybody_for_anything() -> None:
    read = Tags(page(DOCUMENT))
    assert "script" not in {tag for tag, _ in read.tags}
    loaded = [
        value
        for _, attrs in read.tags
        for name, value in attrs.items()
        if name in {"src", "href", "action"} or name.startswith("on")
    ]
    assert loaded == ["data:image/png;base64,AAAA"]
    assert "url(" not in page(DOCUMENT)


def test_it_shows_what_people_wrote_as_they_wrote_it() -> None:
    assert "<script>x</script> & on" in Tags(page(DOCUMENT)).words


def test_it_says_in_words_who_wrote_and_when_it_was_in_london() -> None:
    words = Tags(page(DOCUMENT)).words
    assert "The bot (a computer program)" in words
    assert "1 July 2026, 21:00" in words
    assert "23 November 2038" in words


def test_numbers_for_computers_are_left_out_and_empty_parts_are_said() -> None:
    words = Tags(page(DOCUMENT)).words
    assert "c0ffee" not in words
    assert "p1c" not in words
    assert "We hold nothing here." in words


def test_a_part_that_nobody_thought_of_is_shown_too() -> None:
    words = Tags(page(DOCUMENT)).words
    assert all(shown in words for shown in ("Something new", "A list", "one", "two", "yes", "Step 1", "Rain"))
