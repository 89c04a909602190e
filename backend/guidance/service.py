"""Use cases of reading: the first page of an audience, an article, its leaflet."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.core.clock import LONDON, Clock
from backend.guidance.leaflet import contents
from backend.guidance.model import LANGUAGES, Audience
from backend.guidance.pages import Line, Pages, Shown, asked
from backend.guidance.press import Press
from backend.guidance.shelf import Shelf
from backend.guidance.source import fingerprint


@dataclass(frozen=True)
class Page:
    """HTML, and whether it is what was asked for."""

    html: str
    found: bool


class Reading:
    """What everybody may read. Needs no login, and no store that answers."""

    def __init__(self, shelf: Shelf, lines: Sequence[Line], press: Press, clock: Clock) -> None:
        self._shelf, self._lines, self._press, self._clock = shelf, lines, press, clock
        self._pages = Pages(lines)

    async def home(self, audience: Audience, language: str) -> Page:
        """Return the first page of an audience."""
        wanted = _spoken(language)
        return Page(self._pages.home(audience, await self._shelf.all(audience, wanted), wanted), found=True)

    async def article(self, audience: Audience, id_: str, language: str, base: str) -> Page:
        """Return an article's page, or the numbers where it is not approved or not there. `base` is our address."""
        wanted = _spoken(language)
        shown = await self._shelf.all(audience, wanted)
        one = next((one for one in shown if one.article.id == id_), None)
        if one is None:
            known = self._shelf.known(audience, id_)
            return Page(self._pages.nothing(audience, wanted, id_, known=known), found=known)
        today = self._clock.now().astimezone(LONDON).date()
        return Page(self._pages.article(one, shown, today, _address(base, one)), found=True)

    async def leaflet(self, audience: Audience, id_: str, language: str, base: str) -> bytes | None:
        """Return the article as a PDF, None where there is none to show. Raises Busy."""
        wanted = _spoken(language)
        shown = await self._shelf.all(audience, wanted)
        one = next((one for one in shown if one.article.id == id_), None)
        if one is None:
            return None
        address = _address(base, one)
        key = (f"{fingerprint(one.article)} {one.approved}", wanted, address)
        return await self._press.print(key, contents(one, self._lines, address))


def _address(base: str, one: Shown) -> str:
    return base + asked(one.article.address, one.wanted)


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else "en"
