"""Puts the bot's domain together in bot/build/domain: what it recognises, and its words in every language.

`bot/.venv/bin/python bot/assemble.py`; training does it by itself.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import yaml

BOT = Path(__file__).resolve().parent
BUILT = BOT / "build" / "domain"
PRODUCTION = os.environ.get("EVENLIGHT_ENV", "").strip().lower() == "production"
NOT_APPROVED = 3  # Exit status: there is nothing wrong, but nobody has approved the words yet.
ENGLISH = "en"
OTHER = "other"  # What stands in for English in every language that has no words of its own.

Words = dict[str, list[dict[str, Any]]]


class NotApproved(Exception):
    """English may not be said to young people yet."""


def main() -> int:
    """Write the domain and return the exit status."""
    try:
        write(assembled(BOT / "words", approved_only=PRODUCTION))
    except NotApproved as problem:
        print(f"bot: {problem}", file=sys.stderr)
        return NOT_APPROVED
    return 0


def assembled(folder: Path, *, approved_only: bool = False) -> Words:
    """Return all variations that may be said, those of other languages under the condition of their language.

    Raises NotApproved where English, or what stands in for it, is a draft and only approved words may be said.
    """
    languages = sorted(path.name for path in folder.iterdir() if path.is_dir())
    drafts = {language for language in languages if not is_approved(folder / language)}
    if approved_only and (lacking := drafts & {ENGLISH, OTHER}):
        raise NotApproved(
            f"the words in bot/words/{min(lacking)} are drafts, so in production the bot stays off."
        )
    spoken = {name: read(folder / name) for name in languages if not (approved_only and name in drafts)}
    return {name: variations(name, spoken) for name in spoken[ENGLISH]}


def variations(name: str, spoken: dict[str, Words]) -> list[dict[str, Any]]:
    """Return one reply in all languages. Rasa takes those without a condition where no condition is met."""
    unconditional = OTHER if name in spoken.get(OTHER, {}) else ENGLISH
    return [
        variation if language == unconditional else in_language(language, variation)
        for language, words in spoken.items()
        for variation in words.get(name, [])
    ]


def in_language(language: str, variation: dict[str, Any]) -> dict[str, Any]:
    """Return the variation for conversations in this language only."""
    return {"condition": [{"type": "slot", "name": "language", "value": language}], **variation}


def read(language: Path) -> Words:
    """Return one language's replies. Raises ValueError for a reply that stands in two files."""
    words: Words = {}
    for file in sorted(language.glob("*.yml")):
        found = load(file)["responses"]
        if twice := words.keys() & found.keys():
            raise ValueError(f"{file.relative_to(language.parent)} repeats {min(twice)}")
        words |= found
    return words


def is_approved(language: Path) -> bool:
    """Tell whether every file of a language names who approved it and when."""
    reviews = [load(file)["review"] for file in language.glob("*.yml")]
    return all(
        review["status"] == "approved" and review["approved_by"] and review["approved_on"]
        for review in reviews
    )


def load(file: Path) -> Any:
    """Return what a YAML file holds."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def write(words: Words) -> None:
    """Put the parts of the domain side by side; what is there from before goes."""
    BUILT.mkdir(parents=True, exist_ok=True)
    parts = {file.name: file.read_text(encoding="utf-8") for file in (BOT / "domain").glob("*.yml")}
    # JSON is YAML too, and repeats what the files with words share by reference.
    parts["words.yml"] = json.dumps({"version": "3.1", "responses": words}, ensure_ascii=False, indent=1)
    for old in BUILT.iterdir():
        if old.name not in parts:
            old.unlink()
    for name, content in parts.items():
        (BUILT / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
