"""What may be read now: what was published here, and outside production the shipped drafts, labelled as drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from backend.core.clock import LONDON, Clock
from backend.core.logging import log
from backend.core.problem import StoreUnavailable
from backend.guidance.editing.model import State, Version
from backend.guidance.editing.store import VersionStore
from backend.guidance.library import Key, shipped
from backend.guidance.model import Article, Audience
from backend.guidance.pages import Shown
from backend.guidance.source import parse

FRESH_FOR = timedelta(seconds=5)


@dataclass
class _Stored:
    """What the store last said."""

    published: dict[Key, Shown] = field(default_factory=dict)
    withdrawn: set[Key] = field(default_factory=set)
    read_at: datetime | None = None


class Shelf:
    """Reads the store at most every five seconds; in an outage what it last said holds."""

    def __init__(self, store: VersionStore, clock: Clock, *, drafts: bool) -> None:
        self._store, self._clock, self._drafts = store, clock, drafts
        self._stored = _Stored()

    def forget(self) -> None:
        """Read anew next time: something was published or withdrawn."""
        self._stored.read_at = None

    async def all(self, audience: Audience, language: str) -> list[Shown]:
        """Return what an audience may read, in its order; English where there is nothing in the language."""
        by_key = await self._open()
        found: dict[str, Shown] = {}
        for code in ("en", language):
            for (id_, spoken), one in by_key.items():
                if spoken == code and one.article.audience is audience:
                    found[id_] = Shown(one.article, language, one.approved)
        return sorted(found.values(), key=lambda one: one.article.order)

    @staticmethod
    def known(audience: Audience, article: str) -> bool:
        """Tell whether there is such an article, approved or not."""
        found = shipped().get((article, "en"))
        return found is not None and found.audience is audience

    async def _open(self) -> Mapping[Key, Shown]:
        stored = await self._fresh()
        found: dict[Key, Shown] = {}
        for key, article in shipped().items():
            if key not in stored.withdrawn and (self._drafts or article.approved):
                found[key] = Shown(article, article.language, _approved_in_file(article))
        return found | stored.published

    async def _fresh(self) -> _Stored:
        now = self._clock.now()
        if self._stored.read_at is None or abs(now - self._stored.read_at) >= FRESH_FOR:
            try:
                self._stored = _sorted(await self._store.read())
            except StoreUnavailable:
                log.warning("guidance_from_memory")
            self._stored.read_at = now
        return self._stored


def _approved_in_file(article: Article) -> tuple[str, datetime] | None:
    if not article.approved or article.approved_by is None or article.approved_on is None:
        return None
    return article.approved_by, datetime.combine(article.approved_on, datetime.min.time(), LONDON)


def _sorted(versions: list[Version]) -> _Stored:
    stored = _Stored()
    for version in versions:
        key = version.piece, version.language
        if version.state is State.WITHDRAWN:
            stored.withdrawn.add(key)
        elif (approval := version.approval) and (article := _readable(version)):
            stored.published[key] = Shown(
                article, article.language, (approval.by.first_name, approval.at.astimezone(LONDON))
            )
    stored.withdrawn -= stored.published.keys()
    return stored


def _readable(version: Version) -> Article | None:
    try:
        return parse(version.content)
    except ValueError:
        log.error("article_unreadable", detail=f"{version.piece}.{version.language}.{version.number}")
        return None
