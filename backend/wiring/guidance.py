"""The parts of the pages to read, and of how they are approved."""

from functools import cached_property
from typing import Any

from backend.chat import texts as chat_texts
from backend.chat.to_read import PageToRead, ToRead
from backend.chat.views import Views
from backend.core.problem import NotFound
from backend.core.worded import Catalogue
from backend.guidance import words as page_words
from backend.guidance.editing.model import Editor
from backend.guidance.editing.service import Editing
from backend.guidance.editing.texts import SafetyText, SafetyTexts
from backend.guidance.lint.articles import Known, check_article
from backend.guidance.lint.service import directory, known
from backend.guidance.model import Audience
from backend.guidance.pages import asked
from backend.guidance.press import Press
from backend.guidance.service import Reading
from backend.guidance.shelf import Shelf
from backend.rights import notice
from backend.signposting import shipped
from backend.wiring.rights import RightsParts

SAFETY_TEXTS: list[tuple[str, str, Catalogue[Any]]] = [
    ("chat-texts", "What the service says in the chat", chat_texts.CATALOGUE),
    ("privacy-notice", "The privacy notice", notice.CATALOGUE),
    ("page-words", "When to call, and the words around the pages to read", page_words.CATALOGUE),
]


class GuidanceParts(RightsParts):
    """Reading, and editing."""

    @cached_property
    def guidance_shelf(self) -> Shelf:
        """What may be read now."""
        return Shelf(self.stores.guidance, self.clock, drafts=not self.settings.production)

    @cached_property
    def views(self) -> Views:
        """Makes the chat's JSON shapes, in which owners see steps of their plan, and pages to read are found."""
        return Views(self.signposting, self.plan_steps, _to_read(self.guidance_shelf), self.crypto)

    @cached_property
    def guidance_press(self) -> Press:
        """Makes leaflets."""
        return Press()

    @cached_property
    def guidance_reading(self) -> Reading:
        """What everybody may read."""
        return Reading(self.guidance_shelf, self.signposting.lines(), self.guidance_press, self.clock)

    @cached_property
    def safety_texts(self) -> SafetyTexts:
        """The texts that production does not start without."""
        return SafetyTexts(safety_texts(), self.stores.guidance, self.settings.var / "approved-texts.json")

    @cached_property
    def guidance_editing(self) -> Editing:
        """Writing, reviewing, approving."""
        held = held_against()
        return Editing(
            self.mongo,
            self.stores.guidance,
            self.guidance_shelf,
            self.safety_texts,
            self._editor,
            lambda article, today: check_article(article, held, today),
            self.audit,
            self.clock,
        )

    async def _editor(self, staff_id: str) -> Editor:
        for login in await self.stores.staff.logins():
            if login.member.id == staff_id:
                return Editor(staff_id, login.member.first_name)
        raise NotFound


def _to_read(shelf: Shelf) -> ToRead:
    async def page(article_id: str, language: str) -> PageToRead | None:
        for shown in await shelf.all(Audience.YOUNG_PEOPLE, language):
            if shown.article.id == article_id:
                link = asked(shown.article.address, language)
                return PageToRead(shown.article.title, shown.article.language, link)
        return None

    return page


def held_against() -> Known:
    """Return our addresses and the directory's numbers and sites: what articles may lead to."""
    shown = [service for service in shipped.services() if service.shown]
    numbers, hosts = directory(channel.value for service in shown for channel in service.public_channels)
    return known(numbers, hosts, [line.href for line in shipped.lines()])


def safety_texts() -> list[SafetyText]:
    """Return every text of the programme that has to be approved, in every language that there is."""
    return [
        SafetyText(name, title, language, catalogue.text(language))
        for name, title, catalogue in SAFETY_TEXTS
        for language in catalogue.languages()
    ]
