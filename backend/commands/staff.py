"""evenlight staff: create or change a member of staff; the password comes from standard input."""

import argparse
import getpass
import sys
from uuid import uuid4

from backend.commands.running import run
from backend.identity.model import STAFF_ROLES, Role, StaffMember

SHORTEST_PASSWORD = 12


def main(arguments: list[str]) -> int:
    """Store one member of staff; the same username again changes that one."""
    parser = argparse.ArgumentParser("evenlight staff", description="Create or change a member of staff.")
    parser.add_argument("username")
    parser.add_argument("first_name")
    parser.add_argument("--role", type=Role, choices=sorted(STAFF_ROLES), default=Role.ON_CALL)
    parser.add_argument("--fallback", action="store_true", help="is paged when nobody is on the rota")
    options = parser.parse_args(arguments)
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < SHORTEST_PASSWORD:
        print(f"A password has at least {SHORTEST_PASSWORD} characters.", file=sys.stderr)
        return 1
    member = StaffMember(
        uuid4().hex, options.username, options.first_name, options.role, ("console",), options.fallback
    )
    return run(lambda services: services.staff.put(member, password))
