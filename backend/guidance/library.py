"""The articles that are shipped. They are drafts: what was approved in the product is in the store."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from backend.guidance.model import Article
from backend.guidance.source import parse

Key = tuple[str, str]  # the article's id and its language


@cache
def shipped() -> Mapping[Key, Article]:
    """Return every shipped article by id and language. Raises ValueError for a file that is wrong."""
    found: dict[Key, Article] = {}
    for folder in sorted(files(__package__).joinpath("articles").iterdir(), key=lambda entry: entry.name):
        for file in folder.iterdir():
            if file.name.endswith(".md"):
                article = parse(file.read_text(encoding="utf-8"))
                if (article.id, f"{article.language}.md") != (folder.name, file.name):
                    raise ValueError(f"{folder.name}/{file.name} says that it is another article")
                found[article.id, article.language] = article
    return found
