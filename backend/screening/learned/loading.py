"""Loads the second opinion once. Whatever goes wrong with it, the rules answer alone and staff are told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

from backend.screening.folding import Folded
from backend.screening.model import Reason

TRAINED_PATH = Path(__file__).parent / "trained.bin"


@dataclass(frozen=True, slots=True)
class LearnedStatus:
    """Whether the second opinion works, and in plain words what that means for staff."""

    ok: bool
    detail: str


class Opinion(Protocol):
    """Something that reads one message a second time."""

    def reasons(self, folded: Folded) -> list[Reason]:
        """Return what it would add."""


def _open() -> Opinion:
    # numpy and the embedding are imported here: where they are missing, the rules still answer.
    from backend.screening.learned.opinion import open_opinion  # noqa: PLC0415

    return open_opinion(TRAINED_PATH.read_bytes())


class SecondReader:
    """Reads with the second opinion as long as it works. The first call loads it, in less than a second."""

    def __init__(self, opens: Callable[[], Opinion] = _open) -> None:
        self._opens, self._lock = opens, Lock()
        self._opinion: Opinion | None = None
        self._problem: str | None = None

    def warm_up(self) -> None:
        """Load what is needed, unless that was tried before. Raises nothing."""
        with self._lock:
            if self._opinion is None and self._problem is None:
                try:
                    self._opinion = self._opens()
                except Exception as error:  # noqa: BLE001 - an addition must never stop the rules
                    self._problem = type(error).__name__

    def reasons(self, folded: Folded) -> list[Reason]:
        """Return what the second opinion would add; nothing when it does not work. Raises nothing."""
        if self._opinion is None:
            self.warm_up()
        if self._opinion is None:
            return []
        try:
            return self._opinion.reasons(folded)
        except Exception as error:  # noqa: BLE001 - what fails on one message is told, and tried again on the next
            self._problem = type(error).__name__
            return []

    @property
    def status(self) -> LearnedStatus:
        """Whether it works. Before it was loaded it counts as working: it is loaded at the first message."""
        if self._problem is None:
            return LearnedStatus(ok=True, detail="The second opinion of the screen works.")
        return LearnedStatus(ok=False, detail=f"The screen has only its phrase list now ({self._problem}).")


SECOND_READER = SecondReader()
