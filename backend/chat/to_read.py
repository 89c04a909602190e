"""A page to read under a message, looked for anew each time: it may be approved, or taken back, in between. Pure."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class PageToRead:
    """Where to read it, its title, and the language of that."""

    title: str
    language: str
    link: str


class ToRead(Protocol):
    """Gives the chat the pages for young people, of which it knows nothing else."""

    async def __call__(self, article_id: str, language: str) -> PageToRead | None:
        """Return a page in a language, or in English; None where it may not be read, or there is none."""
        ...
