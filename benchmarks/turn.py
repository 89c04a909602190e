"""What one chat turn costs beside asking the bot directly: the same words, alternating, in one run."""

import time

import aiohttp

from benchmarks.figures import quantiles
from benchmarks.house import House
from benchmarks.phone import Phone
from benchmarks.soak import SMALL_TALK

TURNS = 150


async def measure(house: House) -> None:
    """Print p50 and p99 in milliseconds of both, and the ratio."""
    async with aiohttp.ClientSession() as session:
        phone = Phone(session, house.url)
        await phone.start()
        direct: list[float] = []
        whole: list[float] = []
        for turn in range(TURNS):
            direct.append(await _direct_ms(session, house.bot_url))
            started_s = time.perf_counter()
            answer = await phone.send(SMALL_TALK)
            whole.append((time.perf_counter() - started_s) * 1000)
            if answer["replies"][0]["author"] != "bot":
                raise RuntimeError(f"the bot did not answer turn {turn}")
    direct_p50_ms, direct_p99_ms = quantiles(direct)
    whole_p50_ms, whole_p99_ms = quantiles(whole)
    print(f"asking the bot directly: p50 {direct_p50_ms:.1f} ms, p99 {direct_p99_ms:.1f} ms")
    print(
        f"one whole chat turn: p50 {whole_p50_ms:.1f} ms, p99 {whole_p99_ms:.1f} ms; "
        f"{whole_p50_ms / direct_p50_ms:.1f} and {whole_p99_ms / direct_p99_ms:.1f} times that"
    )


async def _direct_ms(session: aiohttp.ClientSession, bot_url: str) -> float:
    started_s = time.perf_counter()
    body = {"sender": "benchmark", "message": SMALL_TALK}
    async with session.post(f"{bot_url}/webhooks/rest/webhook", json=body) as answer:
        await answer.read()
    return (time.perf_counter() - started_s) * 1000
