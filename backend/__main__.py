"""The command line: evenlight up | api | worker | seed | staff | screen | openapi."""

import argparse
import asyncio
import getpass
import json
import signal
import sys
from collections.abc import Awaitable, Callable
from uuid import uuid4

from aiohttp import web

from backend import __version__, demo, worker
from backend.app import ROUTES, create_app
from backend.chat.texts import unapproved_languages
from backend.core.logging import configure
from backend.core.openapi import document
from backend.core.problem import Problem
from backend.identity.model import STAFF_ROLES, Role, StaffMember
from backend.launch import up
from backend.screening import cli as screen_cli
from backend.settings import Settings
from backend.wiring import Services, build_services

SHORTEST_PASSWORD = 12


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    command, *rest = (sys.argv[1:] if argv is None else argv) or ["--help"]
    if command in COMMANDS:
        return COMMANDS[command](rest)
    print("usage: evenlight " + " | ".join(COMMANDS))
    return 0 if command in {"-h", "--help"} else 2


def _api(_rest: list[str]) -> int:
    settings = Settings()
    drafts = unapproved_languages() if settings.production else []
    if drafts:
        print(
            f"The safety texts of {', '.join(drafts)} are drafts that nobody approved, so production does not start. "
            "Have them approved (backend/chat/texts), or run with EVENLIGHT_ENV=development.",
            file=sys.stderr,
        )
        return 1
    web.run_app(
        _create_app(settings), host=settings.host, port=settings.port, print=None, access_log=None,
        shutdown_timeout=2.0,
    )  # fmt: skip
    return 0


async def _create_app(settings: Settings) -> web.Application:
    configure()
    return create_app(build_services(settings))


def _worker(_rest: list[str]) -> int:
    return asyncio.run(_with_services(lambda services: worker.run(services.mongo, services.engine)))


def _seed(rest: list[str]) -> int:
    parser = argparse.ArgumentParser("evenlight seed", description="Create indexes and the directory.")
    parser.add_argument("--demo", action="store_true", help="add made-up staff and a rota that covers now")
    options = parser.parse_args(rest)

    async def seed(services: Services) -> None:
        await services.stores.create_indexes()
        await services.signposting.seed()
        if options.demo:
            await demo.seed_demo(services)
            for member in demo.STAFF:
                print(
                    f"Demo login: {member.username} / {demo.DEMO_PASSWORD} ({member.role.replace('_', ' ')})"
                )

    return asyncio.run(_with_services(seed))


def _staff(rest: list[str]) -> int:
    parser = argparse.ArgumentParser("evenlight staff", description="Create or change a member of staff.")
    parser.add_argument("username")
    parser.add_argument("first_name")
    parser.add_argument("--role", type=Role, choices=sorted(STAFF_ROLES), default=Role.ON_CALL)
    parser.add_argument("--fallback", action="store_true", help="is paged when nobody is on the rota")
    options = parser.parse_args(rest)
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < SHORTEST_PASSWORD:
        print(f"A password has at least {SHORTEST_PASSWORD} characters.", file=sys.stderr)
        return 1
    member = StaffMember(
        uuid4().hex, options.username, options.first_name, options.role, ("console",), options.fallback
    )
    return asyncio.run(_with_services(lambda services: services.identity.put_staff(member, password)))


async def _with_services(work: Callable[[Services], Awaitable[None]]) -> int:
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


def _openapi(_rest: list[str]) -> int:
    print(json.dumps(document(ROUTES, __version__), indent=2))
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "up": up.main,
    "api": _api,
    "worker": _worker,
    "seed": _seed,
    "staff": _staff,
    "screen": screen_cli.main,
    "openapi": _openapi,
}

if __name__ == "__main__":
    sys.exit(main())
