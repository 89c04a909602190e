"""What plans hold of a person: all of it to take away, and all of it gone."""

import base64
from typing import Any

from backend.plans.deletion import Deletion
from backend.plans.pictures.service import PictureService
from backend.plans.reviews.service import ReviewService
from backend.plans.service import PlanService
from backend.plans.sharing.service import SharingService
from backend.plans.sharing.store import ShareStore
from backend.plans.sharing.views import reading_view, share_view
from backend.plans.store import RevisionStore
from backend.plans.words.service import WordsService
from safety_plans.codec import revision_document


class PlanData:
    """The part "safety_plan" of somebody's data."""

    name = "safety_plan"

    def __init__(
        self,
        plans: PlanService,
        pictures: PictureService,
        reviews: ReviewService,
        sharing: SharingService,
        words: WordsService,
        deletion: Deletion,
        revisions: RevisionStore,
        shares: ShareStore,
    ) -> None:
        self._plans, self._pictures, self._reviews = plans, pictures, reviews
        self._sharing, self._words, self._deletion = sharing, words, deletion
        self._revisions, self._shares = revisions, shares

    async def export(self, person_id: str) -> Any:
        """Return revisions, pictures, shares, readings and offered words; None where nothing is held."""
        pictures = await self._pictures.all(person_id)
        held: dict[str, Any] = {
            "revisions": [revision_document(revision) for revision in await self._plans.history(person_id)],
            "pictures": {
                id_: {"media": picture.media, "base64": base64.b64encode(picture.data).decode()}
                for id_, picture in pictures.items()
            },
            "shares": [
                share_view(each).model_dump(mode="json") for each in await self._sharing.shares(person_id)
            ],
            "readings": [
                reading_view(each).model_dump(mode="json") for each in await self._sharing.readings(person_id)
            ],
            "offered_words": await self._words.all(person_id),
            "review_dates": await self._reviews.held(person_id),
        }
        return held if any(held.values()) else None

    async def erase(self, person_id: str) -> None:
        """Remove everything. Safe to run again, also after the person's data key is gone."""
        await self._deletion.delete(person_id)
        await self._shares.remove_all(person_id)
        await self._revisions.remove(person_id)
