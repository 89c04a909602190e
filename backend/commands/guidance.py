"""evenlight guidance: hold texts to the rules of safe messages (lint), or write down reading ages (measure)."""

import argparse
from datetime import UTC, datetime
from importlib.resources import as_file, files

from backend.core.clock import LONDON
from backend.guidance.library import shipped
from backend.guidance.lint.language import Finding
from backend.guidance.lint.reading import reading_age
from backend.guidance.lint.service import lint_articles, lint_texts
from backend.guidance.source import write
from backend.wiring.guidance import held_against


def main(arguments: list[str]) -> int:
    """Return 1 when something breaks a rule."""
    parser = argparse.ArgumentParser("evenlight guidance", description=__doc__)
    parser.add_argument("what", choices=["lint", "measure"])
    if parser.parse_args(arguments).what == "measure":
        _measure()
        return 0
    today = datetime.now(UTC).astimezone(LONDON).date()
    found = [*lint_articles(held_against(), today), *lint_texts()]
    for one in found:
        print(_line(one))
    print(f"{len(found)} findings." if found else "Nothing breaks a rule.")
    return 1 if found else 0


def _line(one: Finding) -> str:
    words = f" ({one.found!r})" if one.found else ""
    return f"{one.name}: {one.rule}: {one.says}{words}"


def _measure() -> None:
    for article in shipped().values():
        age = reading_age(article.body, article.now)
        if article.language == "en" and age != article.reading_age:
            measured = article.model_copy(update={"reading_age": age})
            with as_file(
                files("backend.guidance") / "articles" / article.id / f"{article.language}.md"
            ) as file:
                file.write_text(write(measured), encoding="utf-8")
            print(f"{article.id}: {article.reading_age:g} is now {age:g}")
