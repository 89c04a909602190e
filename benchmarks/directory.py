"""What "who is awake now" costs over the shipped directory and over 10,000 services.

Needs no running service: `python -m benchmarks directory`. The store is left out: it is asked every two seconds for one
small document, and read whole only when something was written. Times are of one core, not of the clock on the wall.
"""

import asyncio
import random
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from backend.signposting import shipped
from backend.signposting.api import OpenNowAnswer
from backend.signposting.asking import Question
from backend.signposting.directory import Directory
from backend.signposting.model import Display, DisplayRule, Service
from backend.signposting.service import SignpostingService
from backend.signposting.terms import NEEDS
from benchmarks.figures import quantiles

MONDAY = datetime(2027, 2, 1, tzinfo=UTC)
QUESTIONS = 1_008
WEEK_MINUTES = 7 * 24 * 60
MANY = 10_000
AWAKE = DisplayRule(Display.SHOW)


class Clock:
    """Says what the benchmark says."""

    at = MONDAY

    def now(self) -> datetime:
        """Return that."""
        return self.at


class Held:
    """A store that holds its services in memory."""

    def __init__(self, services: tuple[Service, ...]) -> None:
        self._services = services

    async def revision(self) -> int:
        """Return that it was written once."""
        return 1

    async def shown(self) -> tuple[Service, ...]:
        """Return everything."""
        return self._services


def measure() -> None:
    """Print times over few and over many services."""
    for number in (len(shipped.services()), MANY):
        asyncio.run(_open_now(number))


def directory_of(number: int) -> tuple[Service, ...]:
    """Return the shipped services, and copies of them with hours of their own: a few thousand different ones."""
    chance, found = random.Random(1), list(shipped.services())
    for n in range(number - len(found)):
        opens, closes = sorted(chance.sample(range(6, 24), 2))
        minutes = chance.choice(["00", "15", "30"])
        days, holidays = chance.choice(["Fr", "Sa", "Su"]), chance.choice(["off", "unknown"])
        hours = f"Mo-{days} {opens:02}:{minutes}-{closes:02}:{minutes}; PH {holidays}"
        found.append(
            replace(
                chance.choice(shipped.services()),
                id=f"club-{n}",
                opening_hours=hours,
                display=AWAKE,
                crisis_rank=None,
            )
        )
    return tuple(found)


async def _open_now(number: int) -> None:
    services, clock = directory_of(number), Clock()
    store: Any = Held(services)
    signposting = SignpostingService(Directory(store, clock), store, clock)
    start = time.process_time()
    await signposting.open_now(clock.at)
    first_ms = (time.process_time() - start) * 1000
    chance, same, any_question, turned = random.Random(2), [], [], []
    needs = [None, *NEEDS]
    for minute in range(0, WEEK_MINUTES, WEEK_MINUTES // QUESTIONS):
        clock.at = MONDAY + timedelta(minutes=minute)
        turned.append(await _answer_ms(signposting, clock, Question(age=14)))
        same.append(await _answer_ms(signposting, clock, Question(age=14)))
        wanted = Question(age=chance.randint(11, 18), need=chance.choice(needs), free=chance.random() < 0.5)
        any_question.append(await _answer_ms(signposting, clock, wanted))
    print(f"open now, {number:,} services: the first answer after a start {first_ms:.0f} ms")
    for name, values in (
        ("a question of before", same), ("a new question", any_question),
        ("the first of every ten minutes", turned),
    ):  # fmt: skip
        p50_ms, p99_ms = quantiles(values)
        print(f"open now, {number:,} services: {name}, p50 {p50_ms:.2f} ms, p99 {p99_ms:.2f} ms")


async def _answer_ms(signposting: SignpostingService, clock: Clock, question: Question) -> float:
    start = time.process_time()
    found = await signposting.open_now(clock.at, question)
    OpenNowAnswer(**vars(found)).model_dump_json()
    return (time.process_time() - start) * 1000
