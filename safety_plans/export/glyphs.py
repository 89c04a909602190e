"""Which characters our fonts have: whatever they do not have is shown as a sign for that, and never left out."""

import re
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unicodedata import category, normalize

FOLDER = Path(__file__).parent / "fonts"
CIRCLE = "\N{DOTTED CIRCLE}"  # what a mark without a letter stands on
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Have no shape of their own: direction marks, joiners, variation selectors, and the tags inside some flags.
_SHAPELESS = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\U000e0020-\U000e007f]"
)
# What no PDF may hold, and its equal that it may.
_EQUAL = str.maketrans({"\t": " ", "\ufeff": "\u2060", "\0": REPLACEMENT})


def fonts() -> list[Path]:
    """Return the font files, TrueType."""
    return sorted(FOLDER.glob("*.ttf"))


@cache
def holders() -> dict[str, frozenset[str]]:
    """Return the families that have a character, for each character that one of them has."""
    found: dict[str, set[str]] = {}
    for file in fonts():
        for code in _codes(file.read_bytes()):
            found.setdefault(chr(code), set()).add(file.stem.partition("-")[0])
    return {sign: frozenset(families) for sign, families in found.items()}


def shown(text: str) -> str:
    """Return a text with REPLACEMENT for whatever no font can show. A tab is a space.

    A letter that is only dressed up (bold, full width, several in one sign) becomes that letter.
    """
    return "".join(_together("".join(map(_plain, text.translate(_EQUAL)))))


@cache
def _plain(sign: str) -> str:
    known = holders()
    for signs in (sign, normalize("NFKC", sign)):
        if all(one in known or _SHAPELESS.match(one) for one in signs):
            return signs
    return REPLACEMENT


def _together(text: str) -> Iterator[str]:
    """Yield the characters; a mark only where one family has it and all that it stands on."""
    families: frozenset[str] = frozenset()
    for sign in text:
        if _SHAPELESS.match(sign):
            yield sign
            continue
        joint = holders()[sign]
        if category(sign)[0] == "M":
            if not families:
                families = holders()[CIRCLE]
                yield CIRCLE
            joint &= families
        families = joint or holders()[REPLACEMENT]
        yield sign if joint else REPLACEMENT


def _codes(font: bytes) -> Iterator[int]:
    """Yield the code points that a font has, from its `cmap` table (OpenType 1.9, formats 4 and 12)."""
    start = next(offset for tag, offset in _tables(font) if tag == b"cmap")
    [count] = struct.unpack_from(">H", font, start + 2)
    records = (struct.unpack_from(">HHL", font, start + 4 + 8 * n) for n in range(count))
    for offset in {start + offset for _, _, offset in records}:
        [form] = struct.unpack_from(">H", font, offset)
        if form == 12:
            yield from _groups(font, offset)
        elif form == 4:
            yield from _segments(font, offset)


def _tables(font: bytes) -> Iterator[tuple[bytes, int]]:
    [count] = struct.unpack_from(">H", font, 4)
    for n in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * n)
        yield tag, offset


def _groups(font: bytes, offset: int) -> Iterator[int]:
    [count] = struct.unpack_from(">L", font, offset + 12)
    for n in range(count):
        first, last, _ = struct.unpack_from(">LLL", font, offset + 16 + 12 * n)
        yield from range(first, last + 1)


def _segments(font: bytes, offset: int) -> Iterator[int]:
    [double] = struct.unpack_from(">H", font, offset + 6)
    count = double // 2
    lasts = struct.unpack_from(f">{count}H", font, offset + 14)
    firsts = struct.unpack_from(f">{count}H", font, offset + 16 + double)
    deltas = struct.unpack_from(f">{count}H", font, offset + 16 + 2 * double)
    ranges = offset + 16 + 3 * double
    for n, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        [shift] = struct.unpack_from(">H", font, ranges + 2 * n)
        for code in range(first, min(last, 0xFFFE) + 1):
            place = ranges + 2 * n + shift + 2 * (code - first)
            glyph = struct.unpack_from(">H", font, place)[0] if shift else code + deltas[n]
            if glyph & 0xFFFF:
                yield code
