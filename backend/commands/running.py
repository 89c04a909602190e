"""What the commands share: build the services, run until done or told to stop, and give everything back."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable

from backend.core.logging import configure
from backend.core.problem import Problem
from backend.settings import Settings
from backend.wiring import Services, build_services

Work = Callable[[Services], Awaitable[None]]


def run(work: Work) -> int:
    """Run `work` with the services and return the exit code; a problem is one line on standard error."""
    return asyncio.run(_run(work))


async def _run(work: Work) -> int:
    configure()
    services = build_services(Settings())
    task = asyncio.current_task()
    if task is not None:
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        await work(services)
    except asyncio.CancelledError:
        return 0
    except Problem as problem:
        print(f"{problem.title}. {problem.detail}".strip(), file=sys.stderr)
        return 1
    finally:
        await services.close()
    return 0
