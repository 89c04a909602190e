"""docs/permissions.md, made from the table that test_permissions holds the service to.

`python -m tests.permission_page` writes it again.
"""

from pathlib import Path

from backend.app import ROUTES
from tests.integration.test_permissions import CALLERS, TABLE

PAGE = Path(__file__).parents[1] / "docs" / "permissions.md"
WORDS = {"o": "yes", "c": "yes", "i": "yes", "n": "404", "f": "403", "u": "401"}
HEAD = """\
# Who may call what

Made from the table in `tests/integration/test_permissions.py` by `python -m tests.permission_page`; a test holds this
page to that table, and the table to the service. "yes" is answered (a change may still meet a conflict); 401 asks for
a sign-in, 403 refuses, and 404 does not tell whether there is such a thing. "another" is another young person, with
the address of somebody else's thing.

Not in a column of their own, and tested for every address in `tests/integration/test_worthless_tokens.py`: a token
signed with another key, with the algorithm swapped or left out, with an unknown key id, or no token at all gets 401
wherever "expired" does; so does somebody who holds only the link to a shared plan: the two addresses under
`/v1/shared-plans` take the link and its code in the body. Where the policy ends in `recent`, somebody who signed in
five minutes ago or earlier gets 403 `sign-in-again`.
"""


def page() -> str:
    """Return the page."""
    policies = {f"{route.method} {route.path}": route.policy.name for route in ROUTES}
    columns = ["Address", "Policy", *(caller.replace(" young person", "") for caller in CALLERS)]
    rows = [
        [f"`{address}`", policies[address], *(WORDS[letter] for letter in letters)]
        for address, letters in sorted(TABLE.items(), key=lambda row: row[0].split(" ")[::-1])
    ]
    lines = [f"| {' | '.join(row)} |" for row in (columns, ["---"] * len(columns), *rows)]
    return "\n".join([HEAD, *lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page())
