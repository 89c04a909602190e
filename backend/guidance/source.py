"""An article as a file: front matter, then Markdown. The same article always gives the same text."""

import hashlib
from typing import Any

import frontmatter
import yaml

from backend.guidance.model import Article, Writing

ORDER = [name for name in Article.model_fields if name not in Writing.model_fields]
FIELDS = ["id", "language", "title", "now", *[name for name in ORDER if name not in {"id", "language"}]]
FIELDS += ["review_by", "sources", "unverified"]


def parse(text: str) -> Article:
    """Return the article of a file. Raises ValueError for front matter that is missing or wrong."""
    try:
        found = frontmatter.loads(text)
    except yaml.YAMLError as error:
        raise ValueError("the front matter is not YAML") from error
    return Article.model_validate({**found.metadata, "body": found.content})


def write(article: Article) -> str:
    """Return the article as the text of a file."""
    values = article.model_dump(mode="json")
    return _joined({name: values[name] for name in FIELDS}, article.body)


def fingerprint(article: Article) -> str:
    """Return the SHA-256 of what people read: everything but who approved it and how it was measured."""
    left_out = {"status", "approved_by", "approved_on", "reading_age", "version"}
    values = article.model_dump(mode="json", exclude=left_out)
    return sha256(_joined({name: values[name] for name in FIELDS if name in values}, article.body))


def sha256(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _joined(front: dict[str, Any], body: str) -> str:
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=100)
    return f"---\n{head}---\n\n{body.strip()}\n"
