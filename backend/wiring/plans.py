"""The parts of safety plans."""

from functools import cached_property

from backend.chat.plan_steps import PlanStep, PlanSteps
from backend.chat.service import ChatService
from backend.core.problem import Conflict, NotFound, Unauthenticated
from backend.escalations.model import State
from backend.escalations.service import EscalationService
from backend.identity.accounts.service import AccountService
from backend.plans.deletion import Deletion
from backend.plans.exporting.printer import Printer
from backend.plans.exporting.service import ExportService
from backend.plans.model import Owner, Owners
from backend.plans.personal import PlanData
from backend.plans.pictures.decoding import Decoder
from backend.plans.pictures.service import PictureService
from backend.plans.reviews.service import ReviewService
from backend.plans.service import PlanService
from backend.plans.sharing.links import Links
from backend.plans.sharing.service import SharingService
from backend.plans.sharing.showing import Showing
from backend.plans.sharing.team import TeamSharing
from backend.plans.words.service import WordsService
from backend.wiring.chat import ChatParts
from safety_plans.codec import entries_document
from safety_plans.export.words import words
from safety_plans.plan import Step


class PlanParts(ChatParts):
    """Plans, their pictures, who may read them, and words offered for them."""

    @cached_property
    def plan_owners(self) -> Owners:
        """Whose plan it is."""
        return _owners(self.accounts)

    @cached_property
    def plan_team(self) -> "OnCallTeam":
        """The on-call team, as plans know it."""
        return OnCallTeam(self.chat, self.escalations)

    @cached_property
    def plans(self) -> PlanService:
        """The plan itself."""
        return PlanService(self.stores.plan_revisions, self.plan_owners, self.crypto, self.clock)

    @cached_property
    def plan_steps(self) -> PlanSteps:
        """Steps of a plan, for its owner in the chat."""
        return _steps_of(self.plans)

    @cached_property
    def plan_pictures(self) -> PictureService:
        """Photos and drawings."""
        store = self.stores.plan_pictures
        return PictureService(store, Decoder(), self.plan_owners, self.crypto, self.clock)

    @cached_property
    def plan_reviews(self) -> ReviewService:
        """When to look again."""
        store = self.stores.plan_reviews
        return ReviewService(store, self.plans, self.plan_owners, self.crypto, self.clock)

    @cached_property
    def plan_showing(self) -> Showing:
        """What a reader sees."""
        return Showing(
            self.plans,
            self.plan_pictures,
            self.stores.plan_shares,
            self.plan_owners,
            self.crypto,
            self.clock,
        )

    @cached_property
    def plan_sharing(self) -> SharingService:
        """What the owner sees of sharing."""
        return SharingService(self.stores.plan_shares, self.plan_team, self.crypto, self.clock)

    @cached_property
    def plan_links(self) -> Links:
        """Links with a code."""
        return Links(
            self.stores.plan_shares,
            self.plan_showing,
            self.passwords,
            self.plan_owners,
            self.crypto,
            self.clock,
        )

    @cached_property
    def plan_team_sharing(self) -> TeamSharing:
        """A plan shown to the team."""
        return TeamSharing(
            self.stores.plan_shares,
            self.plan_showing,
            self.plan_team,
            self.audit,
            self.plan_owners,
            self.crypto,
            self.clock,
        )

    @cached_property
    def plan_words(self) -> WordsService:
        """Words that the team offers."""
        return WordsService(
            self.mongo,
            self.stores.plan_words,
            self.plans,
            self.plan_team,
            self.audit,
            self.plan_owners,
            self.crypto,
            self.clock,
        )

    @cached_property
    def plan_printer(self) -> Printer:
        """Makes PDFs."""
        return Printer()

    @cached_property
    def plan_exports(self) -> ExportService:
        """Plans as files."""
        return ExportService(
            self.plans,
            self.plan_pictures,
            self.plan_printer,
            self.plan_owners,
            lambda: [line.says for line in self.signposting.lines()],
            self.clock,
        )

    @cached_property
    def plan_deletion(self) -> Deletion:
        """Removing a plan with all that hangs on it."""
        stores = self.stores
        return Deletion(
            self.mongo,
            [
                self.plans.delete,
                stores.plan_pictures.remove_all,
                stores.plan_words.remove_all,
                stores.plan_reviews.remove,
                lambda owner_id, tx: stores.plan_shares.revoke_all(owner_id, self.clock.now(), tx),
            ],
        )

    @cached_property
    def plan_data(self) -> PlanData:
        """The plan as personal data."""
        return PlanData(
            self.plans,
            self.plan_pictures,
            self.plan_reviews,
            self.plan_sharing,
            self.plan_words,
            self.plan_deletion,
            self.stores.plan_revisions,
            self.stores.plan_shares,
        )


class OnCallTeam:
    """Answers plans from conversations and requests for a person."""

    def __init__(self, chat: ChatService, escalations: EscalationService) -> None:
        self._chat, self._escalations = chat, escalations

    async def open_request(self, owner_id: str, conversation_id: str) -> str:
        """Return the id of the open request in one's own conversation. Raises NotFound or Conflict."""
        conversation = await self._chat.owned(owner_id, conversation_id)
        active = await self._escalations.active(conversation.id)
        if active is None:
            raise Conflict("Nobody from the team is asked for here. Ask for a person first.")
        return active.id

    async def owner_of(self, escalation_id: str) -> tuple[str, bool]:
        """Return (young person's id, whether it is still open). Raises NotFound."""
        found = await self._escalations.get(escalation_id)
        return found.young_person_id, found.state is not State.CLOSED

    async def first_name(self, staff_id: str) -> str:
        """Return somebody's first name. Raises NotFound."""
        return (await self._escalations.responder(staff_id)).first_name


def _owners(accounts: AccountService) -> Owners:
    async def owner(person_id: str) -> Owner:
        try:
            found = await accounts.young_person(person_id)
        except Unauthenticated:
            raise NotFound from None
        return Owner(found.id, found.key_id, found.sealed_nickname, found.language)

    return owner


def _steps_of(plans: PlanService) -> PlanSteps:
    async def steps(owner_id: str, language: str) -> list[PlanStep] | None:
        newest = (await plans.head(owner_id)).newest
        if newest is None or newest.plan.is_empty():
            return None
        called, plan = words(language), newest.plan
        return [PlanStep(called.heading(step), entries_document(plan.entries(step))) for step in Step]

    return steps
