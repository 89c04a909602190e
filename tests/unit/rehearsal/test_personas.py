"""The personas themselves: many different ones, in general words, and none of what they say was learnt by the bot."""

import re
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import ValidationError

from backend.guidance.lint.language import methods
from backend.guidance.lint.service import BOT, means
from tests.rehearsal.persona import WALL_CHARACTERS, Holds, Persona, Style, Turn, read

PERSONAS = read()
SAID = sorted({turn.text for persona in PERSONAS for turn in persona.turns if turn.say or turn.wall})
LONG_ENOUGH_TO_BE_ONES_OWN = 5  # words; everybody says "hi" and "I want a person"


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def test_there_are_many_of_every_kind() -> None:
    assert len(PERSONAS) >= 60
    assert {persona.style for persona in PERSONAS} == set(Style)
    assert {persona.age for persona in PERSONAS} == set(range(11, 19))
    assert {persona.writes for persona in PERSONAS} == set(
        get_args(Persona.model_fields["writes"].annotation)
    )
    assert len({persona.topic for persona in PERSONAS}) >= 25


def test_both_are_rehearsed_those_who_need_a_person_and_those_who_do_not() -> None:
    needed = [persona for persona in PERSONAS if persona.holds.noticed_by]
    assert min(len(needed), len(PERSONAS) - len(needed)) >= 30


def test_what_they_say_is_general() -> None:
    assert [found for text in SAID for found in methods(text, text, means(), frozenset())] == []


def test_the_bot_has_not_learnt_what_they_say() -> None:
    files = [*BOT.glob("data/nlu/**/*.yml")]
    learnt = {plain(line.strip().removeprefix("- ")) for file in files for line in sentences(file)}
    assert learnt
    own = [text for text in SAID if len(text.split()) >= LONG_ENOUGH_TO_BE_ONES_OWN]
    assert [text for text in own if plain(text) in learnt] == []


def sentences(file: Path) -> list[str]:
    found = yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]
    return [line for intent in found for line in intent.get("examples", "").splitlines()]


def test_a_wall_is_as_long_as_a_message_may_be() -> None:
    wall = Turn(wall="one thing after the other").text
    assert WALL_CHARACTERS - 30 < len(wall) <= WALL_CHARACTERS


@pytest.mark.parametrize("wrong", [{}, {"say": "a", "press": "b"}, {"says": "a"}, {"say": ""}])
def test_a_turn_is_exactly_one_thing(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Turn.model_validate(wrong)


def test_nothing_can_be_noticed_after_the_last_message() -> None:
    turns = [Turn(say="one"), Turn(say="two")]
    with pytest.raises(ValidationError):
        Persona(
            id="made-up", age=14, style=Style.OPEN, topic="testing", turns=turns, holds=Holds(noticed_by=3)
        )
