"""The parts that fetch a person."""

import os
import socket
from collections.abc import Awaitable, Callable
from functools import cached_property
from uuid import uuid4

from backend.escalations.actions import StaffActions
from backend.escalations.alarms.outside import Outside
from backend.escalations.alarms.service import Alarms
from backend.escalations.auditor import AuditorWatch
from backend.escalations.chronology.follow_ups import FollowUps
from backend.escalations.chronology.recording import Recording
from backend.escalations.chronology.service import Chronology
from backend.escalations.console import Console
from backend.escalations.emergency import Emergency
from backend.escalations.hand_overs.service import HandOvers
from backend.escalations.hand_overs.shift_ends import ShiftEnds
from backend.escalations.hand_overs.silences import Silences
from backend.escalations.model import Responder
from backend.escalations.numbers.measuring import Measuring
from backend.escalations.paging.deliveries.answers import Answers
from backend.escalations.paging.deliveries.failover import FailOver
from backend.escalations.paging.deliveries.polling import Polling
from backend.escalations.paging.deliveries.service import Deliveries
from backend.escalations.paging.engine import PagingEngine
from backend.escalations.paging.model import SECOND_SMS
from backend.escalations.paging.notify import statuses_from
from backend.escalations.policies.service import PolicyService
from backend.escalations.service import EscalationService
from backend.escalations.watch import Look, Promise, Watch
from backend.identity.model import Role
from backend.identity.staff.service import StaffService
from backend.screening import learned_status
from backend.wiring.paging import PagingParts


class EscalationParts(PagingParts):
    """Escalations, paging, rota and the watch over them."""

    @cached_property
    def escalations(self) -> EscalationService:
        """Asks for a person."""
        stores = self.stores
        responders = responders_of(self.staff)
        return EscalationService(
            self.mongo,
            stores.escalations,
            stores.pages,
            stores.rota,
            self.policies,
            responders,
            self.clock,
        )

    @cached_property
    def policies(self) -> PolicyService:
        """Who is paged in which order."""
        return PolicyService(
            self.mongo,
            self.stores.policies,
            responders_of(self.staff),
            self.channels.keys() - {SECOND_SMS},
            self.audit,
            self.clock,
        )

    @cached_property
    def actions(self) -> StaffActions:
        """What staff do with an escalation."""
        stores = self.stores
        return StaffActions(
            self.mongo,
            stores.escalations,
            stores.pages,
            self.escalations,
            self.audit,
            self.recording,
            self.clock,
        )

    @cached_property
    def recording(self) -> Recording:
        """Adds what staff write down."""
        return Recording(self.stores.chronology_entries, self.escalations, self.crypto, self.clock)

    @cached_property
    def chronology(self) -> Chronology:
        """What happened to one young person."""
        stores = self.stores
        return Chronology(
            self.mongo,
            stores.chronology_entries,
            stores.escalations,
            self.escalations,
            self.recording,
            self.audit,
            self.crypto,
        )

    @cached_property
    def follow_ups(self) -> FollowUps:
        """What was left open."""
        stores = self.stores
        return FollowUps(stores.chronology_entries, stores.escalations, self.audit, self.crypto, self.clock)

    @cached_property
    def hand_overs(self) -> HandOvers:
        """Hands what somebody holds to a colleague."""
        stores = self.stores
        return HandOvers(
            self.mongo,
            stores.escalations,
            stores.pages,
            self.escalations,
            self.audit,
            self.crypto,
            self.clock,
            self.settings.hand_over_within_s,
        )

    @cached_property
    def shift_ends(self) -> ShiftEnds:
        """Looks after what is held when shifts end."""
        stores, responders = self.stores, responders_of(self.staff)
        return ShiftEnds(self.hand_overs, stores.escalations, stores.rota, responders, self.clock)

    @cached_property
    def silences(self) -> Silences:
        """Looks after those who hold a request and let nothing follow."""
        store, within_s = self.stores.escalations, self.settings.words_within_s
        return Silences(self.hand_overs, store, self.escalations, self.clock, within_s)

    @cached_property
    def emergency(self) -> Emergency:
        """Pages without the store."""
        return Emergency(self.hub, self.channels, self.addresses.of, self.clock)

    @cached_property
    def watch(self) -> Watch:
        """Notices broken promises."""
        stores = self.stores
        return Watch(
            self.mongo,
            stores.heartbeats,
            stores.pages,
            stores.escalations,
            self.escalations,
            self.emergency,
            self.alarms,
            self.outside,
            self.hub,
            self.clock,
            others=self.looks(),
        )

    def looks(self) -> list[Look]:
        """Return what the watch looks at besides its own promises."""
        return [_screen_promise]

    @cached_property
    def outside(self) -> Outside:
        """Addresses outside this service."""
        return Outside(self.settings.alarm_url_file, self.settings.heartbeat_url_file)

    @cached_property
    def alarms(self) -> Alarms:
        """Says that a promise is broken."""
        return Alarms(self.stores.alarms, self.outside, self.clock)

    @cached_property
    def measuring(self) -> Measuring:
        """How fast people were fetched, for Prometheus."""
        return Measuring(self.stores.numbers, self.clock)

    @cached_property
    def auditor(self) -> AuditorWatch:
        """The worker's watch over the watch."""
        stores = self.stores
        return AuditorWatch(stores.heartbeats, stores.notices, self.escalations, self.alarms, self.clock)

    @cached_property
    def console(self) -> Console:
        """What an open console hears besides the list."""
        stores = self.stores
        return Console(stores.notices, stores.escalations, self.escalations, self.watch, self.clock)

    @cached_property
    def fail_over(self) -> FailOver:
        """Other ways for a page that fails."""
        stores = self.stores
        return FailOver(
            stores.pages, stores.deliveries, stores.escalations, self.escalations, self.channels, self.clock
        )

    @cached_property
    def deliveries(self) -> Deliveries:
        """What providers tell of pages."""
        stores = self.stores
        return Deliveries(self.mongo, stores.deliveries, stores.escalations, self.fail_over, self.clock)

    @cached_property
    def polling(self) -> Polling:
        """Asks for what providers did not tell."""
        return Polling(statuses_from(self.settings), self.stores.deliveries, self.deliveries, self.clock)

    @cached_property
    def answers(self) -> Answers:
        """Acknowledging from the page itself."""
        stores = self.stores
        return Answers(
            self.page_links,
            stores.deliveries,
            stores.contact_points,
            self.escalations,
            self.actions,
            self.hand_overs,
            self.audit,
            self.clock,
        )

    @cached_property
    def engine(self) -> PagingEngine:
        """The worker's loop body."""
        return PagingEngine(
            self.mongo,
            self.stores.pages,
            self.stores.escalations,
            self.escalations,
            self.deliveries,
            self.fail_over,
            self.stores.heartbeats,
            self.channels,
            self.clock,
            _worker_id(),
        )


def responders_of(staff: StaffService) -> Callable[[], Awaitable[list[Responder]]]:
    """Return how to read who can be paged."""

    async def responders() -> list[Responder]:
        return [
            Responder(
                member.id, member.first_name, member.role.value, member.channels, member.fallback_contact
            )
            for member in await staff.members()
            if member.role is not Role.CONTENT_EDITOR
        ]

    return responders


def _worker_id() -> str:
    return f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:6]}"


async def _screen_promise() -> Promise:
    status = learned_status()
    return Promise("screen", status.ok, status.detail)
