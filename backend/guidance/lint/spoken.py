"""Texts that are not articles: the bot's replies, the chat's texts, the words of the app. Read from their files."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from backend.guidance.lint.language import Finding, methods, unsafe
from backend.guidance.lint.reading import reading_age_of
from backend.guidance.model import MOST_READING_AGE, Audience

# Where somebody speaks of it, somebody to ring, or a person, stands beside it.
MENTIONS = re.compile(
    r"\bsuicid\w*|\b(want to|wish to|going to) die\b|\bend(ing)? (your|my) life\b", re.IGNORECASE
)
HELP_BESIDE = re.compile(r"\b(999|111|85258|116 123|0800)\b|\ba person\b|\bon-call\b|:$", re.IGNORECASE)
LITERAL = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|`((?:[^`\\]|\\.)*)`")
SENTENCE = re.compile(r"\w+ \w+")  # a word alone is a key or a name
FOR_STAFF = "staff"
# Of the folders of the bot's words; "other" stands in for English in languages that have no words of their own.
IN_ENGLISH = frozenset({"en", "other"})
DRAFTED = "own_words"  # words for the young person to send: they speak, not the program


@dataclass(frozen=True)
class Said:
    """One text: where it stands, its words, whether help stands beside it, and whether a program says it."""

    name: str
    text: str
    helped: bool = False
    speaker: bool = False


def check_said(
    said: list[Said], means: frozenset[str], allowed: frozenset[str] = frozenset()
) -> list[Finding]:
    """Return all that is wrong with these texts, each for itself; `allowed` are general groups they may name."""
    found: list[Finding] = []
    for one in said:
        found += unsafe(one.name, one.text, speaker=one.speaker)
        found += methods(one.name, one.text, means, allowed)
        if MENTIONS.search(one.text) and not (one.helped or HELP_BESIDE.search(one.text)):
            says = "Where it speaks of suicide, a number or a person stands beside it."
            found.append(Finding(one.name, "help-line", says, one.text[:60]))
    return found


def check_reading(name: str, said: list[Said]) -> list[Finding]:
    """Return a finding where texts for young people are too hard, taken together: one alone is too short to measure."""
    ended = (one.text if one.text.rstrip().endswith((".", "?", "!", ":")) else f"{one.text}." for one in said)
    age, most = reading_age_of(" ".join(ended)), MOST_READING_AGE[Audience.YOUNG_PEOPLE]
    return (
        [Finding(name, "reading-age", f"It can be read at {most:g} years at most.", f"{age:g}")]
        if age > most
        else []
    )


def bot_replies(folder: Path, *, english: bool) -> Iterator[tuple[str, list[Said]]]:
    """Yield each file of the bot's replies: those in English, or those in every other language."""
    for file in sorted(folder.glob("words/*/*.yml")):
        if (file.parent.name in IN_ENGLISH) == english:
            name = f"{file.parent.name}/{file.name}"
            responses = yaml.safe_load(file.read_text(encoding="utf-8"))["responses"]
            yield name, [_reply(f"{name}: {key}", one) for key, said in responses.items() for one in said]


def _reply(name: str, variation: dict[str, Any]) -> Said:
    custom = variation.get("custom") or {}
    helped = bool(custom or variation.get("buttons"))
    return Said(name, variation.get("text") or "", helped, speaker=custom.get("show") != DRAFTED)


def chat_texts(folder: Path) -> Iterator[tuple[str, list[Said]]]:
    """Yield each English file of the service's own texts."""
    for file in sorted(folder.glob("en.toml")):
        held = tomllib.loads(file.read_text(encoding="utf-8"))
        yield file.name, [Said(f"{folder.name}: {key}", text, speaker=True) for key, text in _texts("", held)]


def _texts(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if SENTENCE.search(value):
            yield key, value
    elif isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for name, item in items:
            yield from _texts(f"{key}.{name}".lstrip("."), item)


def screen_words(static: Path) -> Iterator[tuple[str, list[Said]]]:
    """Yield the words of each face of the app: the sentences in its words files."""
    for file in sorted(static.glob("*/words*.js")):
        written = re.sub(r"^\s*(//|\*|/\*).*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        name = f"{file.parent.name}/{file.name}"
        texts = ("".join(pair) for pair in LITERAL.findall(written))
        # A word list stands beside the number block and the bar: help is on the screen already.
        yield name, [Said(name, text, helped=True) for text in texts if SENTENCE.search(text)]
