"""Acknowledging from the page itself: by its link, or by answering an SMS with its code. Shows nothing of anybody."""

import re
from datetime import timedelta

from backend.core.audit import Audit
from backend.core.clock import Clock
from backend.core.problem import Conflict, Gone, NotFound
from backend.escalations.actions import StaffActions
from backend.escalations.contact_points.store import ContactPointStore
from backend.escalations.hand_overs.service import HandOvers
from backend.escalations.model import Escalation, Responder, State
from backend.escalations.paging.deliveries.store import DeliveryStore
from backend.escalations.paging.links import REPLY_DIGITS, PageLinks
from backend.escalations.paging.model import SMS, Page
from backend.escalations.service import EscalationService

GOOD_FOR = timedelta(hours=24)


class LinkEnded(Gone):
    """The link was used, somebody has it already, or it is a day old."""

    key, title = "link-ended", "This link has ended: look at the console"


class NeedsConsole(Conflict):
    """A colleague's chat needs somebody else: that is accepted in the console, and by no link."""

    key, title = "needs-console", "This is accepted in the console"


class Answers:
    """A link or code is of one page, works once, and ends when anybody acknowledges."""

    def __init__(
        self,
        links: PageLinks,
        store: DeliveryStore,
        points: ContactPointStore,
        service: EscalationService,
        actions: StaffActions,
        hand_overs: HandOvers,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._links, self._store, self._points = links, store, points
        self._service, self._actions, self._hand_overs = service, actions, hand_overs
        self._audit, self._clock = audit, clock

    async def by_link(self, token: str) -> bool:
        """Acknowledge the page of a link; False where they have it already, which changes nothing.

        Raises NotFound for a link that is not ours, LinkEnded, NeedsConsole.
        """
        page_id = await self._links.page_of(token)
        if page_id is None:
            raise NotFound
        page = await self._store.answerable(page_id, self._clock.now() - GOOD_FOR)
        if page is None:
            raise LinkEnded
        return await self._acknowledge(page, "by the link of a page")

    async def by_reply(self, number: str, text: str) -> bool:
        """Acknowledge the page whose code an SMS holds, from the number that it went to. False for anything else.

        Raises LinkEnded, NeedsConsole.
        """
        codes = set(re.findall(rf"(?<!\d)\d{{{REPLY_DIGITS}}}(?!\d)", text))
        fingerprint = await self._links.fingerprint(SMS, number)
        for staff_id in await self._points.found_by(SMS, fingerprint) if codes else ():
            for page in await self._store.answerable_by(staff_id, self._clock.now() - GOOD_FOR):
                if await self._links.reply_code(page.id) in codes:
                    await self._acknowledge(page, "by answering an SMS")
                    return True
        return False

    async def _acknowledge(self, page: Page, how: str) -> bool:
        try:
            actor = await self._service.responder(page.staff_id)
            before = await self._service.get(page.escalation_id)
            await self._taken_by(actor, before)
        except NeedsConsole:
            raise
        except (Conflict, NotFound) as error:
            raise LinkEnded from error
        await self._audit.record(
            actor.id, "answered_page", before.id, how, role=actor.role, about=before.young_person_id
        )
        return before.holder is None or before.holder.id != actor.id

    async def _taken_by(self, actor: Responder, found: Escalation) -> Escalation:
        """Acknowledge, or accept it from a colleague. Joining a chat needs the console: for that the link is no use."""
        if found.offer and found.offer.may_accept(actor.id):
            if found.state is State.TAKEN_OVER:
                raise NeedsConsole
            return await self._hand_overs.accept(found.id, actor)
        return await self._actions.acknowledge(found.id, actor)
