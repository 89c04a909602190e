"""Says what the trained bot understands, for measuring: `bot/.venv/bin/python -m bot.understand MODEL < texts`.

Each line in is a text as a JSON string; each line out is a JSON object with the intent and the first ranks.
"""

import asyncio
import json
import logging
import sys

from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog

from bot.readable import readable


async def answer(model: str) -> None:
    """Read every line of standard input with this model."""
    configure_structlog(logging.ERROR)  # Otherwise Rasa writes what it reads between the answers.
    agent = Agent.load(model)
    for line in sys.stdin:
        text = readable(str(json.loads(line)))
        found = await agent.parse_message(text)
        ranking = {rank["name"]: round(rank["confidence"], 4) for rank in found["intent_ranking"]}
        print(json.dumps({"intent": found["intent"]["name"], "ranking": ranking}), flush=True)


if __name__ == "__main__":
    asyncio.run(answer(sys.argv[1]))
