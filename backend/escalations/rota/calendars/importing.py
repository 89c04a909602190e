"""Taking in a calendar as shifts: first a report, then all of it or the lines that are asked for."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from backend.core.clock import Clock
from backend.core.problem import Unprocessable
from backend.escalations.rota.calendars.reading import Colleague, Line, lines_of
from backend.escalations.rota.changes import Actor, RotaChanges

Colleagues = Callable[[], Awaitable[list[Colleague]]]


@dataclass(frozen=True)
class Report:
    """What a calendar holds, line by line, and the numbers of the lines that were stored."""

    lines: list[Line]
    stored: frozenset[int]


class Imports:
    """Reads calendars for supervisors."""

    def __init__(self, changes: RotaChanges, colleagues: Colleagues, clock: Clock) -> None:
        self._changes, self._colleagues, self._clock = changes, colleagues, clock

    async def look(self, document: bytes) -> Report:
        """Return the report, and store nothing. Raises Unprocessable."""
        read = partial(lines_of, document, await self._colleagues(), self._clock.now())
        return Report(await asyncio.to_thread(read), frozenset())

    async def store(self, actor: Actor, document: bytes, wanted: frozenset[int] | None) -> Report:
        """Store all lines, or the wanted ones; where one of them is not right nothing is stored.

        Raises Unprocessable where a wanted line does not exist or is not right.
        """
        lines = (await self.look(document)).lines
        numbers = frozenset(line.number for line in lines)
        chosen = [line for line in lines if wanted is None or line.number in wanted]
        if wanted is not None and not wanted <= numbers:
            raise Unprocessable("There is no such line in this calendar. Nothing was stored.")
        shifts = [line.shift for line in chosen if line.shift]
        if wanted is None and len(shifts) < len(chosen):
            return Report(lines, frozenset())
        if len(shifts) < len(chosen):
            raise Unprocessable("One of these lines cannot be stored as it is. Nothing was stored.")
        await self._changes.store_shifts(actor, shifts)
        return Report(lines, frozenset(line.number for line in chosen))
