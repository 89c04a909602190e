"""The shipped articles as files: each says what it is, and none says that somebody approved it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from backend.guidance import library
from backend.guidance.library import shipped
from backend.guidance.model import Article, Audience, Stage
from backend.guidance.source import fingerprint, parse, write

FILES = sorted((Path(library.__file__).parent / "articles").glob("*/*.md"))
WANTED = {
    Audience.PARENTS: {
        "tonight", "first-days", "first-weeks", "back-to-school", "before-leaving-hospital", "safer-home",
        "brothers-and-sisters", "looking-after-you", "faith-and-culture", "online", "outside-home",
    },
    Audience.YOUNG_PEOPLE: {
        "helping-a-friend", "peer-support", "urges", "panic", "sleep", "exams", "bullying", "online-trouble", "racism",
        "faith-and-family", "trusted-adults", "when-i-tell-someone", "you-said-we-did",
    },
    Audience.SCHOOLS: {"what-to-notice", "what-to-do", "whom-to-tell", "words-that-help"},
}  # fmt: skip


def test_every_subject_has_its_article() -> None:
    for audience, wanted in WANTED.items():
        assert {article.id for article in shipped().values() if article.audience is audience} == wanted
    assert {article.stage for article in shipped().values()} == {*Stage, None}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_file_is_written_as_the_programme_writes_it_and_is_a_draft(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    article = parse(text)
    assert write(article) == text
    assert (article.status, article.approved_by, article.approved_on) == ("draft", None, None)
    assert not article.approved


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_draft_says_what_nobody_has_checked_yet(file: Path) -> None:
    article = parse(file.read_text(encoding="utf-8"))
    assert article.approved or article.unverified


def test_an_approval_needs_a_name_and_a_day() -> None:
    article = shipped()["tonight", "en"]
    said = article.model_copy(update={"status": "approved"})
    assert not said.approved
    assert said.model_copy(update={"approved_by": "Omar", "approved_on": date(2026, 11, 23)}).approved


def test_the_fingerprint_is_of_the_words_alone() -> None:
    article = shipped()["tonight", "en"]
    approved = {"status": "approved", "approved_by": "Omar", "version": 9, "reading_age": 1.0}
    assert fingerprint(article.model_copy(update=approved)) == fingerprint(article)
    others: list[dict[str, Any]] = [
        {"body": "Other."},
        {"now": "Other."},
        {"sources": ["Other"]},
        {"unverified": []},
    ]
    for different in others:
        assert fingerprint(article.model_copy(update=different)) != fingerprint(article)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No front matter",
        "---\nid: [\n---\nx",
        "---\nid: a\n---\nx",
        write(shipped()["sleep", "en"]).replace("id: sleep", "id: Sl eep"),
        write(shipped()["sleep", "en"]).replace("audience: young-people", "audience: nobody"),
        write(shipped()["sleep", "en"]).replace("order: 5", "order: 5\nodd: 1"),
    ],
)
def test_a_file_that_is_no_article_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


def test_words_have_limits() -> None:
    values = shipped()["sleep", "en"].model_dump()
    wrongs: list[dict[str, Any]] = [
        {"title": "x" * 101}, {"body": ""}, {"sources": []}, {"now": "x" * 301}, {"review_by": "soon"},
    ]  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(ValidationError):
            Article.model_validate(values | wrong)
