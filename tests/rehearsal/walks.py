"""Random walks with the trained bot: taken in the bot's own environment, judged here."""

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from backend.chat.answers import read_answer
from backend.chat.bot import spoken
from backend.chat.model import Draft
from backend.launch.bot import PYTHON, ROOT
from tests.rehearsal.persona import WALL_CHARACTERS, read
from tests.rehearsal.words import NUMBER, QUESTION, offers_person, wrong_with

WALKER = ROOT / "bot" / "tests" / "walk.py"
BAD_INPUT = Path(__file__).parent / "bad_input.yml"
PROCESSES = 2
MOST_FAULTS_SHOWN = 25
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "OMP_NUM_THREADS": "1",
}

Turns = list[tuple[str, list[dict[str, Any]]]]


@dataclass(frozen=True)
class Walked:
    """How many walks there were, and what was wrong in them: each kind of fault once, with how often."""

    summary: str
    faults: list[str]


def phrases() -> list[str]:
    """Return what the personas say, and bad input of every kind, as the gateway passes it on."""
    said = [turn.text for persona in read() for turn in persona.turns]
    bad = yaml.safe_load(BAD_INPUT.read_text(encoding="utf-8"))
    walls = [wall * (WALL_CHARACTERS // len(wall)) for wall in bad["walls"]]
    return sorted({spoken(text) for text in (*said, *bad["phrases"], *walls)})


def walk(count: int, seed: str, processes: int = PROCESSES) -> Walked:
    """Take the walks, some in each process, and judge them."""
    started_s = time.monotonic()
    share = -(-count // processes)
    shares = [(first, min(share, count - first)) for first in range(0, count, share)]
    found: Counter[str] = Counter()
    turns = 0
    with ThreadPoolExecutor(processes) as pool:
        for output in pool.map(lambda one: _taken(seed, *one), shares):
            for line in output.splitlines():
                walked: Turns = [(said, parts) for said, parts in json.loads(line)]
                turns += len(walked)
                found.update(faults_of(walked))
                count -= 1
    if count:
        found["a walk that was never taken"] += count
    took_s = time.monotonic() - started_s
    done = f"{sum(size for _, size in shares)} walks of {turns} turns in {took_s:.0f} s (seed {seed!r})"
    shown = [f"{times} times: {fault}" for fault, times in found.most_common(MOST_FAULTS_SHOWN)]
    return Walked(f"{done}: {len(found)} kinds of fault", shown)


def _taken(seed: str, first: int, count: int) -> str:
    command = [str(PYTHON), str(WALKER), seed, str(first), str(count)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | QUIET, input=json.dumps(phrases()), capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


def faults_of(walked: Turns) -> Iterator[str]:
    """Yield what is wrong in one walk."""
    answers = []
    for said, parts in walked:
        raw = json.dumps(parts, ensure_ascii=False)
        answers.append(raw)
        for fault in faults_in(raw):
            yield f"{fault} (to {' '.join(said.split())[:60]!r})" if not parts else fault
    for place, trio in enumerate(zip(answers, answers[1:], answers[2:], strict=False)):
        if len(set(trio)) == 1:
            yield f"three times the same: {_short(trio[0])} (the third to {walked[place + 2][0][:60]!r})"


@cache
def faults_in(raw: str) -> tuple[str, ...]:
    """Return what is wrong with one answer, as Rasa gives it: a failed turn, a dead end, words that break a rule."""
    try:
        answer = read_answer(json.loads(raw))
    except (TypeError, ValueError) as error:
        return (f"a failed turn: {error}: {_short(raw)}",)
    found = [] if answer.escalate.attention or _leads_on(answer.drafts) else [f"a dead end: {_short(raw)}"]
    helped = any(draft.buttons or draft.show for draft in answer.drafts)
    for draft in answer.drafts:
        wrong = wrong_with(draft.text, helped=helped, speaker=draft.show != "own_words")
        found += [f"{one}: {draft.text[:120]!r}" for kind in vars(wrong).values() for one in kind]
    return tuple(found)


def _leads_on(drafts: tuple[Draft, ...]) -> bool:
    if any(draft.buttons or draft.show for draft in drafts):
        return True
    words = "\n".join(draft.text for draft in drafts)
    return bool(QUESTION.search(words) or NUMBER.search(words)) or offers_person(words)


def _short(raw: str) -> str:
    return raw[:160]
