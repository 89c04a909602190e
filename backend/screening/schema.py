"""The shape of the rule files, checked when they are read."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.core.attention import Attention
from backend.screening.model import Kind

Phrase = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Sound = Annotated[str, StringConstraints(pattern=r"^ ?[^\s]+ ?$")]  # never nothing: a word must stay a word
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Review(_Strict):
    """Who has read the file, and when. Absent means nobody has approved it."""

    status: Literal["draft", "approved"]
    approved_by: str | None = None
    approved_on: date | None = None


class File(_Strict):
    """What every data file begins with."""

    version: str
    review: Review


class CharactersFile(File):
    """Tables of characters, for all languages."""

    look_alikes: dict[str, str]
    leet: dict[str, str]
    pictures: dict[Name, str]


class SpellingFile(File):
    """Spellings of one language."""

    masked: list[str]
    slippery: list[str]
    respell: dict[str, str]


class SoundsFile(File):
    """How one language other than English is spelt; applied to messages and to patterns alike.

    `letters` is a class of characters, one of which a message must hold for the language to be read at all.
    `sounds` are replaced in order; a space stands for the edge of a word. `dropped` are vowels often left out.
    `variants` lists, for one spelling, others separated by spaces.
    """

    letters: Annotated[str, StringConstraints(min_length=3)]
    sounds: list[tuple[Sound, Sound]] = []
    dropped: str = ""
    variants: dict[str, str] = {}


class SlotsFile(File):
    """Named sets of phrases; a later slot may use an earlier one."""

    slots: dict[Name, list[Phrase]]


class ContextData(_Strict):
    """Words around a phrase that change what it says.

    `before` and `after`: within `reach` words of it, in the same sentence. `near`: either side, within `reach` words.
    `message`: anywhere. `overruled_by` names contexts that stand anywhere and take the meaning of this one away.
    """

    name: Name
    where: Literal["before", "after", "near", "message"]
    reach: int = Field(default=0, ge=0, le=12)
    patterns: list[Phrase] = Field(min_length=1)
    overruled_by: list[Name] = []


class ContextsFile(File):
    """Contexts of one language."""

    context: list[ContextData]


class RuleData(_Strict):
    """One thing to notice. `with_any` lists contexts one of which must be there, `unless` those that rule it out.

    `now_with` lists contexts that turn `today` into `now`.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)?\.[a-z_]+\.[a-z_]+$")]
    kind: Kind
    attention: Attention
    says: Annotated[str, StringConstraints(min_length=8, max_length=90)]
    patterns: list[Phrase] = Field(min_length=1)
    with_any: list[Name] = []
    unless: list[Name] = []
    now_with: list[Name] = []
    hit: list[str] = Field(min_length=1)
    no_hit: list[str] = Field(min_length=1)


class RulesFile(File):
    """Rules of one language and theme."""

    rule: list[RuleData]


class CueData(_Strict):
    """Words too soft to ask for anybody alone, which may do so together with others over a few messages."""

    name: Name
    patterns: list[Phrase] = Field(min_length=1)
    unless: list[Name] = []
    hit: list[str] = Field(min_length=1)
    no_hit: list[str] = Field(min_length=1)


class CuesFile(File):
    """Cues of one language."""

    cue: list[CueData]


class CombinationData(_Strict):
    """Cues that ask for a person when they stand together. Each example is a few messages, oldest first."""

    id: Annotated[str, StringConstraints(pattern=r"^together\.[a-z_]+\.[a-z_]+$")]
    kind: Kind
    attention: Attention
    says: Annotated[str, StringConstraints(min_length=8, max_length=90)]
    cues: list[Name] = Field(min_length=2)
    hit: list[list[str]] = Field(min_length=1)
    no_hit: list[list[str]] = Field(min_length=1)


class CombinationsFile(File):
    """Combinations, for all languages."""

    combination: list[CombinationData]
