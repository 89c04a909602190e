"""`python -m tests.rehearsal`: every persona with the real bot through the real gateway, then the random walks."""

import argparse
import asyncio
import sys
from pathlib import Path

from benchmarks.house import House, running_house
from tests.rehearsal import walks
from tests.rehearsal.checks import check
from tests.rehearsal.persona import Persona, read
from tests.rehearsal.report import Rehearsed, counts, line, markdown, summary
from tests.rehearsal.talk import talk

AT_ONCE = 3


async def rehearse(house: House, personas: list[Persona]) -> list[Rehearsed]:
    """Have every conversation, a few at a time; print each one's line as it ends."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(persona: Persona) -> Rehearsed:
        async with room:
            rehearsed = Rehearsed(persona, check(await talk(house, persona)))
        print(line(rehearsed), flush=True)
        return rehearsed

    return await asyncio.gather(*(one(persona) for persona in personas))


def main() -> int:
    """Rehearse, write the report, and return 1 where something failed."""
    options = _options()
    personas = [persona for persona in read() if options.only in persona.id]
    with running_house(with_bot=True) as house:
        house.wait_for_bot(timeout_s=300)  # It may have to be trained first.
        rehearsed = asyncio.run(rehearse(house, personas))
    for name, asked, yes, known in counts(rehearsed):
        print(f"{name:15} asked of {asked:3}, yes {yes:3}, known misses {known}")
    print(summary(rehearsed), flush=True)
    walked = walks.walk(options.walks, options.seed) if options.walks else None
    said = [walked.summary, *walked.faults] if walked else []
    print("\n".join(said))
    if options.report:
        options.report.write_text(markdown(rehearsed, said), encoding="utf-8")
    return int(any(one.wrong for one in rehearsed) or bool(walked and walked.faults))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.rehearsal", description=__doc__)
    parser.add_argument("--walks", type=int, default=10_000, help="how many random walks; 0 for none")
    parser.add_argument("--seed", default="evenlight", help="which random walks")
    parser.add_argument("--only", default="", help="a part of the ids of the personas to rehearse")
    parser.add_argument("--report", type=Path, help="a Markdown file to write the report to")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
