"""Texts that are files of the programme, and that are not used in production until somebody has approved them.

They are changed in the repository. Here they are approved as they stand, by the hash of their text.
"""

import asyncio
import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.core.clock import LONDON
from backend.core.logging import log
from backend.core.mongo import is_store_down
from backend.core.worded import Approvals, Review
from backend.guidance.editing.model import Version
from backend.guidance.editing.store import VersionStore
from backend.guidance.source import sha256

EVERY_S = 30.0


@dataclass(frozen=True)
class SafetyText:
    """One file: what it is, its language, and its text."""

    name: str
    title: str
    language: str
    text: str

    @property
    def sha256(self) -> str:
        """Return the hash that an approval names."""
        return sha256(self.text)

    @property
    def approved_in_file(self) -> bool:
        """Tell whether the file itself says that somebody approved it."""
        return bool(tomllib.loads(self.text)["review"]["status"] == "approved")


class SafetyTexts:
    """Which texts were approved here. `kept` is the file of what the store last said about it."""

    def __init__(self, texts: Sequence[SafetyText], store: VersionStore, kept: Path) -> None:
        self.all, self._store, self._kept = tuple(texts), store, kept

    def find(self, name: str, language: str) -> SafetyText | None:
        """Return a text, or None."""
        return next((text for text in self.all if (text.name, text.language) == (name, language)), None)

    async def unapproved(self) -> list[SafetyText]:
        """Return the texts that neither their file nor a second person here has approved."""
        await self.learn()
        return [text for text in self.all if not (text.approved_in_file or Approvals.of(text.sha256))]

    async def learn(self) -> None:
        """Let every catalogue of words know what was approved here.

        With the store down what it last said holds, so that a restart in an outage still serves.
        """
        try:
            found = await self._store.approved_texts([text.sha256 for text in self.all])
        except Exception as error:
            if not is_store_down(error):
                raise
            log.warning("approvals_from_file")
            Approvals.learn(await asyncio.to_thread(self._last_seen))
            return
        reviews = {version.sha256: review for version in found if (review := _review(version))}
        Approvals.learn(reviews)
        await asyncio.to_thread(self._keep, reviews)

    async def keep(self) -> None:
        """Learn again and again: another process may be where somebody approves."""
        while True:
            await self.learn()
            await asyncio.sleep(EVERY_S)

    def _last_seen(self) -> dict[str, Review]:
        try:
            held = json.loads(self._kept.read_text(encoding="utf-8"))
            return {hash_: Review.model_validate(review) for hash_, review in held.items()}
        except (OSError, ValueError, AttributeError):
            return {}

    def _keep(self, reviews: dict[str, Review]) -> None:
        written = json.dumps(
            {hash_: review.model_dump() for hash_, review in reviews.items()}, sort_keys=True
        )
        try:
            before = self._kept.read_text(encoding="utf-8") if self._kept.is_file() else "{}"
            if before != written:
                self._kept.parent.mkdir(parents=True, exist_ok=True)
                self._kept.write_text(written, encoding="utf-8")
        except OSError as error:
            log.error("approvals_not_kept", error=type(error).__name__)


def _review(version: Version) -> Review | None:
    approval = version.approval
    if approval is None:
        return None
    on = approval.at.astimezone(LONDON).date().isoformat()
    return Review(status="approved", approved_by=approval.by.first_name, approved_on=on)
