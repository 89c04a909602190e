"""How the bot's words in several languages become one domain, and what production leaves out."""

from pathlib import Path

import pytest

from bot.assemble import NotApproved, assembled

DRAFT = "{status: draft, approved_by: null, approved_on: null}"
APPROVED = "{status: approved, approved_by: A. Person, approved_on: 2026-11-23}"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    for language, review, greeting in (("en", APPROVED, "Hello."), ("ur", DRAFT, "Salam.")):
        write(tmp_path, language, review, greeting)
    return tmp_path


def write(folder: Path, language: str, review: str, greeting: str, file: str = "talk.yml") -> None:
    (folder / language).mkdir(exist_ok=True)
    text = f'review: {review}\nresponses:\n  utter_greet:\n  - text: "{greeting}"\n'
    (folder / language / file).write_text(text, encoding="utf-8")


def in_language(language: str) -> list[dict[str, str]]:
    return [{"type": "slot", "name": "language", "value": language}]


def test_other_languages_are_said_where_the_conversation_has_them(words: Path) -> None:
    assert assembled(words) == {
        "utter_greet": [{"text": "Hello."}, {"condition": in_language("ur"), "text": "Salam."}]
    }


def test_what_stands_in_for_english_is_said_in_every_language_without_words_of_its_own(words: Path) -> None:
    write(words, "other", APPROVED, "I read English only.")

    greet = {one["text"]: one.get("condition") for one in assembled(words)["utter_greet"]}

    assert greet == {
        "Hello.": in_language("en"), "I read English only.": None, "Salam.": in_language("ur"),
    }  # fmt: skip


def test_production_leaves_out_a_language_that_nobody_approved(words: Path) -> None:
    assert assembled(words, approved_only=True) == {"utter_greet": [{"text": "Hello."}]}


@pytest.mark.parametrize("language", ["en", "other"])
def test_production_has_no_bot_while_english_is_a_draft(words: Path, language: str) -> None:
    write(words, language, DRAFT, "Not yet.")
    with pytest.raises(NotApproved, match="the bot stays off"):
        assembled(words, approved_only=True)


def test_one_draft_among_approved_files_keeps_the_language_out(words: Path) -> None:
    (words / "en" / "more.yml").write_text(f"review: {DRAFT}\nresponses: {{}}\n", encoding="utf-8")
    with pytest.raises(NotApproved):
        assembled(words, approved_only=True)


def test_a_reply_in_two_files_is_refused(words: Path) -> None:
    write(words, "en", APPROVED, "Hello again.", file="more.yml")
    with pytest.raises(ValueError, match="repeats utter_greet"):
        assembled(words)
