"""evenlight staff: add, change, remove and list staff, and end their sessions; a password comes from standard input."""

import argparse
import getpass
import sys
from collections.abc import Awaitable, Callable

from backend.commands.running import run
from backend.identity.model import STAFF_ROLES, Role
from backend.identity.staff.members.service import OPERATOR, SHORTEST_PASSWORD, Change
from backend.wiring import Services

Action = Callable[[Services, argparse.Namespace], Awaitable[None]]


def main(arguments: list[str]) -> int:
    """Do one thing with the staff list."""
    options = _parser().parse_args(arguments)
    if "ask_password" in options and options.ask_password:
        options.password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline()
        options.password = options.password.rstrip("\n")
        if len(options.password) < SHORTEST_PASSWORD:
            print(f"A password has at least {SHORTEST_PASSWORD} characters.", file=sys.stderr)
            return 1
    return run(lambda services: options.action(services, options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("evenlight staff", description="Who is on the staff list.")
    commands = parser.add_subparsers(required=True, metavar="add | change | remove | list | end-sessions")
    add = commands.add_parser("add", help="add somebody; the password comes from standard input")
    add.add_argument("username")
    add.add_argument("first_name")
    add.add_argument(
        "--no-password", dest="ask_password", action="store_false", help="they use single sign-on only"
    )
    _facts(add)
    add.set_defaults(action=_add, role=Role.ON_CALL, fallback_contact=False)
    change = commands.add_parser("change", help="change what is named, and nothing else")
    change.add_argument("username")
    change.add_argument("--first-name", dest="first_name")
    change.add_argument("--password", dest="ask_password", action="store_true", help="from standard input")
    change.add_argument("--forget-second-factor", action="store_true", help="the phone is lost")
    _facts(change)
    change.set_defaults(action=_change)
    for name, action, does in (
        ("remove", _remove, "take somebody off the list"),
        ("end-sessions", _end_sessions, "sign somebody out everywhere"),
    ):
        one = commands.add_parser(name, help=does)
        one.add_argument("username")
        one.set_defaults(action=action)
    commands.add_parser("list", help="everybody, and how they sign in").set_defaults(action=_list)
    return parser


def _facts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", type=Role, choices=sorted(STAFF_ROLES))
    parser.add_argument(
        "--fallback",
        dest="fallback_contact",
        action=argparse.BooleanOptionalAction,
        help="is paged when nobody is on the rota",
    )
    parser.add_argument(
        "--single-sign-on", metavar="NAME", help="what the provider calls them, mostly an email address"
    )


def _wanted(options: argparse.Namespace) -> Change:
    given = vars(options)
    return Change(**{name: given[name] for name in Change.__dataclass_fields__ if name in given})


async def _add(services: Services, options: argparse.Namespace) -> None:
    await services.stores.create_indexes()
    await services.staff_members.add(OPERATOR, options.username, _wanted(options))


async def _change(services: Services, options: argparse.Namespace) -> None:
    login = await services.staff_members.named(options.username)
    await services.staff_members.change(OPERATOR, login.member.id, _wanted(options))


async def _remove(services: Services, options: argparse.Namespace) -> None:
    login = await services.staff_members.named(options.username)
    await services.staff_members.remove(OPERATOR, login.member.id)


async def _end_sessions(services: Services, options: argparse.Namespace) -> None:
    login = await services.staff_members.named(options.username)
    await services.staff_members.change(OPERATOR, login.member.id, Change(end_sessions=True))


async def _list(services: Services, _options: argparse.Namespace) -> None:
    for login in await services.staff_members.all():
        member = login.member
        ways = [
            "password" if login.password_hash else "",
            "second factor" if login.totp_secret else "",
            f"single sign-on as {login.single_sign_on}" if login.single_sign_on else "",
            "fallback contact" if member.fallback_contact else "",
        ]
        print(f"{member.username}\t{member.first_name}\t{member.role}\t{', '.join(filter(None, ways))}")
