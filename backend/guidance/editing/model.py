"""Versions of what is read, and the steps between their states. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from backend.core.problem import Conflict, Forbidden


class State(StrEnum):
    """Where a version stands. Only `published` is read in production; a safety text counts once it is `approved`."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What an editor can do with a version."""

    SUBMIT = "submit"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


MOVES = {
    (State.DRAFT, Step.SUBMIT): State.IN_REVIEW,
    (State.IN_REVIEW, Step.SEND_BACK): State.DRAFT,
    (State.IN_REVIEW, Step.APPROVE): State.APPROVED,
    (State.APPROVED, Step.PUBLISH): State.PUBLISHED,
    (State.APPROVED, Step.WITHDRAW): State.WITHDRAWN,
    (State.PUBLISHED, Step.WITHDRAW): State.WITHDRAWN,
}
UNFINISHED = {State.DRAFT, State.IN_REVIEW, State.APPROVED}


class OwnWords(Forbidden):
    """Nobody approves what they have written themselves."""

    key, title = "own-words", "Another person has to approve this"


@dataclass(frozen=True)
class Editor:
    """A member of staff who edits."""

    id: str
    first_name: str


@dataclass(frozen=True)
class Event:
    """Something that was done: when (UTC), by whom, what, and why."""

    at: datetime
    by: Editor
    did: str
    note: str = ""


@dataclass(frozen=True)
class Version:
    """One version of an article or a safety text. `content` is the text of its file; `revision` counts its changes."""

    piece: str
    language: str
    number: int
    content: str
    sha256: str
    state: State
    revision: int
    authors: tuple[str, ...]
    events: tuple[Event, ...]

    @property
    def approval(self) -> Event | None:
        """Return who approved it, and when; None until somebody has, and after it was sent back."""
        if self.state in {State.DRAFT, State.IN_REVIEW}:
            return None
        return next((event for event in reversed(self.events) if event.did == Step.APPROVE), None)

    def after(self, step: Step, by: Editor, at: datetime, note: str = "") -> "Version":
        """Return the version after a step. Raises Conflict where the step is not open, OwnWords for an author."""
        following = MOVES.get((self.state, step))
        if following is None:
            raise Conflict(f"This version is {self.state.replace('_', ' ')}.", state=self.state)
        if step is Step.APPROVE and by.id in self.authors:
            raise OwnWords("Whoever wrote a text does not approve it.")
        return self._with(following, Event(at, by, step, note))

    def edited(self, content: str, sha256: str, by: Editor, at: datetime) -> "Version":
        """Return the draft with other words. Raises Conflict: what is under review stays as it was read."""
        if self.state is not State.DRAFT:
            raise Conflict("Only a draft can be changed. Send it back first.", state=self.state)
        authors = self.authors if by.id in self.authors else (*self.authors, by.id)
        changed = self._with(self.state, Event(at, by, "edit"))
        return replace(changed, content=content, sha256=sha256, authors=authors)

    def replaced(self, by: Editor, at: datetime) -> "Version":
        """Return it after a newer version was published."""
        return self._with(State.REPLACED, Event(at, by, "replace"))

    def _with(self, state: State, event: Event) -> "Version":
        return replace(self, state=state, revision=self.revision + 1, events=(*self.events, event))


def begun(piece: str, language: str, number: int, content: str, sha256: str, event: Event) -> Version:
    """Return a new draft."""
    return Version(piece, language, number, content, sha256, State.DRAFT, 1, (event.by.id,), (event,))
