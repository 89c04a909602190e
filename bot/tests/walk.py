"""Random walks with the trained bot in this process: buttons of the last answer, and phrases from standard input.

`bot/.venv/bin/python bot/tests/walk.py SEED FIRST COUNT`: reads a JSON list of phrases, writes one JSON line a walk,
a list of [what was said, the parts of the answer]. It judges nothing; whoever reads the lines does.
"""

import asyncio
import json
import logging
import random
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # The endpoints name bot.tracker and bot.nlg from there.
OUTPUT, sys.stdout = (
    sys.stdout,
    sys.stderr,
)  # Rasa logs on standard output, also before anybody can tell it not to.

from rasa.core.agent import Agent, load_agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402

MODEL, ENDPOINTS = ROOT / "bot" / "models" / "bot.tar.gz", ROOT / "bot" / "endpoints.yml"
LANGUAGES = ("ur", "bn", "pl", "ro", "pa")
SAFETY_ASKED = "/safety_asked"
TURNS = (3, 8)
PRESSES, SAYS_AGAIN, SAFETY_IS_ASKED, IN_ANOTHER_LANGUAGE = 0.5, 0.1, 0.05, 0.2

Parts = list[dict[str, Any]]


async def main() -> None:
    """Walk, and write each walk as it ends."""
    seed, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    phrases = json.load(sys.stdin)
    logging.disable(logging.ERROR)
    agent = await load_agent(
        model_path=str(MODEL), endpoints=AvailableEndpoints.read_endpoints(str(ENDPOINTS))
    )
    for number in range(first, first + count):
        walk = await walked(agent, f"{seed}-{number}", phrases)
        print(json.dumps(walk, ensure_ascii=False), file=OUTPUT, flush=True)


async def walked(agent: Agent, name: str, phrases: list[str]) -> list[tuple[str, Parts]]:
    """Return one conversation. The same name is the same walk."""
    choose = random.Random(name)  # noqa: S311 - walks have to be the same each time
    language = choose.choice(LANGUAGES) if choose.random() < IN_ANOTHER_LANGUAGE else "en"
    said, parts, walk = "", [], []
    for _ in range(choose.randint(*TURNS)):
        if choose.random() < SAFETY_IS_ASKED:
            await turn(agent, name, SAFETY_ASKED, language)  # The gateway throws its answer away too.
        said = next_message(choose, said, parts, phrases)
        parts = await turn(agent, name, said, language)
        walk.append((said, parts))
    return walk


def next_message(choose: random.Random, said: str, parts: Parts, phrases: list[str]) -> str:
    """Return a button's title, the same words once more, or any phrase."""
    titles = [button["title"] for part in parts for button in part.get("buttons", [])]
    if titles and choose.random() < PRESSES:
        return choose.choice(titles)
    if said and choose.random() < SAYS_AGAIN:
        return said
    return choose.choice(phrases)


async def turn(agent: Agent, sender: str, text: str, language: str) -> Parts:
    """Return the parts of the answer; none where the turn failed, as in bot/channel.py."""
    try:
        message = UserMessage(text, sender_id=sender, metadata={"language": language})
        parts: Parts = await agent.handle_message(message) or []
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the walk tells of it
        print(f"turn failed: {type(error).__name__}: {error}", file=sys.stderr)
        return []
    return [{key: value for key, value in part.items() if key != "recipient_id"} for part in parts]


if __name__ == "__main__":
    asyncio.run(main())
