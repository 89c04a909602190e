"""The linter reads the bot's words where they are, in every language, and knows who speaks."""

from pathlib import Path

from backend.guidance.lint.language import Finding
from backend.guidance.lint.service import BOT, means
from backend.guidance.lint.spoken import bot_replies, check_said

FEELS = "I feel sad, and I would like to tell you."


def put(folder: Path, language: str, reply: str) -> None:
    file = folder / "words" / language / "talk.yml"
    file.parent.mkdir(parents=True)
    file.write_text(f"review: {{status: draft}}\nresponses:\n  utter_said:\n{reply}")


def found(folder: Path, *, english: bool) -> list[Finding]:
    return [
        one
        for _, said in bot_replies(folder, english=english)
        for one in check_said(said, means(), frozenset())
    ]


def test_every_file_of_words_is_read_once() -> None:
    read = [name for english in (True, False) for name, _ in bot_replies(BOT, english=english)]

    assert sorted(read) == sorted(f"{file.parent.name}/{file.name}" for file in BOT.glob("words/*/*.yml"))
    assert "en/topics.yml" in read
    assert sum(len(said) for _, said in bot_replies(BOT, english=True)) >= 100


def test_words_that_break_a_rule_are_found_in_every_language(tmp_path: Path) -> None:
    put(tmp_path, "en", '  - text: "Do not be silly."\n')
    put(tmp_path, "pl", '  - text: "Nie, silly."\n')

    assert [one.name for one in found(tmp_path, english=True)] == ["en/talk.yml: utter_said"]
    assert [one.name for one in found(tmp_path, english=False)] == ["pl/talk.yml: utter_said"]


def test_a_program_feels_nothing_but_a_draft_of_somebodys_own_words_may(tmp_path: Path) -> None:
    put(tmp_path, "en", f'  - text: "{FEELS}"\n')
    assert [one.rule for one in found(tmp_path, english=True)] == ["not-a-person"]

    drafted = tmp_path / "drafted"
    put(drafted, "en", f'  - text: "{FEELS}"\n    custom: {{show: own_words}}\n')
    assert found(drafted, english=True) == []
