"""What stands on paper, as values for `plan.typ`. Every text says its language and direction. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from unicodedata import category
from zoneinfo import ZoneInfo

from safety_plans.export.glyphs import REPLACEMENT, shown
from safety_plans.export.scripts import direction, manner
from safety_plans.export.words import Words
from safety_plans.plan import Contact, Entry, Place, Step
from safety_plans.revisions import Revision

LONGEST_RUN = 40  # characters without a space that fit on a line
MAX_LINES = (
    10_000  # of one plan; where there are more, one line follows another, so that the file can be made
)
SHORT = 40  # characters: a name in another script stands where its entry begins, and not across the page

Values = dict[str, Any]

_RUN = re.compile(rf"[^\s\u200b]{{{LONGEST_RUN},}}")
_WIDE = re.compile("([\u2e3a\u2e3b\ufdfa-\ufdff])")  # dashes and phrases that are several letters wide
_LUTON = ZoneInfo("Europe/London")


def page(
    newest: Revision,
    said: Words,
    language: str,
    copied_at: datetime,
    files: Mapping[str, Values],
    crisis: Sequence[str],
) -> Values:
    """Return the values. `files` are pictures by id: `file`, and `width` and `height` in cm."""
    leaf = _Leaf(said, language, files, keeps_lines=_lines(newest) <= MAX_LINES)
    steps = [leaf.step(newest, step) for step in Step if newest.plan.entries(step)]
    lines = [leaf.own(line) for line in crisis]
    opening = [
        said.dates.format(written=_day(said, newest.at), copied=_day(said, copied_at)),
        said.how_to_use,
    ]
    opening += [said.danger] * bool(lines) + [said.empty] * (not steps)
    opening += [said.replaced.format(sign=REPLACEMENT)] * leaf.replaced
    return {
        "title": said.title,
        "lang": language,
        "dir": direction(language),
        "words_lang": said.language,
        "words_dir": direction(said.language),
        "opening": opening,
        "steps": steps,
        "picture": said.picture,
        "crisis_heading": said.crisis,
        "crisis": lines,
        "page": said.page,
    }


class _Leaf:
    """Makes the values of one plan, and remembers whether a character had to be replaced."""

    def __init__(self, said: Words, language: str, files: Mapping[str, Values], *, keeps_lines: bool) -> None:
        self.said, self.language, self.files, self.keeps_lines = said, language, files, keeps_lines
        self.replaced = False

    def step(self, newest: Revision, step: Step) -> Values:
        heading = self.said.step.format(number=step.value, heading=self.said.heading(step))
        return {"heading": heading, "entries": [[*self._parts(entry)] for entry in newest.plan.entries(step)]}

    def own(self, text: str) -> Values:
        """Return words of the owner's, each line as it is, except characters that no font has."""
        lines = [shown(line) for line in text.splitlines() if line.strip()]
        self.replaced = self.replaced or (REPLACEMENT in "".join(lines) and REPLACEMENT not in text)
        lang, turn = manner(text, self.language)
        if not self.keeps_lines:
            lines = [" ".join(lines)]
        short = len(lines) == 1 and len(lines[0]) <= SHORT
        return {"lines": [breakable(line) for line in lines], "lang": lang, "dir": turn, "short": short}

    def _parts(self, entry: Entry) -> Iterator[Values]:
        yield from self._text(entry.text)
        match entry.detail:
            case Contact() as contact:
                yield from self._contact(contact)
            case Place(name, directions):
                yield from self._text(name)
                yield from self._text(directions)
        if entry.gets_in_the_way.strip():
            yield self._labelled("labelled", self.said.gets_in_the_way, entry.gets_in_the_way)
        if entry.other_version_of:
            yield {"kind": "note", "note": self.said.other_version}
        for id_ in entry.pictures:
            missing = {"kind": "note", "note": self.said.picture_missing}
            yield {"kind": "picture", **self.files[id_]} if id_ in self.files else missing

    def _contact(self, contact: Contact) -> Iterator[Values]:
        yield from self._text(contact.name)
        yield from self._text(contact.relation)
        for way in contact.ways:
            if way.value.strip():
                yield self._labelled("way", self.said.ways[way.channel], way.value)
        if contact.may_be_told is not None:
            told = self.said.may_be_told if contact.may_be_told else self.said.may_not_be_told
            yield {"kind": "note", "note": told}

    def _text(self, text: str) -> Iterator[Values]:
        if text.strip():
            yield {"kind": "own", "said": self.own(text)}

    def _labelled(self, kind: str, label: str, text: str) -> Values:
        return {"kind": kind, "label": label, "said": self.own(text)}


def _lines(newest: Revision) -> int:
    texts = (text for _, entry in newest.plan.located() for text in (entry.text, entry.gets_in_the_way))
    return sum(len(text.splitlines()) for text in texts)


def _day(said: Words, at: datetime) -> str:
    return said.day(at.astimezone(_LUTON).date())


def breakable(line: str) -> str:
    """Return a line that can be broken everywhere on paper, also where somebody used no spaces."""
    return _RUN.sub(lambda run: "\u200b".join(_pieces(run[0])), _WIDE.sub("\\1\u200b", line))


def _pieces(run: str) -> Iterator[str]:
    start = 0
    while start < len(run):
        end = start + LONGEST_RUN
        # A mark stays with its letter, and a joiner with what it joins.
        while end < len(run) and (category(run[end])[0] == "M" or "\u200d" in run[end - 1 : end + 1]):
            end += 1
        yield run[start:end]
        start = end
