"""Made-up young people, one script each: what they write, and what must hold of the answers."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from backend.core.attention import Attention
from backend.identity.model import AgeBand

PERSONAS = Path(__file__).parent / "personas"
WALL_CHARACTERS = 2_000  # as long as a message may be

Text = Annotated[str, Field(min_length=1, max_length=WALL_CHARACTERS)]


class Check(StrEnum):
    """What is asked of each conversation; the answer is yes, no, or that it does not apply."""

    NOTICED = "noticed"
    LEFT_ALONE = "left alone"
    ASKED = "asked plainly"
    ASKED_ONCE = "asked once"
    PERSON_OFFERED = "person offered"
    NUMBER_GIVEN = "number given"
    LIMITS_TOLD = "limits told"
    NO_METHOD = "no method"
    NO_SECRECY = "no secrecy"
    NOBODY_COMING = "nobody coming"
    NOT_HUMAN = "not human"
    SAFE_WORDS = "safe words"
    ANSWERED = "answered"
    STAYED = "stayed"
    NEW_WORDS = "new words"
    USEFUL = "useful"


class Style(StrEnum):
    """How somebody tells what is going on."""

    OPEN = "open"
    HINTING = "hinting"
    DENYING = "denying"
    THIRD_PERSON = "third person"
    ANGRY = "angry"
    CODE_SWITCHING = "code-switching"
    JOKING = "joking"
    TAKING_BACK = "taking back"
    SLANG = "slang"
    MISSPELT = "misspelt"
    EMOJI = "emoji"
    ASKING = "asking"
    ORDINARY = "ordinary"


class Strict(BaseModel):
    """Takes what is described and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Turn(Strict):
    """One message: words, a button of the answer before, or a sentence said over and over up to the longest text."""

    say: Text | None = None
    press: Text | None = None
    wall: Text | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if sum(part is not None for part in (self.say, self.press, self.wall)) != 1:
            raise ValueError("a turn is one of say, press and wall")
        return self

    @property
    def text(self) -> str:
        """Return what is sent."""
        if self.wall:
            return f"{self.wall} " * (WALL_CHARACTERS // (len(self.wall) + 1))
        return self.say or self.press or ""


class Holds(Strict):
    """What must hold besides what holds of every conversation.

    `noticed_by` is the message by which a person was asked for, at the latest, with `attention` or sooner; without
    it nobody may be asked for, unless `may_be_noticed`: both are right. `asks`: what is meant is not clear, and has
    to be asked once, plainly.
    `says`: patterns, each of which one of the answers has to match. `shows`: what is shown under one of them.
    """

    noticed_by: int | None = Field(None, ge=1)
    attention: Attention = Attention.TODAY
    may_be_noticed: bool = False
    asks: bool = False
    says: list[Text] = []
    shows: list[
        Literal["open_now", "numbers", "plan", "start_plan", "own_words", "read", "you", "complaints"]
    ] = []


class Persona(Strict):
    """One young person. `language` is what the app is set to, `writes` what they write in."""

    id: str = Field(pattern=r"^[a-z0-9-]{3,60}$")
    age: int = Field(ge=11, le=18)
    language: Literal["en", "ur", "bn", "pl", "ro", "pa"] = "en"
    writes: Literal["en", "ur", "ur-roman", "bn", "pl", "ro", "pa"] = "en"
    style: Style
    topic: str = Field(min_length=3, max_length=40)
    turns: list[Turn] = Field(min_length=2, max_length=12)
    holds: Holds = Holds()
    expected_misses: dict[Check, Text] = {}

    @model_validator(mode="after")
    def _is_noticed_in_time(self) -> Self:
        if (self.holds.noticed_by or 0) > len(self.turns):
            raise ValueError("nothing can be noticed after the last message")
        return self

    @property
    def age_band(self) -> AgeBand:
        """Return all that the app asks about age."""
        return next(band for band in AgeBand if self.age <= int(band.value.split("-")[1]))


class _File(Strict):
    personas: list[Persona]


def read(folder: Path = PERSONAS) -> list[Persona]:
    """Return every persona of the folder. Raises ValueError where two have one id."""
    found: list[Persona] = []
    for file in sorted(folder.glob("*.yml")):
        found += _File.model_validate(yaml.safe_load(file.read_text(encoding="utf-8"))).personas
    names = [persona.id for persona in found]
    if len(set(names)) != len(names):
        raise ValueError("two personas have one id")
    return found
